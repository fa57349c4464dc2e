//! Orders, their customers and their items.

mod change;
mod event;
mod filter;
mod order;
mod stats;
mod status;

pub use change::{CancelPlan, Cannot, RefundPlan};
pub use event::{EventKind, OrderEvent};
pub use filter::{OrderFilter, OrderKey};
pub use order::{Customer, Order, OrderItem, OrderSummary};
pub use stats::{GroupBy, StatRow};
pub use status::{OrderStatus, UnknownStatus};

use jiff::Timestamp;

use super::{BackendError, Db, Slice, db::Fields, text};

/// Reads orders.
#[derive(Debug, Clone)]
pub struct Orders {
    db: Db,
}

impl Orders {
    pub(super) fn new(db: Db) -> Self {
        Self { db }
    }

    /// One order with its customer and items, by its id in any letter case.
    pub async fn get(&self, id: &str) -> Result<Option<Order>, BackendError> {
        match text::identifier(id) {
            Some(id) => order::fetch(&self.db, id).await,
            None => Ok(None),
        }
    }

    /// Orders that pass `filter`, newest first, after the order `after`.
    pub async fn list(
        &self,
        filter: &OrderFilter,
        after: Option<&OrderKey>,
        limit: u32,
    ) -> Result<Slice<OrderSummary>, BackendError> {
        let Some(resolved) = filter.resolve(&self.db).await? else {
            return Ok(Slice { items: Vec::new(), more: false });
        };
        let mut query = resolved.page(&self.db, after);
        query.push(" ORDER BY o.placed_at DESC, o.order_id DESC");
        query.limit(limit.saturating_add(1));
        Ok(Slice::cut(query.all(order::summary).await?, limit))
    }

    /// How many orders pass `filter`; `None` when there are more than `most`,
    /// beyond which nothing is counted.
    pub async fn count(
        &self,
        filter: &OrderFilter,
        most: u32,
    ) -> Result<Option<u64>, BackendError> {
        let Some(resolved) = filter.resolve(&self.db).await? else { return Ok(Some(0)) };
        let mut query = resolved.count(&self.db);
        query.limit(most.saturating_add(1));
        query.push(") AS counted");
        let found = query.one(Fields::count).await?;
        Ok(Some(found).filter(|found| *found <= u64::from(most)))
    }

    /// Orders and their totals by `group_by`, placed from `since` until before `until`.
    pub async fn stats(
        &self,
        group_by: GroupBy,
        since: Option<Timestamp>,
        until: Option<Timestamp>,
    ) -> Result<Vec<StatRow>, BackendError> {
        stats::fetch(&self.db, group_by, since, until).await
    }

    /// Order ids that start with `prefix`, in any letter case.
    pub async fn suggest_ids(&self, prefix: &str, limit: u32) -> Result<Vec<String>, BackendError> {
        self.db.suggest("orders", "order_id", prefix, limit).await
    }
}
