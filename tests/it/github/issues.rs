//! `create_issue` and `comment_or_label_issue`.

use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::{
    Hub,
    changing::{UNCERTAIN, ok},
    door::{issue, refusal},
};
use crate::support::json::text;

const ISSUES: &str = "/repos/octo/hello/issues";
const SEARCH: &str = "/search/issues";

fn found(items: &[Value]) -> ResponseTemplate {
    ok(json!({ "total_count": items.len(), "incomplete_results": false, "items": items }))
}

fn titled(number: u64, title: &str) -> Value {
    let mut issue = issue(number);
    issue["title"] = json!(title);
    issue["repository_url"] = json!("https://api.github.com/repos/octo/hello");
    issue
}

/// A repository with the label `bug`, two open issues and room for a third.
async fn tracker() -> Hub {
    let hub = Hub::start().await;
    hub.get("/repos/octo/hello/labels/bug", ok(json!({ "name": "bug" }))).await;
    hub.get(ISSUES, ok(json!([titled(3, "Docs are thin"), titled(20, "Login fails")]))).await;
    hub.get(SEARCH, found(&[titled(1, "Login fails in Safari")])).await;
    hub.on("POST", ISSUES, ResponseTemplate::new(201).set_body_json(issue(7))).await;
    hub
}

fn new(title: &str) -> Value {
    json!({ "title": title, "body": "It says 500.", "labels": ["bug"] })
}

#[tokio::test]
async fn an_issue_is_opened() {
    let mut hub = tracker().await;
    let reply = hub.call("create_issue", new("Logout fails")).await;
    assert_eq!(text(&reply), "Opened issue #7: https://github.example/octo/hello/issues/7");
    let body = r#"{"title":"Logout fails","body":"It says 500.","labels":["bug"]}"#;
    assert_eq!(hub.sent().await, [format!("POST {ISSUES} {body}")]);
    let asked = hub.api.received_requests().await.unwrap();
    let search = asked.iter().find(|request| request.url.path() == SEARCH).unwrap();
    let words = search.url.query_pairs().find(|(name, _)| name == "q").unwrap().1.into_owned();
    assert_eq!(words, "is:issue is:open in:title logout fails repo:octo/hello");
}

#[tokio::test]
async fn a_duplicate_is_not_opened_unless_it_is_wanted() {
    let mut hub = tracker().await;
    // Number 20 has the very title, but is a pull request.
    for (title, number) in [("login fails in safari!", 1), ("Docs are thin.", 3)] {
        let told = hub.failure("create_issue", new(title)).await;
        let (first, rest) = told.split_once('\n').unwrap();
        assert_eq!(first, "Not opened: issues with a very similar title are open:");
        assert!(rest.starts_with(&format!("#{number} | ")), "{told}");
        assert!(rest.ends_with("repeat the call with allow_duplicate=true."), "{told}");
    }
    assert!(hub.sent().await.is_empty());
    let mut wanted = new("Docs are thin.");
    wanted["allow_duplicate"] = json!(true);
    hub.text("create_issue", wanted).await;
    assert_eq!(hub.sent().await.len(), 1);
}

#[tokio::test]
async fn labels_are_not_invented_and_nothing_is_dropped_in_silence() {
    let mut hub = tracker().await;
    hub.get("/repos/octo/hello/labels/glitch", refusal(404, "Not Found")).await;
    let arguments = json!({ "title": "Logout fails", "labels": ["bug", "glitch"] });
    assert_eq!(
        hub.failure("create_issue", arguments).await,
        "octo/hello has no label glitch. Choose from github://octo/hello/labels, or leave it out."
    );
    let arguments = json!({ "number": 1, "add_labels": ["glitch"] });
    hub.get("/repos/octo/hello/issues/1", ok(issue(1))).await;
    let told = hub.failure("comment_or_label_issue", arguments).await;
    assert!(told.starts_with("octo/hello has no label glitch."), "{told}");
    assert!(hub.sent().await.is_empty());

    let arguments = json!({ "title": "Logout fails", "labels": ["bug"], "assignees": ["mona"] });
    let reply = hub.call("create_issue", arguments).await;
    assert_eq!(reply["result"]["structuredContent"]["dropped"], json!(["mona"]));
    assert!(text(&reply).ends_with("cannot be assigned: mona"), "{reply}");
}

#[tokio::test]
async fn a_key_opens_one_issue() {
    let mut hub = tracker().await;
    let mut arguments = new("Logout fails");
    arguments["idempotency_key"] = json!("k1");
    let first = hub.call("create_issue", arguments.clone()).await;
    let second = hub.call("create_issue", arguments).await;
    assert_eq!(text(&first), text(&second));
    assert_eq!(second["result"]["_meta"]["toolhub/repeated"], true, "{second}");
    assert_eq!(hub.sent().await.len(), 1);
}

#[tokio::test]
async fn what_may_have_been_done_is_said_and_never_sent_again() {
    let mut hub = Hub::start().await;
    hub.get(ISSUES, ok(json!([]))).await;
    hub.get(SEARCH, found(&[])).await;
    let arguments = json!({ "title": "Logout fails", "idempotency_key": "k1" });
    hub.once("POST", ISSUES, refusal(502, "Server Error")).await;
    assert_eq!(hub.failure("create_issue", arguments.clone()).await, UNCERTAIN);
    let told = hub.failure("create_issue", arguments).await;
    assert!(told.starts_with("An earlier call with this idempotency_key was not"), "{told}");
    assert_eq!(hub.sent().await.len(), 1);
    for body in ["{\"number\":".to_owned(), "x".repeat(9 << 20)] {
        let answer = ResponseTemplate::new(201).set_body_raw(body, "application/json");
        hub.once("POST", ISSUES, answer).await;
        assert_eq!(
            hub.failure("create_issue", json!({ "title": "Logout fails" })).await,
            UNCERTAIN
        );
    }
    assert_eq!(hub.sent().await.len(), 3);
}

#[tokio::test]
async fn what_was_refused_was_not_done_and_can_be_tried_again() {
    let mut hub = Hub::start().await;
    hub.get(ISSUES, ok(json!([]))).await;
    hub.get(SEARCH, found(&[])).await;
    let forbidden = refusal(403, "Resource not accessible by personal access token")
        .insert_header("x-accepted-github-permissions", "issues=write");
    hub.once("POST", ISSUES, forbidden).await;
    hub.on("POST", ISSUES, ResponseTemplate::new(201).set_body_json(issue(7))).await;
    let arguments = json!({ "title": "Logout fails", "idempotency_key": "k1" });
    assert_eq!(
        hub.failure("create_issue", arguments.clone()).await,
        "GitHub does not permit this to this server's credential: it needs issues=write. \
         Repeating the call will not help: tell the operator. Reference: REF."
    );
    assert!(hub.text("create_issue", arguments).await.starts_with("Opened issue #7"));
}

fn names(labels: &[&str]) -> ResponseTemplate {
    let labels: Vec<Value> = labels.iter().map(|name| json!({ "name": name })).collect();
    ok(json!(labels))
}

/// Issue 1 has the label `bug`; the repository has `ui` as well.
async fn labelled() -> Hub {
    let hub = Hub::start().await;
    hub.get("/repos/octo/hello/issues/1", ok(issue(1))).await;
    for label in ["bug", "ui"] {
        let at = format!("/repos/octo/hello/labels/{label}");
        hub.get(&at, ok(json!({ "name": label }))).await;
    }
    hub.on("POST", "/repos/octo/hello/issues/1/labels", names(&["bug", "ui"])).await;
    hub.on("DELETE", "/repos/octo/hello/issues/1/labels/bug", names(&["ui"])).await;
    hub
}

fn all() -> Value {
    json!({
        "number": 1, "comment": "Seen.", "add_labels": ["ui", "Bug"],
        "remove_labels": ["wontfix"],
    })
}

async fn comments(hub: &Hub, answer: ResponseTemplate) {
    hub.on("POST", "/repos/octo/hello/issues/1/comments", answer).await;
}

#[tokio::test]
async fn only_what_is_missing_is_sent() {
    let mut hub = labelled().await;
    hub.get("/repos/octo/hello/labels/Bug", ok(json!({ "name": "bug" }))).await;
    let comment = json!({ "html_url": "https://github.example/c/1" });
    comments(&hub, ResponseTemplate::new(201).set_body_json(comment)).await;
    assert_eq!(
        hub.text("comment_or_label_issue", all()).await,
        "Done. issue #1 in octo/hello has bug, ui. Comment: https://github.example/c/1"
    );
    let arguments = json!({ "number": 1, "remove_labels": ["bug"] });
    assert_eq!(
        hub.text("comment_or_label_issue", arguments).await,
        "Done. issue #1 in octo/hello has ui."
    );
    assert_eq!(
        hub.sent().await,
        [
            r#"POST /repos/octo/hello/issues/1/labels {"labels":["ui"]}"#,
            r#"POST /repos/octo/hello/issues/1/comments {"body":"Seen."}"#,
            "DELETE /repos/octo/hello/issues/1/labels/bug",
        ]
    );
}

#[tokio::test]
async fn a_step_that_is_refused_after_another_is_told_with_it() {
    let mut hub = labelled().await;
    comments(&hub, refusal(403, "Unable to create comment because issue is locked.")).await;
    let arguments = json!({ "number": 1, "comment": "Seen.", "add_labels": ["ui"] });
    let reply = hub.call("comment_or_label_issue", arguments).await;
    assert!(
        text(&reply).starts_with(
            "Done. issue #1 in octo/hello has bug, ui.\nNOT DONE, comment: GitHub does not permit"
        ),
        "{reply}"
    );
    let not_done = &reply["result"]["structuredContent"]["not_done"];
    assert_eq!(not_done.as_array().unwrap().len(), 1);

    // Alone, it is the call's refusal.
    let arguments = json!({ "number": 1, "comment": "Seen." });
    let told = hub.failure("comment_or_label_issue", arguments).await;
    assert!(told.starts_with("GitHub does not permit"), "{told}");
}

#[tokio::test]
async fn a_comment_that_may_be_there_is_not_made_again() {
    let mut hub = labelled().await;
    comments(&hub, refusal(504, "Timeout")).await;
    let arguments = json!({ "number": 1, "comment": "Seen.", "add_labels": ["ui"] });
    assert_eq!(hub.failure("comment_or_label_issue", arguments).await, UNCERTAIN);
    assert_eq!(hub.sent().await.len(), 2);
}

#[tokio::test]
async fn a_call_that_makes_no_sense_is_not_begun() {
    let mut hub = Hub::start().await;
    for (arguments, told) in [
        (json!({ "number": 1 }), "give a comment, add_labels or remove_labels"),
        (
            json!({ "number": 1, "add_labels": ["UI"], "remove_labels": ["ui"] }),
            "add_labels: holds a label that remove_labels holds too",
        ),
    ] {
        let text = hub.failure("comment_or_label_issue", arguments).await;
        assert_eq!(text, format!("Invalid arguments:\n- {told}"));
    }
    assert_eq!(hub.requests().await, 0);
    let text = hub.failure("comment_or_label_issue", json!({ "number": 4, "comment": "x" })).await;
    assert!(text.starts_with("GitHub has no issue 4 in octo/hello, or"), "{text}");
}
