//! Orders and their totals by status, time, customer or product.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    super::{
        BackendError, Db,
        db::{Dialect, Fields},
        money::{Amount, Currency},
    },
    filter,
};

/// What orders are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum GroupBy {
    /// Where the order stands.
    Status,
    /// The month (UTC) it was placed in.
    Month,
    /// The day (UTC) it was placed on.
    Day,
    /// The 50 customers with most orders.
    Customer,
    /// The 50 products in most orders.
    Product,
}

/// The orders of one key in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatRow {
    /// Status, month (`2026-01`), day (`2026-01-31`), customer id or SKU.
    pub key: String,
    /// Name of the customer or product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How many orders.
    pub orders: u64,
    /// Units sold, when grouped by product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u64>,
    /// Sum of the orders' totals; by product, of what was paid for that product.
    pub total: Amount,
    /// ISO 4217 code of the sum.
    pub currency: Currency,
}

/// Groups that could be too many to tell are cut to the largest.
const LARGEST: &str = " LIMIT 50";

/// What differs between the ways to group.
struct Grouping {
    key: String,
    /// Of two tables, SQLite visits the first first; PostgreSQL chooses for itself.
    from: &'static str,
    total: &'static str,
    quantity: &'static str,
    name: &'static str,
    /// Whether the keys are points in time, all of which are listed in order.
    chronological: bool,
}

impl GroupBy {
    fn grouping(self, dialect: Dialect, whole: bool) -> Grouping {
        let plain = Grouping {
            key: String::new(),
            from: "orders o",
            total: "o.total_minor",
            quantity: "NULL",
            name: "NULL",
            chronological: false,
        };
        match self {
            Self::Status => Grouping { key: "o.status".into(), ..plain },
            Self::Month => {
                Grouping { key: dialect.month("o.placed_at"), chronological: true, ..plain }
            }
            Self::Day => Grouping { key: dialect.day("o.placed_at"), chronological: true, ..plain },
            Self::Customer => Grouping {
                key: "o.customer_id".into(),
                name: "(SELECT c.name FROM customers c WHERE c.customer_id = top.key)",
                ..plain
            },
            Self::Product => Grouping {
                key: "i.sku".into(),
                from: if whole {
                    "order_items i CROSS JOIN orders o"
                } else {
                    "orders o CROSS JOIN order_items i"
                },
                total: "i.quantity * i.unit_price_minor",
                quantity: "sum(i.quantity)",
                name: "(SELECT p.name FROM products p WHERE p.sku = top.key)",
                ..plain
            },
        }
    }
}

/// An order holds a product at most once, so counting rows counts orders.
pub(super) async fn fetch(
    db: &Db,
    group_by: GroupBy,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
) -> Result<Vec<StatRow>, BackendError> {
    let Grouping { key, from, total, quantity, name, chronological } =
        group_by.grouping(db.dialect(), since.is_none() && until.is_none());
    let mut query = db.compose(&format!(
        "WITH grouped AS (SELECT {key} AS key, o.currency AS currency, count(*) AS orders, \
         CAST({quantity} AS BIGINT) AS quantity, CAST(sum({total}) AS BIGINT) AS total FROM {from}"
    ));
    if group_by == GroupBy::Product {
        query.condition("i.order_id = o.order_id");
    }
    filter::period(&mut query, since, until);
    let largest = if chronological { "" } else { LARGEST };
    query.push(&format!(
        " GROUP BY 1, 2), top AS (SELECT key, sum(orders) AS orders FROM grouped \
         GROUP BY key ORDER BY sum(orders) DESC, key{largest}) \
         SELECT top.key, {name}, g.currency, g.orders, g.quantity, g.total \
         FROM top JOIN grouped g ON g.key = top.key ORDER BY "
    ));
    query.push(if chronological { "top.key, 3" } else { "top.orders DESC, top.key, 3" });
    query.all(row).await
}

fn row(row: &mut Fields) -> Result<StatRow, BackendError> {
    let (key, name, currency) = (row.text()?, row.optional_text()?, row.parse::<Currency>()?);
    let (orders, quantity, total) = (row.count()?, row.optional_count()?, row.int()?);
    Ok(StatRow { key, name, orders, quantity, total: currency.amount(total), currency })
}
