//! A client that no longer wants its answer: the database must stop working on it.

use serde_json::json;

use crate::support::{
    json::{self, LEGACY, call, modern, notification, text},
    mcp::Session,
    server::Server,
    slow::Slow,
    stdio::Stdio,
};

#[tokio::test]
async fn a_call_is_withdrawn_over_stdio() {
    let slow = Slow::locked().await;
    let mut stdio = Stdio::start(&[("DATABASE_URL", slow.url())]);
    let id = stdio.id();
    stdio.send(&modern(id, "tools/call", call("get_order", &json!({ "order_id": "A100" }))));
    slow.until_waiting(1).await;
    stdio.send(&notification("notifications/cancelled", &json!({ "requestId": id })));
    slow.until_waiting(0).await;
    let event = stdio.program.log.event(|event| event["outcome"] == "cancelled").await;
    assert_eq!(event["gen_ai.tool.name"], "get_order");
    slow.release().await;
    // The line is fine, and nothing answers the withdrawn request.
    let next = stdio.modern("tools/call", call("get_order", &json!({ "order_id": "A100" }))).await;
    assert!(text(&next).starts_with("Order A100"), "{next}");
    stdio.hang_up();
    let (rest, status) = stdio.end().await;
    assert!(rest.is_empty() && status.success(), "{rest:?}");
}

#[tokio::test]
async fn a_call_is_withdrawn_by_hanging_up() {
    let slow = Slow::locked().await;
    let server = Server::with(&[("DATABASE_URL", slow.url())]).await;
    let client = server.client();
    let request = modern(1, "tools/call", call("get_order", &json!({ "order_id": "A100" })));
    let waiting = tokio::spawn(client.message(&request).send());
    slow.until_waiting(1).await;
    waiting.abort();
    slow.until_waiting(0).await;
    server.program.log.event(|event| event["outcome"] == "cancelled").await;
}

#[tokio::test]
async fn a_call_is_withdrawn_within_a_session() {
    let slow = Slow::locked().await;
    let server = Server::with(&[("DATABASE_URL", slow.url())]).await;
    let client = server.client();
    let session = Session::open(&client, LEGACY).await;
    let params = call("get_order", &json!({ "order_id": "A100" }));
    let request = json::request(77, "tools/call", &params);
    let waiting = tokio::spawn(session.mark(client.post(request.to_string())).send());
    slow.until_waiting(1).await;
    let cancelled = notification("notifications/cancelled", &json!({ "requestId": 77 }));
    let accepted = session.post(&client, &cancelled).await;
    assert_eq!(accepted.status.as_u16(), 202);
    slow.until_waiting(0).await;
    waiting.abort();
}

#[tokio::test]
async fn fast_calls_overtake_a_slow_one() {
    let slow = Slow::locked().await;
    let mut stdio = Stdio::start(&[("DATABASE_URL", slow.url())]);
    let id = stdio.id();
    stdio.send(&modern(id, "tools/call", call("get_order", &json!({ "order_id": "A100" }))));
    slow.until_waiting(1).await;
    let pong = stdio.modern("tools/call", call("ping", &json!({}))).await;
    assert_eq!(text(&pong), "pong");
    slow.release().await;
    assert!(text(&stdio.reply(id).await).starts_with("Order A100"));
}
