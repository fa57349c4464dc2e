//! `list_orders`: orders, newest first, a page at a time.

use std::fmt::Write as _;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::{
    page::{self, Pager},
    when::When,
};
use crate::{
    backend::orders::{OrderFilter, OrderKey, OrderStatus, OrderSummary},
    caller::Scope,
    text::inline,
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct ListOrders;

/// Which orders.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// Only orders in this status.
    status: Option<OrderStatus>,
    /// Only this customer's: part of the name, or a whole customer id or e-mail address.
    #[schemars(length(min = 1, max = 200))]
    customer: Option<String>,
    /// Only orders placed at or after this date or time (UTC).
    since: Option<When>,
    /// Only orders placed before this date or time (UTC).
    until: Option<When>,
    /// Most orders on a page.
    #[schemars(range(min = 1, max = page::MAX))]
    #[serde(default = "page::default_limit")]
    limit: u32,
    /// The next_cursor of the page before.
    cursor: Option<String>,
}

/// A page of orders.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Page {
    /// Newest first.
    orders: Vec<OrderSummary>,
    /// Whether there are more orders behind these.
    more_available: bool,
    /// Pass it as cursor, with the same filters, to get the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    /// How many orders match on all pages; only on the first page, and only
    /// when there are at most 10000.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<u64>,
    #[serde(skip)]
    pager: Pager,
}

impl Page {
    fn end(&mut self, more: bool) {
        self.more_available = more;
        self.next_cursor =
            self.orders.last().filter(|_| more).map(|last| self.pager.seal(&encode(last)));
    }
}

impl Output for Page {
    fn text(&self) -> String {
        let mut text = match (self.total, self.orders.len()) {
            (_, 0) => return "No orders match.".to_owned(),
            (Some(total), shown) => format!("{shown} of {total} orders"),
            (None, shown) => format!("{shown} orders"),
        };
        text.push_str(", newest first: id | status | total | customer | placed | items");
        for order in &self.orders {
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "\n{} | {} | {} {} | {} | {} | {}",
                inline(&order.order_id),
                order.status,
                order.total,
                order.currency,
                inline(&order.customer),
                order.placed_at,
                order.items
            );
        }
        if let Some(cursor) = &self.next_cursor {
            let _ = write!(
                text,
                "\nMORE AVAILABLE: call list_orders with the same filters and cursor={cursor:?}"
            );
        }
        text
    }

    fn records(&self) -> usize {
        self.orders.len()
    }

    fn keep(&mut self, keep: usize) {
        self.orders.truncate(keep);
        self.end(true);
    }
}

impl Tool for ListOrders {
    const NAME: &'static str = "list_orders";
    const TITLE: &'static str = "List orders";
    const DESCRIPTION: &'static str = "Lists orders, newest first, filtered by status, customer \
        and time, a page of at most 50 at a time. A page that is not the last says MORE AVAILABLE \
        and how to get the next. Do not use it to count or sum orders (order_stats), nor to see \
        one order's items (get_order).";
    const TOOLSET: Toolset = Toolset::Orders;
    const SCOPE: Option<Scope> = Some(Scope::OrdersRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Page;

    async fn call(ctx: &Ctx, args: Args) -> Result<Page, ToolError> {
        let filter = OrderFilter {
            status: args.status,
            customer: args.customer,
            since: args.since.map(|when| when.0),
            until: args.until.map(|when| when.0),
        };
        let pager = Pager::new(&ctx.cursors, Self::NAME, &filter);
        let after = args.cursor.map(|cursor| pager.open(&cursor, decode)).transpose()?;
        let orders = &ctx.backends.orders;
        let (slice, total) =
            tokio::try_join!(orders.list(&filter, after.as_ref(), args.limit), async {
                if after.is_some() { Ok(None) } else { orders.count(&filter, COUNTED).await }
            },)?;
        let mut page =
            Page { orders: slice.items, more_available: false, next_cursor: None, total, pager };
        page.end(slice.more);
        Ok(page)
    }
}

/// Counting more than this is not cheap.
const COUNTED: u32 = 10_000;

fn encode(order: &OrderSummary) -> Vec<u8> {
    let mut position = order.placed_at.as_microsecond().to_be_bytes().to_vec();
    position.extend(order.order_id.as_bytes());
    position
}

fn decode(position: &[u8]) -> Option<OrderKey> {
    let (micros, id) = position.split_first_chunk::<8>()?;
    Some(OrderKey {
        placed_at: Timestamp::from_microsecond(i64::from_be_bytes(*micros)).ok()?,
        order_id: std::str::from_utf8(id).ok()?.to_owned(),
    })
}
