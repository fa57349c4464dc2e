//! `close_issue`: what is shown, who decides, and what comes of it.

use std::process::Command;

use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::{
    Hub,
    changing::{UNCERTAIN, ok, yes},
    door::{issue, refusal},
};
use crate::support::json::text;

const ISSUE: &str = "/repos/octo/hello/issues/1";
const COMMENTS: &str = "/repos/octo/hello/issues/1/comments";
const PREVIEW: &str = "Close issue #1 in octo/hello as not planned, comment: \"Bye.\".\n> Issue 1\nLabels: bug. Comments: 2. Last change: 2026-01-02T00:00:00Z.";
const CLOSED: &str = "Closed issue #1 as not planned: https://github.example/octo/hello/issues/1";

fn arguments() -> Value {
    json!({ "number": 1, "reason": "not_planned", "comment": "Bye." })
}

async fn open_issue() -> Hub {
    let hub = Hub::start().await;
    hub.get(ISSUE, ok(issue(1))).await;
    hub.on("PATCH", ISSUE, ok(issue(1))).await;
    hub.on("POST", COMMENTS, ResponseTemplate::new(201).set_body_json(json!({ "id": 1 }))).await;
    hub
}

fn changes() -> [String; 2] {
    [
        format!(r#"PATCH {ISSUE} {{"state":"closed","state_reason":"not_planned"}}"#),
        format!(r#"POST {COMMENTS} {{"body":"Bye."}}"#),
    ]
}

#[tokio::test]
async fn a_token_confirms_what_was_shown() {
    let mut hub = open_issue().await;
    let (preview, token) = hub.preview("close_issue", &arguments()).await;
    assert_eq!(preview, PREVIEW);
    assert!(hub.sent().await.is_empty());
    let mut confirmed = arguments();
    confirmed["confirm"] = json!(true);
    confirmed["confirmation_token"] = json!(token);
    assert_eq!(hub.text("close_issue", confirmed.clone()).await, CLOSED);
    assert_eq!(hub.sent().await, changes());
    let again = hub.failure("close_issue", confirmed).await;
    assert!(again.contains("this confirmation was used before"), "{again}");
    assert_eq!(hub.sent().await, changes());
}

#[tokio::test]
async fn a_person_decides_in_the_dialogue() {
    let mut hub = open_issue().await;
    let no = json!({ "action": "decline" });
    let (question, reply) = hub.asked("close_issue", &arguments(), no).await;
    assert_eq!(question, format!("Close an issue\n{PREVIEW}"));
    assert_eq!(reply["result"]["structuredContent"]["status"], "declined");
    assert!(hub.sent().await.is_empty());
    let (_, reply) = hub.asked("close_issue", &arguments(), yes()).await;
    assert_eq!(text(&reply), CLOSED);
    assert_eq!(hub.sent().await, changes());
}

#[tokio::test]
async fn what_changed_since_the_preview_is_shown_again() {
    let mut hub = open_issue().await;
    let confirmed = hub.confirming("close_issue", &arguments()).await;
    hub.api.reset().await;
    let mut changed = issue(1);
    changed["updated_at"] = json!("2026-01-03T00:00:00Z");
    hub.get(ISSUE, ok(changed)).await;
    let told = hub.failure("close_issue", confirmed).await;
    assert!(
        told.starts_with(
            "Not done, nothing was changed: what this is about has changed since the preview."
        ),
        "{told}"
    );
    assert!(told.contains("Last change: 2026-01-03T00:00:00Z."), "{told}");
    assert!(hub.sent().await.is_empty());
}

#[tokio::test]
async fn only_an_open_issue_is_closed() {
    let mut hub = Hub::start().await;
    let mut closed = issue(1);
    closed["state"] = json!("closed");
    hub.get(ISSUE, ok(closed)).await;
    assert_eq!(
        hub.failure("close_issue", arguments()).await,
        "Issue #1 in octo/hello is closed already. To say more, use comment_or_label_issue."
    );
    hub.get("/repos/octo/hello/issues/10", ok(issue(10))).await;
    let told = hub.failure("close_issue", json!({ "number": 10, "reason": "completed" })).await;
    assert!(told.starts_with("Number 10 is a pull request, not an issue."), "{told}");
}

#[tokio::test]
async fn what_may_have_been_closed_is_not_closed_again() {
    let mut hub = open_issue().await;
    hub.once("PATCH", ISSUE, refusal(502, "Server Error")).await;
    let mut confirmed = hub.confirming("close_issue", &arguments()).await;
    assert_eq!(hub.failure("close_issue", confirmed.clone()).await, UNCERTAIN);
    // Neither with the same token nor by a comment on what may be open.
    let told = hub.failure("close_issue", confirmed.clone()).await;
    assert!(told.contains("used before"), "{told}");
    confirmed["idempotency_key"] = json!("other");
    let told = hub.failure("close_issue", confirmed).await;
    assert!(told.contains("used before"), "{told}");
    assert_eq!(hub.sent().await, changes()[..1]);
}

#[tokio::test]
async fn a_comment_that_is_refused_is_told_with_the_closing() {
    let mut hub = open_issue().await;
    hub.once("POST", COMMENTS, refusal(403, "Issue is locked")).await;
    let told = hub.confirmed("close_issue", &arguments()).await;
    assert!(told.starts_with(&format!("{CLOSED}\nNOT DONE, comment: GitHub does not")), "{told}");
}

#[tokio::test]
async fn what_strangers_write_is_hidden_from_the_preview_too() {
    let mut hub =
        Hub::with(&[("GITHUB_REPO", "octo/hello"), ("GITHUB_HIDE_UNTRUSTED", "on")]).await;
    hub.get("/repos/octo/hello", ok(json!({ "private": false }))).await;
    hub.get(ISSUE, ok(issue(1))).await;
    let (preview, _) = hub.preview("close_issue", &arguments()).await;
    assert!(preview.contains("\n> [hidden: its author has no push access]\n"), "{preview}");
}

#[tokio::test]
async fn the_audit_log_tells_done_from_not_done_and_unknown() {
    let home = tempfile::tempdir().unwrap();
    let data = ("TOOLHUB_DATA_DIR", home.path().to_str().unwrap());
    let mut hub = Hub::with(&[("GITHUB_REPO", "octo/hello"), data]).await;
    hub.get(ISSUE, ok(issue(1))).await;
    for answer in [refusal(401, "Bad credentials"), refusal(502, "Oops"), ok(issue(1))] {
        hub.once("PATCH", ISSUE, answer).await;
        let mut once = arguments();
        once.as_object_mut().unwrap().remove("comment");
        let confirmed = hub.confirming("close_issue", &once).await;
        hub.call("close_issue", confirmed).await;
    }
    hub.on("POST", COMMENTS, ok(json!({ "html_url": "x" }))).await;
    hub.text("comment_or_label_issue", json!({ "number": 1, "comment": "Secret." })).await;
    let mut export = Command::new(env!("CARGO_BIN_EXE_toolhub"));
    export.args(["audit", "export"]).env_clear().env(data.0, data.1).current_dir(home.path());
    let entries = String::from_utf8(export.output().unwrap().stdout).unwrap();
    assert!(!entries.contains("Secret.") && !entries.contains("Bad credentials"), "{entries}");
    let told: Vec<String> = entries
        .lines()
        .map(|entry| {
            let entry: Value = serde_json::from_str(entry).unwrap();
            let word = |name: &str| entry[name].as_str().unwrap_or("-").to_owned();
            ["tool", "outcome", "decision", "detail"].map(word).join(" ")
        })
        .collect();
    assert_eq!(
        told,
        [
            "close_issue started token -",
            "close_issue not_done token credential",
            "close_issue started token -",
            "close_issue unknown token uncertain",
            "close_issue started token -",
            "close_issue done token -",
            "comment_or_label_issue started none -",
            "comment_or_label_issue done none -",
        ]
    );
}
