//! `refund_order`: gives back what was paid, or a part of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::cannot::refused;
use crate::{
    backend::{
        db::Tx,
        money::{Amount, Currency},
        orders::{OrderStatus, RefundPlan},
    },
    caller::Scope,
    tool::{Action, Ctx, Destructive, Output, Preview, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct RefundOrder;

/// Which order, how much, and why.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// The order's id, in any letter case.
    #[schemars(length(min = 1, max = 64), example = &"A100")]
    order_id: String,
    /// How much, as a decimal string in the order's currency; left out: all
    /// that was paid and not refunded yet.
    #[schemars(length(min = 1, max = 20), example = &"12.50")]
    amount: Option<String>,
    /// Why, in a sentence; kept with the order.
    #[schemars(length(min = 3, max = 500))]
    reason: String,
}

/// What was done.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Refunded {
    /// The order.
    order_id: String,
    /// What was given back now.
    amount: Amount,
    /// What was given back in all.
    refunded: Amount,
    /// What could still be refunded.
    left: Amount,
    /// ISO 4217 code.
    currency: Currency,
    /// Where the order stands now.
    status: OrderStatus,
}

impl Output for Refunded {
    fn text(&self) -> String {
        let Self { order_id, amount, refunded, left, currency, status } = self;
        format!(
            "Refunded {amount} {currency} of order {order_id}; {refunded} {currency} in all, \
             {left} {currency} left. It is {status} now."
        )
    }
}

impl Action for RefundOrder {
    const NAME: &'static str = "refund_order";
    const TITLE: &'static str = "Refund an order";
    const DESCRIPTION: &'static str = "Gives back what was paid for an order, all of it or an \
        amount, never more than was paid. Asks for confirmation. It changes no stock: cancel an \
        unshipped order first (cancel_order). Do not use it unless the user asked for it.";
    const TOOLSET: Toolset = Toolset::Orders;
    const SCOPE: Scope = Scope::OrdersWrite;
    const REDACTED: &'static [&'static str] = &["reason"];
    type Args = Args;
    type Output = Refunded;
    type Target = Tx;

    async fn apply(ctx: &Ctx, tx: &mut Tx, args: Args) -> Result<Refunded, ToolError> {
        let plan = plan(ctx, tx, &args).await?;
        let by = ctx.caller.principal();
        ctx.backends.orders.refund(tx, &plan, &args.reason, by).await?;
        let (status, currency) = (plan.status_after(), plan.order.currency);
        let refunded = currency.amount(plan.order.refunded.minor() + plan.amount.minor());
        let RefundPlan { order, amount, left } = plan;
        Ok(Refunded { order_id: order.order_id, amount, refunded, left, currency, status })
    }
}

impl Destructive for RefundOrder {
    async fn preview(ctx: &Ctx, tx: &mut Tx, args: &Args) -> Result<Preview, ToolError> {
        let plan = plan(ctx, tx, args).await?;
        let after = plan.status_after();
        let RefundPlan { order, amount, left } = plan;
        let currency = order.currency;
        let text = format!(
            "Refund {amount} {currency} of order {} to customer {}.\nThe order is {}; paid {} \
             {currency}, refunded so far {} {currency}. Left after this: {left} {currency}; the \
             order is {after} then.",
            order.order_id, order.customer_id, order.status, order.paid, order.refunded,
        );
        Ok(Preview { text, version: order.version() })
    }
}

async fn plan(ctx: &Ctx, tx: &mut Tx, args: &Args) -> Result<RefundPlan, ToolError> {
    let amount = args.amount.as_deref();
    let planned = ctx.backends.orders.plan_refund(tx, &args.order_id, amount).await?;
    planned.map_err(|cannot| refused(&args.order_id, &cannot))
}
