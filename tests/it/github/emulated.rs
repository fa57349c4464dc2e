//! The tools against a GitHub that remembers.

use futures_util::{StreamExt as _, stream};
use reqwest::Method;
use serde_json::{Value, json};

use super::{Hub, changing::yes, emulator::Emulator};
use crate::support::json::text;

/// An issue with the label `bug`, opened by the tool.
async fn opened(emulator: &Emulator, hub: &mut Hub) -> u64 {
    let bug = json!({ "name": "bug", "color": "ff0000" });
    emulator.ask(Method::POST, "/labels", bug).await;
    let arguments = json!({
        "title": "Login fails in Safari", "body": "It says 500.", "labels": ["bug"],
        "assignees": ["alice"],
    });
    let reply = hub.call("create_issue", arguments).await;
    let structured = &reply["result"]["structuredContent"];
    assert_eq!(structured["dropped"], json!([]), "{reply}");
    structured["number"].as_u64().unwrap()
}

#[tokio::test]
async fn an_issue_is_opened_discussed_and_closed() {
    let emulator = Emulator::start().await;
    let mut hub = emulator.hub().await;
    let number = opened(&emulator, &mut hub).await;
    let at = format!("/issues/{number}");
    let issue = emulator.get(&at).await;
    assert_eq!(
        (&issue["title"], &issue["body"], &issue["labels"][0]["name"]),
        (&json!("Login fails in Safari"), &json!("It says 500."), &json!("bug"))
    );
    let again = json!({ "title": "Login fails in safari!" });
    let told = hub.failure("create_issue", again).await;
    assert!(told.contains(&format!("\n#{number} | Login fails in Safari\n")), "{told}");

    let arguments = json!({ "number": number, "comment": "Seen.", "remove_labels": ["bug"] });
    let told = hub.text("comment_or_label_issue", arguments).await;
    assert!(told.starts_with(&format!("Done. issue #{number} in alice/shop has no labels.")));
    assert_eq!(emulator.get(&format!("{at}/comments")).await[0]["body"], "Seen.");
    let missing = json!({ "number": number, "add_labels": ["nothing"] });
    let told = hub.failure("comment_or_label_issue", missing).await;
    assert!(told.starts_with("alice/shop has no label nothing."), "{told}");

    let close = json!({ "number": number, "reason": "not_planned", "comment": "Bye." });
    let stale = hub.confirming("close_issue", &close).await;
    let more = json!({ "body": "Wait!" });
    emulator.ask(Method::POST, &format!("{at}/comments"), more).await;
    let told = hub.failure("close_issue", stale).await;
    assert!(told.contains("has changed since the preview"), "{told}");
    assert_eq!(emulator.get(&at).await["state"], "open");
    let told = hub.confirmed("close_issue", &close).await;
    assert!(told.starts_with(&format!("Closed issue #{number} as not planned: ")), "{told}");
    let issue = emulator.get(&at).await;
    assert_eq!(
        (&issue["state"], &issue["state_reason"]),
        (&json!("closed"), &json!("not_planned"))
    );
    assert_eq!(issue["comments"], 3);
    let told = hub.failure("close_issue", close).await;
    assert!(told.contains("is closed already"), "{told}");
}

#[tokio::test]
async fn a_person_closes_an_issue_or_does_not() {
    let emulator = Emulator::start().await;
    let mut hub = emulator.hub().await;
    let number = opened(&emulator, &mut hub).await;
    let at = format!("/issues/{number}");
    let close = json!({ "number": number, "reason": "completed" });
    let (question, _) = hub.asked("close_issue", &close, json!({ "action": "decline" })).await;
    assert!(question.contains("> Login fails in Safari\n"), "{question}");
    assert_eq!(emulator.get(&at).await["state"], "open");
    let (_, reply) = hub.asked("close_issue", &close, yes()).await;
    assert!(text(&reply).starts_with(&format!("Closed issue #{number} as completed")), "{reply}");
    assert_eq!(emulator.get(&at).await["state_reason"], "completed");
}

#[tokio::test]
async fn a_branch_is_deleted_with_what_it_holds_in_view() {
    let emulator = Emulator::start().await;
    let mut hub = emulator.hub().await;
    let main = emulator.get("/branches/main").await["commit"]["sha"].clone();
    for branch in ["fix/login", "safe"] {
        let made = json!({ "ref": format!("refs/heads/{branch}"), "sha": main });
        emulator.ask(Method::POST, "/git/refs", made).await;
    }
    let file = json!({ "message": "Add a file", "content": "YQ==", "branch": "fix/login" });
    emulator.ask(Method::PUT, "/contents/a.txt", file).await;
    let pull = json!({ "title": "Fix it", "head": "fix/login", "base": "main" });
    let pull = emulator.ask(Method::POST, "/pulls", pull).await["number"].clone();
    let rules = json!({
        "required_status_checks": null, "enforce_admins": true, "restrictions": null,
        "required_pull_request_reviews": null,
    });
    emulator.ask(Method::PUT, "/branches/safe/protection", rules).await;

    for (branch, kind) in [("main", "the default branch"), ("safe", "protected")] {
        let told = hub.failure("delete_branch", json!({ "branch": branch })).await;
        assert!(told.contains(&format!("is {kind}, so it is not deleted")), "{told}");
    }
    let arguments = json!({ "branch": "fix/login" });
    let (preview, _) = hub.preview("delete_branch", &arguments).await;
    assert!(preview.contains("It holds 1 commit that main lacks, unreachable then"), "{preview}");
    assert!(preview.contains(" Add a file\n"), "{preview}");
    assert!(preview.ends_with(&format!("from it, which it closes: #{pull}.")), "{preview}");
    let told = hub.confirmed("delete_branch", &arguments).await;
    assert!(told.starts_with("Deleted branch fix/login; it stood at "), "{told}");
    let gone = emulator.send(Method::GET, "/branches/fix%2Flogin", &Value::Null).await;
    assert_eq!(gone.status(), 404);
    let told = hub.failure("delete_branch", arguments).await;
    assert!(told.starts_with("GitHub has no branch fix/login in alice/shop, or"), "{told}");
}

#[tokio::test]
async fn the_queue_holds_every_issue_once() {
    let emulator = Emulator::start().await;
    let mut hub = emulator.hub().await;
    for number in 1..=105 {
        let issue = json!({ "title": format!("Issue {number}") });
        emulator.ask(Method::POST, "/issues", issue).await;
    }
    let (mut numbers, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let arguments = json!({ "page_size": 50, "sort": "created", "cursor": cursor });
        let reply = hub.call("issue_queue", arguments).await;
        let page = &reply["result"]["structuredContent"];
        let rows = page["issues"].as_array().unwrap_or_else(|| panic!("{reply}"));
        numbers.extend(rows.iter().map(|row| row["number"].as_u64().unwrap()));
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=105).collect::<Vec<u64>>());
}

#[tokio::test]
async fn its_limit_is_told_and_kept() {
    let emulator = Emulator::start().await;
    let mut hub = emulator.hub().await;
    assert!(hub.text("issue_queue", json!({})).await.starts_with("No issues match"));
    let remaining = |response: &reqwest::Response| -> u64 {
        response.headers()["x-ratelimit-remaining"].to_str().unwrap().parse().unwrap()
    };
    let left = remaining(&emulator.send(Method::GET, "", &Value::Null).await);
    let flood = (1..left).map(|_| emulator.send(Method::GET, "/branches/main", &Value::Null));
    let last = stream::iter(flood).buffer_unordered(16).fold(left, async |least, response| {
        assert_eq!(response.status(), 200);
        least.min(remaining(&response))
    });
    assert_eq!(last.await, 1);
    for _ in 0..2 {
        let told = hub.failure("issue_queue", json!({})).await;
        assert!(
            told.starts_with("GitHub's rate limit for this server is used up until "),
            "{told}"
        );
        assert!(told.ends_with(" s). Do not repeat the call before that."), "{told}");
    }
}
