//! `/metrics`: what is counted, under which names, for whom to see.

use std::collections::BTreeSet;

use serde_json::json;

use crate::support::{
    http::Reply,
    json::LEGACY,
    mcp::Session,
    metrics::Metrics,
    server::{Server, TOKEN},
};

const DURATION: &str = "mcp_server_operation_duration_seconds_count";

async fn scrape(server: &Server) -> Metrics {
    let reply = server.stranger().get("/metrics").await;
    assert_eq!(reply.status.as_u16(), 200, "{reply:?}");
    let form = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    assert_eq!(reply.header("content-type"), form);
    assert!(reply.body.ends_with("# EOF\n"));
    Metrics(reply.body)
}

#[tokio::test]
async fn calls_are_counted_under_their_names() {
    let server = Server::new().await;
    let client = server.client();
    for order in ["A100", "A101", "A999999"] {
        client.call("get_order", &json!({ "order_id": order })).await;
    }
    client.call("get_order", &json!({})).await;
    client.call("get_ordr", &json!({})).await;
    client.request("resources/read", json!({ "uri": "catalog://item/SKU-1" })).await;
    client.request("resources/read", json!({ "uri": "catalog://item/sku-1" })).await;
    let session = Session::open(&client, LEGACY).await;
    session.request(&client, "tools/call", &json!({ "name": "ping" })).await;

    let metrics = scrape(&server).await;
    let count = |method, tool, error, version| {
        let labels = [
            ("mcp_method_name", method),
            ("gen_ai_tool_name", tool),
            ("error_type", error),
            ("mcp_protocol_version", version),
            ("network_transport", "tcp"),
        ];
        metrics.value(DURATION, &labels)
    };
    assert_eq!(count("tools/call", "get_order", "", "2026-07-28"), 2);
    assert_eq!(count("tools/call", "get_order", "not_found", "2026-07-28"), 1);
    assert_eq!(count("tools/call", "get_order", "invalid_arguments", "2026-07-28"), 1);
    assert_eq!(count("tools/call", "_OTHER", "unknown", "2026-07-28"), 1);
    assert_eq!(count("resources/read", "catalog_item", "", "2026-07-28"), 2);
    assert_eq!(count("tools/call", "ping", "", "2025-11-25"), 1);
    let tokens =
        |tool| metrics.value("toolhub_tool_response_tokens_count", &[("gen_ai_tool_name", tool)]);
    assert_eq!((tokens("get_order"), tokens("ping")), (4, 1));
    let cache = |result| metrics.value("toolhub_cache_requests_total", &[("result", result)]);
    assert_eq!((cache("hit"), cache("miss")), (1, 1));
    let pool = |state| {
        metrics
            .value("toolhub_backend_pool_connections", &[("backend", "orders"), ("state", state)])
    };
    assert_eq!((pool("max"), pool("waiting"), pool("used")), (4, 0, 0));
    assert_eq!(metrics.value("toolhub_http_sessions", &[]), 1);
    assert!(metrics.value("toolhub_http_connections", &[]) >= 1);
    let families = [
        "mcp_server_operation_duration_seconds",
        "toolhub_backend_pool_connections",
        "toolhub_cache_requests",
        "toolhub_http_connections",
        "toolhub_http_sessions",
        "toolhub_sandbox_sessions",
        "toolhub_tool_response_tokens",
    ];
    assert_eq!(metrics.families(), BTreeSet::from(families));
}

#[tokio::test]
async fn what_callers_invent_makes_no_series() {
    let server = Server::new().await;
    let client = server.client();
    for number in 0..20 {
        let made_up = format!("made_up_{number}");
        client.call(&made_up, &json!({})).await;
        client.request(&made_up, json!({})).await;
        client.request("resources/read", json!({ "uri": format!("made-up://{number}") })).await;
        client.request("prompts/get", json!({ "name": made_up })).await;
        let mut message = crate::support::json::modern(1, "tools/list", json!({}));
        let version = "io.modelcontextprotocol/protocolVersion";
        message["params"]["_meta"][version] = json!(made_up);
        let request = client.post(message.to_string()).header("mcp-protocol-version", &made_up);
        Reply::to(request.header("mcp-method", "tools/list")).await;
        Session::initialize(&client, &made_up).await;
    }
    let metrics = scrape(&server).await;
    assert!(!metrics.0.contains("made"), "{}", metrics.0);
    assert!(!metrics.0.contains(TOKEN));
    assert_eq!(metrics.values_of("gen_ai_tool_name"), BTreeSet::from(["_OTHER".to_owned()]));
    assert_eq!(metrics.samples().iter().filter(|sample| sample.name == DURATION).count(), 3);
}

#[tokio::test]
async fn metrics_are_for_this_machine_or_for_a_token() {
    let server = Server::new().await;
    let (stranger, client) = (server.stranger(), server.client());
    assert_eq!(stranger.get("/metrics").await.status.as_u16(), 200);
    for header in ["x-forwarded-for", "forwarded", "x-real-ip"] {
        let asked = |client: &crate::support::http::Client| {
            client.to(reqwest::Method::GET, "/metrics").header(header, "198.51.100.7")
        };
        let refused = Reply::to(asked(&stranger)).await;
        assert_eq!(refused.status.as_u16(), 401, "{header}");
        assert_eq!(refused.header("www-authenticate"), "Bearer");
        assert_eq!(Reply::to(asked(&client)).await.status.as_u16(), 200, "{header}");
    }
}
