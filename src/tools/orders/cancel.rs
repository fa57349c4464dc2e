//! `cancel_order`: calls an order off before it is shipped.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::cannot::refused;
use crate::{
    backend::{
        db::Tx,
        money::{Amount, Currency},
        orders::{CancelPlan, OrderStatus},
    },
    caller::Scope,
    tool::{Action, Ctx, Destructive, Output, Preview, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct CancelOrder;

/// Which order, and why.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// The order's id, in any letter case.
    #[schemars(length(min = 1, max = 64), example = &"A101")]
    order_id: String,
    /// Why, in a sentence; kept with the order.
    #[schemars(length(min = 3, max = 500))]
    reason: String,
}

/// What was done.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Cancelled {
    /// The order.
    order_id: String,
    /// Where it stands now.
    status: OrderStatus,
    /// What went back into stock.
    restocked: Vec<Restocked>,
    /// What was paid and is not refunded by this.
    to_refund: Amount,
    /// ISO 4217 code.
    currency: Currency,
}

/// A product that went back into stock.
#[derive(Debug, Serialize, JsonSchema)]
struct Restocked {
    /// Which.
    sku: String,
    /// How many.
    quantity: i64,
}

impl Output for Cancelled {
    fn text(&self) -> String {
        let mut text = format!("Order {} is cancelled.", self.order_id);
        let items: Vec<String> =
            self.restocked.iter().map(|item| format!("{} x {}", item.quantity, item.sku)).collect();
        if !items.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(text, " Back in stock: {}.", items.join(", "));
        }
        if self.to_refund.minor() > 0 {
            let Self { to_refund, currency, .. } = self;
            let _ = write!(
                text,
                " {to_refund} {currency} were paid and are not refunded by this: refund_order does."
            );
        }
        text
    }
}

impl Action for CancelOrder {
    const NAME: &'static str = "cancel_order";
    const TITLE: &'static str = "Cancel an order";
    const DESCRIPTION: &'static str = "Cancels an order that is pending or processing and returns \
        its items to stock; what was paid stays to be refunded (refund_order). Asks for \
        confirmation. Do not use it for shipped or delivered orders (refund_order), nor unless \
        the user asked for it.";
    const TOOLSET: Toolset = Toolset::Orders;
    const SCOPE: Scope = Scope::OrdersWrite;
    const REDACTED: &'static [&'static str] = &["reason"];
    type Args = Args;
    type Output = Cancelled;
    type Target = Tx;

    async fn apply(ctx: &Ctx, tx: &mut Tx, args: Args) -> Result<Cancelled, ToolError> {
        let plan = plan(ctx, tx, &args).await?;
        let by = ctx.caller.principal();
        ctx.backends.orders.cancel(tx, &plan, &args.reason, by).await?;
        let CancelPlan { order, restocked } = plan;
        let to_refund = order.currency.amount(order.paid.minor() - order.refunded.minor());
        let restocked =
            restocked.into_iter().map(|(sku, quantity)| Restocked { sku, quantity }).collect();
        Ok(Cancelled {
            order_id: order.order_id,
            status: OrderStatus::Cancelled,
            restocked,
            to_refund,
            currency: order.currency,
        })
    }
}

impl Destructive for CancelOrder {
    async fn preview(ctx: &Ctx, tx: &mut Tx, args: &Args) -> Result<Preview, ToolError> {
        let CancelPlan { order, restocked } = plan(ctx, tx, args).await?;
        let items: Vec<String> =
            restocked.iter().map(|(sku, quantity)| format!("{quantity} x {sku}")).collect();
        let mut text = format!(
            "Cancel order {} of customer {}: {}, {} {}.\nBack into stock: {}.",
            order.order_id,
            order.customer_id,
            order.status,
            order.total,
            order.currency,
            if items.is_empty() { "nothing".to_owned() } else { items.join(", ") },
        );
        if order.paid.minor() > 0 {
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "\nPaid: {} {currency}, refunded: {} {currency}; cancelling refunds nothing.",
                order.paid,
                order.refunded,
                currency = order.currency,
            );
        }
        Ok(Preview { text, version: order.version() })
    }
}

async fn plan(ctx: &Ctx, tx: &mut Tx, args: &Args) -> Result<CancelPlan, ToolError> {
    let planned = ctx.backends.orders.plan_cancel(tx, &args.order_id).await?;
    planned.map_err(|cannot| refused(&args.order_id, &cannot))
}
