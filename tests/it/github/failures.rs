//! GitHub that fails, is slow, is not there or is something else.

use std::time::Duration;

use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};
use wiremock::ResponseTemplate;

use super::{Hub, door::refusal};

const REPO: (&str, &str) = ("GITHUB_REPO", "octo/hello");

/// What the model reads when the API is at `url`.
async fn failure_at(url: &str) -> String {
    let mut hub = Hub::with(&[REPO, ("GITHUB_API_URL", url)]).await;
    hub.failure("issue_queue", json!({})).await
}

/// A server that answers every request with `bytes` and hangs up.
async fn raw(bytes: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(bytes.as_bytes()).await;
        }
    });
    url
}

#[tokio::test]
async fn a_failing_github_is_tried_again_and_then_told() {
    for (status, sent) in [(500, 1), (502, 3), (503, 3), (504, 3)] {
        let mut hub = Hub::start().await;
        let page = ResponseTemplate::new(status).set_body_raw("<html>Unicorn!</html>", "text/html");
        let text = hub.queue_failure(page).await;
        assert_eq!(
            text,
            format!(
                "GitHub has a failure of its own (status {status}). Repeat the call in a minute; \
                 if it persists, tell the operator. Reference: REF."
            )
        );
        assert_eq!(hub.requests().await, sent, "{status}");
    }
}

#[tokio::test]
async fn a_failure_that_passes_is_not_noticed() {
    let mut hub = Hub::start().await;
    let busy = wiremock::Mock::given(wiremock::matchers::any())
        .respond_with(refusal(502, "Server Error"))
        .up_to_n_times(2);
    busy.mount(&hub.api).await;
    hub.get("/repos/octo/hello/issues", ResponseTemplate::new(200).set_body_json(json!([]))).await;
    assert_eq!(hub.text("issue_queue", json!({})).await, "No issues match in octo/hello.");
    assert_eq!(hub.requests().await, 3);
}

#[tokio::test]
async fn after_repeated_failures_nothing_is_sent_for_a_while() {
    let mut hub = Hub::start().await;
    hub.queue_failure(refusal(503, "")).await;
    let text = hub.failure("issue_queue", json!({})).await;
    assert!(text.starts_with("GitHub has a failure of its own (status 503)."), "{text}");
    assert_eq!(hub.requests().await, 5);
    let text = hub.failure("issue_queue", json!({})).await;
    let (before, rest) = text.split_once("Wait ").unwrap();
    assert_eq!(
        before,
        "GitHub has failed several times in a row, so nothing is sent to it for now. "
    );
    let (seconds, after) = rest.split_once(' ').unwrap();
    assert!((1..=15).contains(&seconds.parse::<u32>().unwrap()), "{text}");
    assert_eq!(after, "s, then repeat the call once. Reference: REF.");
    assert_eq!(hub.requests().await, 5);
}

#[tokio::test]
async fn something_else_than_the_api_is_told() {
    let mut hub = Hub::start().await;
    let expected = "Something else than GitHub's API answered, perhaps a proxy. Repeating the \
        call will not help: tell the operator. Reference: REF.";
    for status in [200, 403, 404] {
        let page = ResponseTemplate::new(status).set_body_raw("<html>Log in</html>", "text/html");
        assert_eq!(hub.queue_failure(page).await, expected);
    }
    let odd = ResponseTemplate::new(200).set_body_json(json!({ "issues": "none" }));
    assert_eq!(
        hub.queue_failure(odd).await,
        "GitHub's answer is not one this server understands. Repeating the call will not help: \
         tell the operator. Reference: REF."
    );
}

#[tokio::test]
async fn a_slow_github_is_given_up_on_before_the_call_is() {
    let mut hub = Hub::with(&[REPO, ("TOOLHUB_CALL_TIMEOUT", "1s")]).await;
    let answer = ResponseTemplate::new(200).set_delay(Duration::from_secs(30));
    assert_eq!(
        hub.queue_failure(answer).await,
        "GitHub did not answer in time. Ask for less, or repeat the call once later. Reference: \
         REF."
    );
}

#[tokio::test]
async fn a_github_that_cannot_be_reached_is_told() {
    let later = " Repeat the call in a minute; if it persists, tell the operator. Reference: REF.";
    assert_eq!(
        failure_at("http://127.0.0.1:1").await,
        format!("There is no connection to GitHub.{later}")
    );
    assert_eq!(
        failure_at("https://github.invalid").await,
        format!("The name of the GitHub server cannot be found.{later}")
    );
    let plain = raw("HTTP/1.1 200 OK\r\n\r\n").await.replace("http:", "https:");
    assert_eq!(
        failure_at(&plain).await,
        "There is no secure connection to GitHub: its certificate or TLS is not acceptable. \
         Repeating the call will not help: tell the operator. Reference: REF."
    );
    let cut = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n[{";
    assert_eq!(failure_at(&raw(cut).await).await, format!("GitHub's answer broke off.{later}"));
}

#[tokio::test]
async fn an_endless_answer_is_not_read() {
    let mut hub = Hub::start().await;
    let body = "x".repeat(9 * 1024 * 1024);
    let answer = ResponseTemplate::new(200).set_body_raw(body, "application/json");
    assert_eq!(
        hub.queue_failure(answer).await,
        "GitHub's answer is over 8 MiB, which is not read. Ask for less: a smaller page or a \
         narrower range."
    );
}
