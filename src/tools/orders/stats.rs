//! `order_stats`: counts and sums, so that a model need not page to add up.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::when::When;
use crate::{
    backend::orders::{GroupBy, StatRow},
    caller::Scope,
    text::inline,
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct OrderStats;

/// How to group, and which orders.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// What to group by. customer and product give the 50 with the most orders.
    group_by: GroupBy,
    /// Only orders placed at or after this date or time (UTC).
    since: Option<When>,
    /// Only orders placed before this date or time (UTC).
    until: Option<When>,
}

/// One row per group.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Stats {
    /// One row per group and currency.
    groups: Vec<StatRow>,
    /// Whether groups were left out.
    more_available: bool,
}

impl Output for Stats {
    fn text(&self) -> String {
        if self.groups.is_empty() {
            return "No orders match.".to_owned();
        }
        let mut text = String::from("group | orders | total");
        for row in &self.groups {
            let label = match &row.name {
                Some(name) => format!("{} {name}", row.key),
                None => row.key.clone(),
            };
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "\n{} | {} | {} {}",
                inline(&label),
                row.orders,
                row.total,
                row.currency
            );
            if let Some(quantity) = row.quantity {
                let _ = write!(text, " | {quantity} pieces");
            }
        }
        if self.more_available {
            text.push_str("\nMORE AVAILABLE: narrow the time with since and until");
        }
        text
    }

    fn records(&self) -> usize {
        self.groups.len()
    }

    fn keep(&mut self, keep: usize) {
        self.groups.truncate(keep);
        self.more_available = true;
    }
}

impl Tool for OrderStats {
    const NAME: &'static str = "order_stats";
    const TITLE: &'static str = "Order statistics";
    const DESCRIPTION: &'static str = "Counts orders and sums their totals, grouped by status, \
        month, day, customer or product, optionally within a time. One row per group and \
        currency; sums are exact decimal strings. Use it for every \"how many\" and \"how much\". \
        Do not use it to see single orders (list_orders, get_order).";
    const TOOLSET: Toolset = Toolset::Orders;
    const SCOPE: Option<Scope> = Some(Scope::OrdersRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Stats;

    async fn call(ctx: &Ctx, args: Args) -> Result<Stats, ToolError> {
        let (since, until) = (args.since.map(|when| when.0), args.until.map(|when| when.0));
        let groups = ctx.backends.orders.stats(args.group_by, since, until).await?;
        Ok(Stats { groups, more_available: false })
    }
}
