//! Sessions of the older versions.

use reqwest::Method;
use serde_json::json;

use crate::support::{http::Reply, json::LEGACY, mcp::Session, metrics::Metrics, server::Server};

const FULL: &str = "Too many sessions are open; try again later, or use protocol version \
    2026-07-28, which needs none.";

#[tokio::test]
async fn sessions_are_capped_and_make_room_again() {
    let server = Server::with(&[("TOOLHUB_MAX_SESSIONS", "2")]).await;
    let client = server.client();
    let first = Session::open(&client, LEGACY).await;
    let second = Session::open(&client, LEGACY).await;
    let refused = Session::initialize(&client, LEGACY).await;
    refused.refused(503, -32000, FULL);
    assert_eq!(refused.header("retry-after"), "1");
    let metrics = Metrics(client.get("/metrics").await.body);
    assert_eq!(metrics.value("toolhub_http_sessions", &[]), 2);
    // Modern clients need none.
    let modern = client.request("tools/list", json!({})).await;
    assert_eq!(modern.status.as_u16(), 200);

    let ended = Reply::to(first.plain(&client, Method::DELETE)).await;
    assert_eq!(ended.status.as_u16(), 204);
    let third = Session::open(&client, LEGACY).await;
    for (session, expected) in [(&first, 404), (&second, 200), (&third, 200)] {
        let reply = session.request(&client, "ping", &json!({})).await;
        assert_eq!(reply.status.as_u16(), expected, "{reply:?}");
    }
}

#[tokio::test]
async fn a_session_that_does_not_exist_is_not_found() {
    let server = Server::new().await;
    let client = server.client();
    let mut session = Session::open(&client, LEGACY).await;
    session.id = "4c6dd7ef-43ac-4b05-9a4d-0e8a2d5c1f7a".to_owned();
    let posted = session.request(&client, "tools/list", &json!({})).await;
    assert_eq!(posted.status.as_u16(), 404, "{posted:?}");
    let streamed = Reply::to(session.plain(&client, Method::GET)).await;
    assert_eq!(streamed.status.as_u16(), 404, "{streamed:?}");
}

#[tokio::test]
async fn an_old_request_without_a_session_is_refused() {
    let server = Server::new().await;
    let client = server.client();
    let request = r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#;
    let reply = Reply::to(client.post(request).header("mcp-protocol-version", LEGACY)).await;
    assert_eq!(reply.status.as_u16(), 400, "{reply:?}");
}

#[tokio::test]
async fn a_session_does_not_replace_the_token() {
    let server = Server::new().await;
    let session = Session::open(&server.client(), LEGACY).await;
    let reply = session.request(&server.stranger(), "tools/list", &json!({})).await;
    assert_eq!(reply.status.as_u16(), 401, "{reply:?}");
}
