//! Servers that are told to stop and clients that leave while an action runs:
//! what was begun is finished, once, or leaves no trace.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::{task::JoinHandle, time::timeout};

use super::shop::{KEY, REASON, confirmed, with};
use crate::support::{
    http::{Client, Reply},
    json::{call, failure, modern, text},
    program::PATIENCE,
    server::Server,
    slow::Slow,
    stdio::Stdio,
};

const DONE: &str = "Refunded 1.00 USD of order A100; 1.00 USD in all, 248.00 USD left. It is \
    shipped now.";
const ORDER: &str = "SELECT status, refunded_minor, events FROM orders WHERE order_id = 'A100'";

/// A refund that was confirmed and waits for a lock.
struct Waiting {
    slow: Slow,
    server: Server,
    client: Client,
    arguments: Value,
    reply: JoinHandle<Reply>,
}

fn arguments() -> Value {
    let key = json!({ "idempotency_key": "once" });
    with(&json!({ "order_id": "A100", "amount": "1", "reason": REASON }), &key)
}

impl Waiting {
    async fn begin(env: &[(&str, &str)]) -> Self {
        let slow = Slow::ready().await;
        let usual = [("DATABASE_URL", slow.url()), ("TOOLHUB_SECRET_KEY", KEY)];
        let server = Server::with(&[&usual, env].concat()).await;
        let client = server.client();
        let preview = client.call("refund_order", &arguments()).await;
        let token = &preview["result"]["structuredContent"]["confirmation_token"];
        let arguments = confirmed(&arguments(), token.as_str().unwrap());
        slow.lock().await;
        let request = client.message(&modern(9, "tools/call", call("refund_order", &arguments)));
        let reply = tokio::spawn(Reply::to(request));
        slow.until_waiting(1).await;
        Self { slow, server, client, arguments, reply }
    }

    async fn row(&self, sql: &str) -> String {
        row(&self.slow, sql).await
    }

    /// Waits until the log says what became of it.
    async fn recorded(&self) -> String {
        let look = async {
            loop {
                let row = self.row("SELECT outcome, detail, decision FROM audit_log").await;
                if !row.is_empty() {
                    return row;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(PATIENCE, look).await.expect("it is recorded")
    }
}

async fn row(slow: &Slow, sql: &str) -> String {
    slow.database.rows(sql).await.first().map(|row| row.join(" ")).unwrap_or_default()
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_finishes_it() {
    let mut waiting = Waiting::begin(&[]).await;
    waiting.server.program.signal("TERM");
    waiting.server.program.log.message("draining").await;
    waiting.slow.release().await;
    let reply = (&mut waiting.reply).await.unwrap();
    assert_eq!(text(&reply.json()), DONE);
    assert_eq!(waiting.server.program.exited().await.code(), Some(0));
    assert_eq!(waiting.row(ORDER).await, "shipped 100 1");
    assert_eq!(waiting.recorded().await, "done  token");
}

#[tokio::test]
async fn a_client_that_leaves_does_not_undo_it() {
    let waiting = Waiting::begin(&[]).await;
    waiting.reply.abort();
    waiting.slow.release().await;
    assert_eq!(waiting.recorded().await, "done  token");
    assert_eq!(waiting.row(ORDER).await, "shipped 100 1");
    // It comes back and asks what became of it.
    let again = waiting.client.call("refund_order", &waiting.arguments).await;
    assert_eq!(text(&again), DONE);
    assert_eq!(again["result"]["_meta"]["toolhub/repeated"], true);
    assert_eq!(waiting.row(ORDER).await, "shipped 100 1");
    assert_eq!(waiting.row("SELECT count(*) FROM audit_log").await, "1");
}

#[tokio::test]
async fn a_client_that_leaves_a_server_that_stops_does_not_undo_it() {
    let mut waiting = Waiting::begin(&[]).await;
    waiting.reply.abort();
    waiting.server.program.signal("TERM");
    waiting.server.program.log.message("draining").await;
    waiting.slow.release().await;
    assert_eq!(waiting.server.program.exited().await.code(), Some(0));
    assert_eq!(waiting.row(ORDER).await, "shipped 100 1");
    assert_eq!(waiting.recorded().await, "done  token");
}

#[tokio::test]
async fn what_never_gets_its_lock_leaves_no_trace_but_its_entry() {
    let env = [("TOOLHUB_DRAIN_TIMEOUT", "100ms"), ("TOOLHUB_CALL_TIMEOUT", "2s")];
    let mut waiting = Waiting::begin(&env).await;
    waiting.server.program.signal("TERM");
    assert_eq!(waiting.server.program.exited().await.code(), Some(0));
    assert_eq!(waiting.recorded().await, "not_done timed_out token");
    waiting.slow.release().await;
    assert_eq!(waiting.row(ORDER).await, "shipped 0 0");
    for table in ["order_events", "spent_confirmations", "idempotency_keys"] {
        let count = format!("SELECT count(*) FROM {table}");
        assert_eq!(waiting.row(&count).await, "0", "{table}");
    }
}

#[tokio::test]
async fn what_timed_out_can_be_confirmed_again() {
    let mut waiting = Waiting::begin(&[("TOOLHUB_CALL_TIMEOUT", "500ms")]).await;
    let reply = (&mut waiting.reply).await.unwrap().json();
    let (text_of, _) = failure(&reply);
    assert!(text_of.starts_with("No answer within 0.5 s, so the call was stopped."), "{text_of}");
    waiting.slow.release().await;
    waiting.slow.until_waiting(0).await;
    assert_eq!(waiting.row(ORDER).await, "shipped 0 0");
    // The confirmation and the key were not used up.
    let again = waiting.client.call("refund_order", &waiting.arguments).await;
    assert_eq!(text(&again), DONE);
    let audit = "SELECT count(*), min(outcome), max(outcome) FROM audit_log";
    assert_eq!(waiting.row(audit).await, "2 done not_done");
}

#[tokio::test]
async fn a_host_that_hangs_up_does_not_undo_it() {
    let slow = Slow::locked().await;
    let mut stdio = Stdio::start(&[("DATABASE_URL", slow.url())]);
    let note = json!({ "order_id": "A100", "note": REASON });
    let id = stdio.id();
    stdio.send(&modern(id, "tools/call", call("add_order_note", &note)));
    slow.until_waiting(1).await;
    stdio.hang_up();
    // Whether it is still told is up to the transport; that it is done is not.
    slow.release().await;
    let (_, status) = stdio.end().await;
    assert!(status.success());
    assert_eq!(row(&slow, ORDER).await, "shipped 0 1");
    assert_eq!(row(&slow, "SELECT tool, outcome FROM audit_log").await, "add_order_note done");
}
