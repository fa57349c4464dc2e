//! Tool calls.

use serde_json::json;

use crate::support::{
    json::{error, text},
    mcp::{Mcp, Way, on_every_way},
};

on_every_way!(
    a_call_has_a_text_and_its_structure,
    an_unknown_tool_is_a_protocol_error,
    params_of_another_shape_are_refused,
    many_calls_at_once_are_all_answered,
);

async fn a_call_has_a_text_and_its_structure(way: Way) {
    let mut mcp = Mcp::start(way).await;
    let reply = mcp.call("get_order", json!({ "order_id": "a100" })).await;
    let expected = "Order A100: shipped, 249.00 USD\n\
        Customer: Ravi <ravi@example.com> (C-1)\n\
        Placed: 2026-06-24T10:15:00Z, updated: 2026-06-26T10:00:00Z\n\
        Items:\n\
        - 1 x SKU-1 Mechanical keyboard at 159.50\n\
        - 1 x SKU-2 Wireless mouse at 89.50";
    assert_eq!(text(&reply), expected);
    let order = &reply["result"]["structuredContent"];
    assert_eq!(order["order_id"], "A100");
    assert_eq!(order["total"], "249.00");
    assert_eq!(order["customer"]["name"], "Ravi");
    let server = &reply["result"]["_meta"]["io.modelcontextprotocol/serverInfo"]["name"];
    assert_eq!(server == "toolhub", way.is_modern(), "{reply}");
    // No arguments at all are as good as none.
    let reply = mcp.request("tools/call", json!({ "name": "ping" })).await;
    assert_eq!(text(&reply), "pong");
}

async fn an_unknown_tool_is_a_protocol_error(way: Way) {
    let mut mcp = Mcp::start(way).await;
    let reply = mcp.call("get_ordr", json!({})).await;
    let text = "There is no tool \"get_ordr\"; did you mean get_order? Available: ping, get_order, \
        list_orders, order_stats, search_products, cancel_order, refund_order, add_order_note, list_tables, describe_table, query_sql, \
        explain_query.";
    assert_eq!(error(&reply), (-32602, text));
    assert_eq!(reply["error"]["data"]["toolhub/error"]["kind"], "unknown");
}

async fn params_of_another_shape_are_refused(way: Way) {
    let mut mcp = Mcp::start(way).await;
    for (method, params) in [
        ("tools/call", json!({ "name": "ping", "arguments": "none" })),
        ("tools/call", json!({ "name": "ping", "arguments": [] })),
        ("tools/call", json!({ "name": ["ping"] })),
        ("tools/call", json!({})),
        ("resources/read", json!({ "uri": 5 })),
        ("prompts/get", json!({ "name": "test_plan", "arguments": ["refunds"] })),
        ("completion/complete", json!({ "ref": "tone" })),
    ] {
        let refusal = mcp.refusal(method, params.clone()).await;
        let text = format!("The params of {method} do not have the form the specification gives.");
        assert_eq!(refusal, (-32602, text), "{params}");
    }
}

async fn many_calls_at_once_are_all_answered(way: Way) {
    let mut mcp = Mcp::start(way).await;
    for reply in mcp.at_once("get_order", &json!({ "order_id": "A101" }), 50).await {
        assert!(text(&reply).starts_with("Order A101: processing, 89.50 USD"), "{reply}");
    }
}
