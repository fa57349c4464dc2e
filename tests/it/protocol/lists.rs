//! The list methods: order, pages, cursors.

use serde_json::{Value, json};

use crate::support::mcp::{Mcp, Way, on_every_way};

on_every_way!(
    lists_have_a_fixed_order,
    cursors_that_were_not_given_out_are_refused,
    switched_off_toolsets_are_not_listed,
);

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}

async fn lists_have_a_fixed_order(way: Way) {
    let mut mcp = Mcp::start(way).await;
    for _ in 0..2 {
        let tools = mcp.result("tools/list", json!({})).await;
        let orders = ["ping", "get_order", "list_orders", "order_stats", "search_products"];
        let actions = ["cancel_order", "refund_order", "add_order_note"];
        let sql = ["list_tables", "describe_table", "query_sql", "explain_query"];
        let expected: Vec<&str> = orders.into_iter().chain(actions).chain(sql).collect();
        assert_eq!(names(&tools["tools"]), expected);
        let resources = mcp.result("resources/list", json!({})).await;
        assert_eq!(names(&resources["resources"]), ["catalog", "order_statuses", "server_config"]);
        let templates = mcp.result("resources/templates/list", json!({})).await;
        let expected = ["catalog_page", "catalog_item", "query_result"];
        assert_eq!(names(&templates["resourceTemplates"]), expected);
        let prompts = mcp.result("prompts/list", json!({})).await;
        assert_eq!(names(&prompts["prompts"]), ["order_summary", "test_plan"]);
    }
}

async fn cursors_that_were_not_given_out_are_refused(way: Way) {
    let mut mcp = Mcp::start(way).await;
    // A real cursor, of another listing.
    let orders = mcp.call("list_orders", json!({ "limit": 1 })).await;
    let foreign = orders["result"]["structuredContent"]["next_cursor"].as_str().unwrap();
    for method in ["tools/list", "resources/list", "resources/templates/list", "prompts/list"] {
        for cursor in ["", "garbage", "AAAA", "MTAw", foreign] {
            let refusal = mcp.refusal(method, json!({ "cursor": cursor })).await;
            let text = format!("The cursor is not one that {method} gave out, or it is too old.");
            assert_eq!(refusal, (-32602, text), "{cursor:?}");
        }
    }
}

async fn switched_off_toolsets_are_not_listed(way: Way) {
    let mut mcp = Mcp::with(way, &[("TOOLHUB_TOOLSETS", "core")]).await;
    let tools = mcp.result("tools/list", json!({})).await;
    assert_eq!(names(&tools["tools"]), ["ping"]);
    let resources = mcp.result("resources/list", json!({})).await;
    assert_eq!(names(&resources["resources"]), ["server_config"]);
    let prompts = mcp.result("prompts/list", json!({})).await;
    assert_eq!(names(&prompts["prompts"]), ["test_plan"]);
    let (code, message) =
        mcp.refusal("tools/call", json!({ "name": "get_order", "arguments": {} })).await;
    assert_eq!((code, &*message), (-32602, "There is no tool \"get_order\". Available: ping."));
}
