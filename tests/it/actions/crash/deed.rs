//! An action with a key of its own, which is also the note it leaves behind.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::{
    actions::shop::{Shop, confirmed},
    support::{
        http::{Client, Reply},
        json::{call, modern},
    },
};

/// Cancellations per round; a worker that has none left refunds.
const CANCELLATIONS: usize = 40;

#[derive(Debug, Clone)]
pub(super) struct Deed {
    pub(super) key: String,
    tool: &'static str,
    arguments: Value,
}

/// An order for each worker to refund and note on, and many to cancel.
pub(super) async fn prepare(shop: &Shop, rounds: usize, workers: usize) {
    let at = "'2026-01-31T00:00:00.000000Z'";
    let refunded = (0..workers).map(|worker| (format!("W-{worker}"), "shipped", 1_000_000));
    let cancelled = (0..rounds * CANCELLATIONS).map(|number| (format!("C-{number}"), "pending", 0));
    let orders = refunded.chain(cancelled).map(|(id, status, paid)| {
        format!("('{id}', 'C-1', '{status}', 1000000, 'USD', {at}, {at}, {paid})")
    });
    let orders: Vec<_> = orders.collect();
    let items =
        (0..rounds * CANCELLATIONS).map(|number| format!("('C-{number}', 'SKU-2', 'Mouse', 1, 1)"));
    let items: Vec<_> = items.collect();
    let sql = format!(
        "INSERT INTO orders (order_id, customer_id, status, total_minor, currency, placed_at, \
         updated_at, paid_minor) VALUES {}; INSERT INTO order_items VALUES {};",
        orders.join(", "),
        items.join(", ")
    );
    shop.place.execute(&sql).await;
}

impl Deed {
    pub(super) fn new(worker: usize, number: usize) -> Self {
        let key = format!("deed-{number}");
        let order = format!("W-{worker}");
        let refund = json!({ "order_id": order, "amount": "0.01", "reason": key });
        let (tool, mut arguments) = match number % 3 {
            0 => ("add_order_note", json!({ "order_id": order, "note": key })),
            1 => {
                ("cancel_order", json!({ "order_id": format!("C-{}", number / 3), "reason": key }))
            }
            _ => ("refund_order", refund),
        };
        arguments["idempotency_key"] = key.clone().into();
        Self { key, tool, arguments }
    }

    /// With the token of its preview, where it takes one; `None` when the server
    /// is gone before it says what would be done.
    pub(super) async fn confirmed(mut self, client: &Client) -> Option<Self> {
        if self.tool == "add_order_note" {
            return Some(self);
        }
        let reply = self.send(client).await?;
        let token = &reply["result"]["structuredContent"]["confirmation_token"];
        let token = token.as_str().unwrap_or_else(|| panic!("{reply}"));
        self.arguments = confirmed(&self.arguments, token);
        Some(self)
    }

    /// The reply, unless the server is gone or too busy to give one.
    pub(super) async fn send(&self, client: &Client) -> Option<Value> {
        let call = modern(client.id(), "tools/call", call(self.tool, &self.arguments));
        let response = client.message(&call).send().await.ok()?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.text().await.ok()?;
        assert_eq!(status, StatusCode::OK, "{body}");
        let reply = Reply { status, headers, body }.json();
        let error = &reply["result"]["_meta"]["toolhub/error"]["kind"];
        assert!(error.is_null() || error == "unavailable", "{reply}");
        error.is_null().then_some(reply)
    }
}
