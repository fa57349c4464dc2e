//! Which orders a list or a count is about.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    super::{
        BackendError, Db,
        db::{Fields, Query},
        text,
    },
    OrderStatus, order,
};

/// Which orders a list or a count is about; the default is all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderFilter {
    /// Only orders that stand here.
    pub status: Option<OrderStatus>,
    /// Only orders of customers whose name holds this text, or whose id or
    /// e-mail address this is; in any letter case.
    pub customer: Option<String>,
    /// Only orders placed at this time or later.
    pub since: Option<Timestamp>,
    /// Only orders placed before this time.
    pub until: Option<Timestamp>,
}

/// The place of an order in the list: newest first, then by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderKey {
    /// When the order was placed.
    pub placed_at: Timestamp,
    /// Its id.
    pub order_id: String,
}

/// A filter whose customers have been looked up.
pub(super) struct Resolved<'a> {
    filter: &'a OrderFilter,
    customers: Customers,
}

/// Few customers are named in the query, so that the index on their orders
/// serves it. Many are matched along the orders in the list's own order: a page
/// is then full soon.
enum Customers {
    Any,
    Few(Vec<String>),
    Many(String),
}

const FEW: u32 = 64;

/// SQLite joins in the order of a CROSS JOIN; PostgreSQL chooses for itself.
const CUSTOMERS_FIRST: &str = "customers c CROSS JOIN orders o";
const ORDERS_FIRST: &str = "orders o CROSS JOIN customers c";

impl OrderFilter {
    /// Looks the customers up; `None` when there are none, and so no orders.
    pub(super) async fn resolve(&self, db: &Db) -> Result<Option<Resolved<'_>>, BackendError> {
        let wanted = self.customer.as_deref().map(text::needle).filter(|text| !text.is_empty());
        let customers = match wanted {
            None => Customers::Any,
            Some(wanted) => {
                let ids = find(db, &wanted).await?;
                match ids.len() {
                    0 => return Ok(None),
                    n if n > FEW as usize => Customers::Many(wanted),
                    _ => Customers::Few(ids),
                }
            }
        };
        Ok(Some(Resolved { filter: self, customers }))
    }
}

impl Resolved<'_> {
    /// A statement for summaries of orders after `after`, up to its order.
    pub(super) fn page<'d>(&self, db: &'d Db, after: Option<&OrderKey>) -> Query<'d> {
        let from = match self.customers {
            Customers::Few(_) => CUSTOMERS_FIRST,
            Customers::Any | Customers::Many(_) => ORDERS_FIRST,
        };
        let mut query = db.compose(&format!("SELECT {} FROM {from}", order::SUMMARY));
        query.condition("c.customer_id = o.customer_id");
        // One upper bound, so that the index is entered there and not before it.
        let until = self.filter.until;
        match after.filter(|after| until.is_none_or(|until| after.placed_at < until)) {
            Some(OrderKey { placed_at, order_id }) => {
                let (time, id) = (query.bind(*placed_at), query.bind(order_id.as_str()));
                query.condition(&format!("(o.placed_at, o.order_id) < ({time}, {id})"));
                self.restrict(&mut query, None);
            }
            None => self.restrict(&mut query, until),
        }
        query
    }

    /// The statement that counts, up to the LIMIT of its inner SELECT.
    pub(super) fn count<'d>(&self, db: &'d Db) -> Query<'d> {
        let mut query = match self.customers {
            Customers::Any => db.compose("SELECT count(*) FROM (SELECT 1 FROM orders o"),
            Customers::Few(_) | Customers::Many(_) => {
                let mut query =
                    db.compose(&format!("SELECT count(*) FROM (SELECT 1 FROM {CUSTOMERS_FIRST}"));
                query.condition("c.customer_id = o.customer_id");
                query
            }
        };
        self.restrict(&mut query, self.filter.until);
        query
    }

    fn restrict(&self, query: &mut Query<'_>, until: Option<Timestamp>) {
        if let Some(status) = self.filter.status {
            let status = query.bind(status.as_str());
            query.condition(&format!("o.status = {status}"));
        }
        period(query, self.filter.since, until);
        match &self.customers {
            Customers::Any => {}
            Customers::Few(ids) => {
                let ids: Vec<_> = padded(ids).map(|id| query.bind(id)).collect();
                query.condition(&format!("c.customer_id IN ({})", ids.join(", ")));
            }
            Customers::Many(wanted) => matching(query, wanted),
        }
    }
}

/// Keeps orders placed from `since` until before `until`.
pub(super) fn period(query: &mut Query<'_>, since: Option<Timestamp>, until: Option<Timestamp>) {
    if let Some(since) = since {
        let since = query.bind(since);
        query.condition(&format!("o.placed_at >= {since}"));
    }
    if let Some(until) = until {
        let until = query.bind(until);
        query.condition(&format!("o.placed_at < {until}"));
    }
}

async fn find(db: &Db, wanted: &str) -> Result<Vec<String>, BackendError> {
    let mut query = db.compose("SELECT c.customer_id FROM customers c");
    matching(&mut query, wanted);
    query.limit(FEW + 1);
    query.all(Fields::text).await
}

fn matching(query: &mut Query<'_>, wanted: &str) {
    let (text, id) = (query.bind(wanted), query.bind(wanted.to_uppercase()));
    let name = query.dialect().contains("c.name", &text);
    let email = query.dialect().fold("c.email");
    query.condition(&format!("({name} OR {email} = {text} OR c.customer_id = {id})"));
}

/// The ids, the last one repeated up to a power of two: a handful of statement
/// shapes instead of one for every number of customers.
fn padded(ids: &[String]) -> impl Iterator<Item = &str> {
    let missing = ids.len().next_power_of_two() - ids.len();
    let last = ids.last().into_iter().cycle().take(missing);
    ids.iter().chain(last).map(String::as_str)
}
