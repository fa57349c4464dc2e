// STUB
//! Stands in for the real room.
#![allow(missing_docs, missing_debug_implementations, clippy::unused_async)]
use crate::{
    backend::{Backends, Db},
    config::Config,
    dispatch::{Facts, Named, Registry, Road},
    tool::Entry,
    toolset::Toolset,
};
use serde_json::json;
use std::sync::Arc;
pub struct App {
    pub road: Arc<Road>,
    pub backends: Arc<Backends>,
    pub config: Arc<Config>,
}
impl App {
    pub async fn start(config: Config) -> anyhow::Result<Self> {
        Ok(Self {
            road: Arc::new(Road(registry(&config.toolsets)?)),
            backends: Arc::new(Backends { database: Db }),
            config: Arc::new(config),
        })
    }
}
/// What is served with these toolsets; needs no backend.
pub fn registry(toolsets: &[Toolset]) -> anyhow::Result<Registry> {
    let mut tools = vec![
        Entry::new(
            "ping",
            "Ping",
            "Health check: answers `pong`. Use it to test the connection.",
            Toolset::Core,
            json!({"type":"object","properties":{}}),
        ),
        Entry::new(
            "get_order",
            "Get an order",
            "One order by its id, with its customer and items. Do NOT use it to search.",
            Toolset::Orders,
            json!({"type":"object","required":["order_id"],"properties":{"order_id":{"type":"string","description":"The order's id, for instance A100, in any letter case."}}}),
        ),
        Entry::new(
            "list_orders",
            "List orders",
            "Orders, newest first, in pages.",
            Toolset::Orders,
            json!({"type":"object","properties":{
            "status":{"type":"string","enum":["pending","processing","shipped"]},
            "limit":{"type":"integer","minimum":1,"maximum":50,"default":20},
            "since":{"type":"string","format":"date-time"},
            "in_stock":{"type":["boolean","null"]},
            "cursor":{"type":"string"}}}),
        ),
        Entry::new(
            "fail",
            "Fail",
            "Fails.",
            Toolset::Orders,
            json!({"type":"object","properties":{}}),
        ),
    ];
    tools.retain(|e| toolsets.contains(&e.facts().toolset));
    let named = |n| Named { facts: Facts { uri: n, name: n } };
    Ok(Registry {
        tools,
        resources: vec![named("catalog://all"), named("catalog://item/{sku}")],
        prompts: vec![named("order_summary")],
    })
}
