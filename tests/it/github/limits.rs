//! GitHub's limits: told with the time to wait, and kept to without asking.

use jiff::Timestamp;
use serde_json::json;
use wiremock::ResponseTemplate;

use super::{
    Hub,
    door::{issue, refusal},
};

fn in_an_hour() -> Timestamp {
    Timestamp::from_second(Timestamp::now().as_second() + 3600).unwrap()
}

fn used_up(status: u16, reset: Timestamp) -> ResponseTemplate {
    refusal(status, "API rate limit exceeded for user ID 1.")
        .insert_header("x-ratelimit-remaining", "0")
        .insert_header("x-ratelimit-reset", reset.as_second().to_string().as_str())
}

/// `text` with the seconds left taken out, which must be about an hour.
fn without_seconds(text: &str) -> String {
    let (before, rest) = text.split_once("(in ").unwrap_or_else(|| panic!("{text}"));
    let (seconds, after) = rest.split_once(" s)").unwrap();
    let seconds: u64 = seconds.parse().unwrap();
    assert!((3500..=3600).contains(&seconds), "{text}");
    format!("{before}(in N s){after}")
}

#[tokio::test]
async fn a_used_up_limit_is_told_in_utc_and_seconds_and_kept_to() {
    let mut hub = Hub::start().await;
    let reset = in_an_hour();
    let expected = format!(
        "GitHub's rate limit for this server is used up until {reset} (in N s). Do not repeat the \
         call before that."
    );
    hub.get("/repos/octo/hello/issues", used_up(403, reset)).await;
    for _ in 0..2 {
        let text = hub.failure("issue_queue", json!({})).await;
        assert_eq!(without_seconds(&text), expected);
    }
    assert_eq!(hub.requests().await, 1, "the second call was not sent");
}

#[tokio::test]
async fn the_call_that_would_exceed_the_limit_is_not_sent() {
    let mut hub = Hub::start().await;
    let answer = ResponseTemplate::new(200)
        .set_body_json([issue(1)])
        .insert_header("x-ratelimit-remaining", "0")
        .insert_header("x-ratelimit-resource", "core")
        .insert_header("x-ratelimit-reset", in_an_hour().as_second().to_string().as_str());
    hub.get("/repos/octo/hello/issues", answer).await;
    assert!(hub.text("issue_queue", json!({})).await.starts_with("1 issue of"));
    let text = hub.failure("issue_queue", json!({})).await;
    assert!(text.starts_with("GitHub's rate limit for this server is used up until "), "{text}");
    assert_eq!(hub.requests().await, 1);
    // Search has a limit of its own.
    hub.get("/search/code", refusal(404, "Not Found")).await;
    hub.failure("search_code", json!({ "query": "x" })).await;
    assert_eq!(hub.requests().await, 2);
}

#[tokio::test]
async fn limits_are_told_apart_by_headers_first_and_then_by_message() {
    let exceeded = "API rate limit exceeded for user ID 1.";
    let secondary = "You have exceeded a secondary rate limit. Please wait a few minutes.";
    let abuse = "You have triggered an abuse detection mechanism.";
    let wait_60 = "GitHub asks for a pause: too many calls in a short time. Wait 60 s, then \
        repeat the call, and make fewer at once.";
    let wait_7 = wait_60.replace("60", "7");
    let unknown = "GitHub's rate limit for this server is used up. Wait at least 60 s before the \
        next call.";
    let wait_9 = unknown.replace("60", "9");
    for (answer, expected) in [
        (refusal(403, secondary).insert_header("retry-after", "7"), wait_7.as_str()),
        (refusal(429, "Too many requests").insert_header("retry-after", "7"), &wait_7),
        (refusal(403, secondary), wait_60),
        (refusal(403, abuse), wait_60),
        (refusal(429, ""), wait_60),
        (refusal(403, exceeded), unknown),
        (refusal(403, exceeded).insert_header("x-ratelimit-remaining", "0"), unknown),
        (
            refusal(403, "")
                .insert_header("x-ratelimit-remaining", "0")
                .insert_header("retry-after", "9"),
            &wait_9,
        ),
    ] {
        // Each wants a server that has not been told to wait yet.
        let mut hub = Hub::start().await;
        assert_eq!(hub.queue_failure(answer).await, expected);
    }
}

#[tokio::test]
async fn during_a_pause_nothing_is_sent() {
    let mut hub = Hub::start().await;
    let answer = refusal(403, "secondary rate limit").insert_header("retry-after", "100");
    hub.queue_failure(answer).await;
    let text = hub.failure("search_code", json!({ "query": "x" })).await;
    assert!(text.starts_with("GitHub asks for a pause: too many calls in a short time. Wait "));
    assert_eq!(hub.requests().await, 1);
}
