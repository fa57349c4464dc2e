//! SIGTERM: readiness fails first, running calls finish, then the end.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;
use tokio::task::JoinHandle;

use crate::support::{
    http::{Client, Reply},
    json::{self, LEGACY, call, modern, text},
    mcp::Session,
    raw::Raw,
    server::Server,
    slow::Slow,
};

/// A server whose calls wait, and one call that does.
struct Draining {
    slow: Slow,
    server: Server,
    client: Client,
    waiting: JoinHandle<Reply>,
}

impl Draining {
    /// A server that has been told to stop while a call runs.
    async fn begin(timeout: &str) -> Self {
        let slow = Slow::locked().await;
        let env = [("DATABASE_URL", slow.url()), ("TOOLHUB_DRAIN_TIMEOUT", timeout)];
        let server = Server::with(&env).await;
        let client = server.client();
        let order = call("get_order", &json!({ "order_id": "A100" }));
        let request = client.message(&modern(1, "tools/call", order));
        let waiting = tokio::spawn(Reply::to(request));
        slow.until_waiting(1).await;
        server.program.signal("TERM");
        let draining = server.program.log.message("draining").await;
        assert_eq!(draining["requests"], 1);
        Self { slow, server, client, waiting }
    }
}

#[tokio::test]
async fn a_running_call_finishes_and_new_ones_are_refused() {
    let Draining { slow, mut server, client, waiting } = Draining::begin("20s").await;
    let unready = client.get("/readyz").await;
    assert_eq!(unready.status.as_u16(), 503);
    assert_eq!(unready.body, r#"{"status":"unavailable","reason":"shutting down"}"#);
    assert_eq!(client.get("/healthz").await.status.as_u16(), 200);
    let refused = client.request("tools/list", json!({})).await;
    refused.refused(503, -32000, "The server is shutting down; repeat the request.");
    assert_eq!(refused.header("retry-after"), "1");
    assert_eq!(refused.header("connection"), "close");

    slow.release().await;
    let reply = waiting.await.unwrap();
    assert_eq!(reply.status.as_u16(), 200);
    assert!(text(&reply.json()).ends_with("- 1 x SKU-2 Wireless mouse at 89.50"), "{reply:?}");
    assert_eq!(server.program.exited().await.code(), Some(0));
}

#[tokio::test]
async fn a_call_that_does_not_finish_is_not_waited_for_for_ever() {
    let Draining { slow, mut server, waiting, .. } = Draining::begin("300ms").await;
    let started = Instant::now();
    assert_eq!(server.program.exited().await.code(), Some(0));
    assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
    assert!(server.program.log.text().await.contains("drain time is over"));
    let given_up = waiting.await.unwrap();
    given_up.refused(503, -32000, "The server is shutting down and did not wait for the answer.");
    assert_eq!(given_up.header("retry-after"), "1");
    // The statement goes with it.
    slow.until_waiting(0).await;
}

#[tokio::test]
async fn a_call_within_a_session_finishes_too() {
    let slow = Slow::locked().await;
    let mut server = Server::with(&[("DATABASE_URL", slow.url())]).await;
    let client = server.client();
    let session = Session::open(&client, LEGACY).await;
    let order = call("get_order", &json!({ "order_id": "A100" }));
    let request = json::request(5, "tools/call", &order).to_string();
    let waiting = tokio::spawn(Reply::to(session.mark(client.post(request))));
    slow.until_waiting(1).await;
    server.program.signal("TERM");
    server.program.log.message("draining").await;
    slow.release().await;
    let reply = waiting.await.unwrap();
    assert!(text(&reply.json()).starts_with("Order A100"), "{reply:?}");
    assert_eq!(server.program.exited().await.code(), Some(0));
}

#[tokio::test]
async fn idle_clients_and_open_streams_hold_nothing_up() {
    let mut server = Server::new().await;
    let client = server.client();
    let session = Session::open(&client, LEGACY).await;
    let stream = session.plain(&client, Method::GET).send().await.unwrap();
    assert_eq!(stream.status().as_u16(), 200);
    let mut idle = Raw::connect(server.address).await;
    idle.send(&format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", server.address)).await;
    idle.head().await;
    let silent = Raw::connect(server.address).await;

    let started = Instant::now();
    server.program.signal("TERM");
    assert_eq!(server.program.exited().await.code(), Some(0));
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    silent.end().await;
    assert!(stream.text().await.is_ok(), "the stream ends well");
}

#[tokio::test]
async fn a_second_signal_is_no_worse_than_the_first() {
    let Draining { slow, mut server, waiting, .. } = Draining::begin("20s").await;
    server.program.signal("TERM");
    slow.release().await;
    assert_eq!(waiting.await.unwrap().status.as_u16(), 200);
    assert_eq!(server.program.exited().await.code(), Some(0));
}
