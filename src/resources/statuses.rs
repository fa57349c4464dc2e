//! `orders://statuses`: what an order's status can be, and what it means.

use std::time::Duration;

use serde::Serialize;

use crate::{
    backend::orders::OrderStatus,
    caller::Scope,
    resource::{Document, Resource, Values},
    tool::{Ctx, ToolError},
    toolset::Toolset,
};

/// The resource.
pub(crate) struct Statuses;

#[derive(Serialize)]
struct Status {
    status: OrderStatus,
    meaning: &'static str,
}

impl Resource for Statuses {
    const URI: &'static str = "orders://statuses";
    const NAME: &'static str = "order_statuses";
    const TITLE: &'static str = "Order statuses";
    const DESCRIPTION: &'static str = "Every status an order can have, with its meaning.";
    const TOOLSET: Toolset = Toolset::Orders;
    const SCOPE: Option<Scope> = Some(Scope::OrdersRead);
    const TTL: Duration = Duration::from_hours(24);

    async fn read(_: &Ctx, _: &Values) -> Result<Document, ToolError> {
        let statuses: Vec<Status> = OrderStatus::ALL
            .iter()
            .map(|status| Status { status: *status, meaning: status.meaning() })
            .collect();
        Document::json(&statuses)
    }
}
