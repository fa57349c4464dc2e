//! Bounds of rate and time.

use serde_json::json;

use crate::support::{
    json::{call, failure, text},
    server::Server,
    slow::Slow,
    stdio::Stdio,
};

#[tokio::test]
async fn calls_over_the_rate_are_told_how_long_to_wait() {
    let mut stdio = Stdio::start(&[("TOOLHUB_CALLS_PER_MINUTE", "3")]);
    for _ in 0..3 {
        let reply = stdio.modern("tools/call", call("ping", &json!({}))).await;
        assert_eq!(text(&reply), "pong");
    }
    let reply = stdio.modern("tools/call", call("ping", &json!({}))).await;
    let (said, reference) = failure(&reply);
    // One more permit every 20 s.
    let wait = said.strip_prefix("Rate limit reached. Wait ").unwrap();
    let (seconds, rest) = wait.split_once(' ').unwrap();
    assert!((15..=20).contains(&seconds.parse::<u32>().unwrap()), "{said}");
    assert_eq!(rest, "s, then repeat the call.");
    let event = stdio.program.log.reference(reference).await;
    assert_eq!((&event["outcome"], &event["level"]), (&json!("rate_limited"), &json!("INFO")));
    // Another tool has a rate of its own.
    let other = stdio.modern("tools/call", call("get_order", &json!({ "order_id": "A100" }))).await;
    assert!(text(&other).starts_with("Order A100"));
}

#[tokio::test]
async fn the_rate_can_be_raised() {
    let mut stdio = Stdio::start(&[("TOOLHUB_CALLS_PER_MINUTE", "1000")]);
    for _ in 0..700 {
        let reply = stdio.modern("tools/call", call("ping", &json!({}))).await;
        assert_eq!(text(&reply), "pong");
    }
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_stopped() {
    let slow = Slow::locked().await;
    let env = [("DATABASE_URL", slow.url()), ("TOOLHUB_CALL_TIMEOUT", "300ms")];
    let server = Server::with(&env).await;
    let reply = server.client().call("get_order", &json!({ "order_id": "A100" })).await;
    let (text, reference) = failure(&reply);
    let expected = format!(
        "No answer within 0.3 s, so the call was stopped. Ask for less (a narrower filter, a \
         smaller limit) or repeat it once later. Reference: {reference}."
    );
    assert_eq!(text, expected);
    let event = server.program.log.reference(reference).await;
    assert_eq!((&event["outcome"], &event["level"]), (&json!("timed_out"), &json!("ERROR")));
    // And so is its statement.
    slow.until_waiting(0).await;
}
