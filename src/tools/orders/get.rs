//! `get_order`: one order by its id.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    backend::orders::{Order, OrderStatus},
    caller::Scope,
    text::{excerpt, inline},
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct GetOrder;

/// Which order.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// The order's id, in any letter case.
    #[schemars(length(min = 1, max = 64), example = &"A100")]
    order_id: String,
}

impl Output for Order {
    fn text(&self) -> String {
        let customer = &self.customer;
        let mut text = format!(
            "Order {}: {}, {} {}{}\nCustomer: {} <{}> ({})\nPlaced: {:.0}, updated: {:.0}\nItems:",
            inline(&self.order_id),
            self.status,
            self.total,
            self.currency,
            paid(self),
            inline(&customer.name),
            inline(&customer.email),
            inline(&customer.customer_id),
            self.placed_at,
            self.updated_at,
        );
        for item in &self.items {
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "\n- {} x {} {} at {}",
                item.quantity,
                inline(&item.sku),
                inline(&item.name),
                item.unit_price
            );
        }
        for event in &self.history {
            let amount = event
                .amount
                .map(|amount| format!(" of {amount} {}", self.currency))
                .unwrap_or_default();
            let _ = write!(
                text,
                "\n{:.0} {}{amount}: {}",
                event.happened_at,
                event.kind.as_str(),
                inline(&event.note)
            );
        }
        text
    }
}

/// What was paid and refunded, where it is not what the status says anyway.
fn paid(order: &Order) -> String {
    let (paid, refunded) = (order.paid.minor(), order.refunded.minor());
    let usual = match order.status {
        OrderStatus::Pending | OrderStatus::Cancelled => (0, 0),
        OrderStatus::Refunded => (order.total.minor(), order.total.minor()),
        _ => (order.total.minor(), 0),
    };
    if (paid, refunded) == usual {
        return String::new();
    }
    format!(" (paid {}, refunded {})", order.paid, order.refunded)
}

impl Tool for GetOrder {
    const NAME: &'static str = "get_order";
    const TITLE: &'static str = "Get an order";
    const DESCRIPTION: &'static str = "Looks up one order by its id: status, total, customer, \
        items, dates, notes and refunds. Amounts are exact decimal strings in the order's currency, times are \
        UTC. Do not use it to find orders whose id you don't know (list_orders) or to count or \
        sum orders (order_stats).";
    const TOOLSET: Toolset = Toolset::Orders;
    const SCOPE: Option<Scope> = Some(Scope::OrdersRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Order;

    async fn call(ctx: &Ctx, Args { order_id }: Args) -> Result<Order, ToolError> {
        ctx.backends.orders.get(&order_id).await?.ok_or_else(|| not_found(&order_id))
    }
}

/// What to do about an order that is not there.
pub(crate) fn not_found(order_id: &str) -> ToolError {
    ToolError::NotFound {
        problem: format!("There is no order {:?}.", excerpt(order_id.trim(), 64)),
        next: "Check the id (they look like A100), or find the order with list_orders, for \
               instance by customer."
            .to_owned(),
    }
}
