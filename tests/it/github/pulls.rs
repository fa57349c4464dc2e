//! `summarize_pull_request`.

use serde_json::{Value, json};
use wiremock::{
    Mock,
    matchers::{path, query_param},
};

use super::{
    Hub,
    door::refusal,
    recorded::{instead, mount, ok, ok_and_more, parsed, start},
};
use crate::support::json::text;

const TOOL: &str = "summarize_pull_request";

#[tokio::test]
async fn files_come_in_pages_and_the_rest_once() {
    let mut hub = start().await;
    let files = parsed("pull_files.json");
    for (page, answer) in [("1", ok_and_more(json!([files[0]]))), ("2", ok(json!([files[1]])))] {
        Mock::given(path("/repos/octo/hello/pulls/43/files"))
            .and(query_param("page", page))
            .and(query_param("per_page", "1"))
            .respond_with(answer)
            .with_priority(1)
            .mount(&hub.api)
            .await;
    }
    let mut arguments = json!({ "number": 43, "page_size": 1 });
    let reply = hub.call(TOOL, arguments.clone()).await;
    assert!(text(&reply).contains("1 of 3 files:\nmodified src/cart.rs +33 -4\nMORE AVAILABLE"));
    arguments["cursor"] = reply["result"]["structuredContent"]["next_cursor"].clone();
    assert_eq!(
        hub.text(TOOL, arguments).await,
        "Pull request #43 of octo/hello\n1 of 3 files:\n\
         renamed tests/checkout/empty.rs +28 -5 (was tests/empty.rs)"
    );
}

#[tokio::test]
async fn one_patch_is_read_window_by_window() {
    let mut hub = start().await;
    let mut files = parsed("pull_files.json");
    let patch: Vec<String> = (1..=450).map(|line| format!("+line {line}")).collect();
    files[0]["patch"] = json!(patch.join("\n"));
    instead(&hub, "/pulls/43/files", ok(files)).await;
    let (mut lines, mut windows, mut cursor) = (Vec::new(), 0, Value::Null);
    loop {
        let arguments = json!({ "number": 43, "file": "src/cart.rs", "cursor": cursor });
        let reply = hub.call(TOOL, arguments).await;
        let page = &reply["result"]["structuredContent"];
        let patch = &page["files"][0]["patch"];
        assert_eq!(patch["first_line"], lines.len() + 1);
        lines.extend(patch["text"].as_str().unwrap().lines().map(str::to_owned));
        windows += 1;
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            break;
        }
    }
    assert_eq!((lines.len(), windows), (450, 3));
    assert_eq!(lines[449], "+line 450");
}

#[tokio::test]
async fn a_budget_cuts_a_patch_between_lines() {
    let budget = ("TOOLHUB_RESPONSE_TOKENS", "400");
    let mut hub = Hub::with(&[("GITHUB_REPO", "octo/hello"), budget]).await;
    mount(&hub).await;
    let arguments = json!({ "number": 43, "file": "src/cart.rs" });
    let reply = hub.call(TOOL, arguments).await;
    let page = &reply["result"]["structuredContent"];
    let shown = page["files"][0]["patch"]["text"].as_str().unwrap().lines().count();
    assert!((1..38).contains(&shown), "{reply}");
    let mut next = json!({ "number": 43, "file": "src/cart.rs" });
    next["cursor"] = page["next_cursor"].clone();
    let reply = hub.call(TOOL, next).await;
    assert_eq!(reply["result"]["structuredContent"]["files"][0]["patch"]["first_line"], shown + 1);
}

#[tokio::test]
async fn a_file_that_is_not_changed_is_named() {
    let mut hub = start().await;
    assert_eq!(
        hub.failure(TOOL, json!({ "number": 43, "file": "src/none.rs" })).await,
        "The pull request changes no file src/none.rs. Give a path as the list of files shows it; \
         leave file out for the list."
    );
}

#[tokio::test]
async fn a_number_that_is_an_issue_says_so() {
    let mut hub = start().await;
    for below in ["", "/files", "/reviews"] {
        instead(&hub, &format!("/pulls/42{below}"), refusal(404, "Not Found")).await;
    }
    let text = "Number 42 is an issue, not a pull request. Use triage_issue with it.";
    for arguments in [json!({ "number": 42 }), json!({ "number": 42, "file": "x" })] {
        assert_eq!(hub.failure(TOOL, arguments).await, text);
    }
    assert_eq!(hub.failure("explain_ci_failure", json!({ "number": 42 })).await, text);
    instead(&hub, "/issues/42", refusal(404, "Not Found")).await;
    let told = hub.failure(TOOL, json!({ "number": 42 })).await;
    assert!(told.starts_with("GitHub has no pull request 42 in octo/hello"), "{told}");
}

#[tokio::test]
async fn checks_that_may_not_be_seen_are_named_and_the_rest_is_told() {
    let mut hub = start().await;
    let head = parsed("pull.json")["head"]["sha"].as_str().unwrap().to_owned();
    let denied = || {
        refusal(403, "Resource not accessible by personal access token")
            .insert_header("x-accepted-github-permissions", "checks=read")
    };
    instead(&hub, &format!("/commits/{head}/check-runs"), denied()).await;
    let told = hub.text(TOOL, json!({ "number": 43 })).await;
    assert!(told.contains("checks passed: 0 failed, 0 pending, 1 passed, 0 skipped"), "{told}");
    assert!(told.contains("NOT SEEN: check runs; this server needs checks=read"), "{told}");
    instead(&hub, &format!("/commits/{head}/status"), denied()).await;
    let told = hub.text(TOOL, json!({ "number": 43 })).await;
    assert!(told.contains("NOT SEEN: checks; this server needs checks=read"), "{told}");
    assert!(told.contains("modified src/cart.rs"), "{told}");
}

#[tokio::test]
async fn a_strangers_pull_request_is_hidden_but_for_its_paths() {
    let env = [("GITHUB_REPO", "octo/hello"), ("GITHUB_HIDE_UNTRUSTED", "on")];
    let mut hub = Hub::with(&env).await;
    mount(&hub).await;
    for (login, permission) in [("mona", "admin"), ("hubot", "read"), ("octocat", "read")] {
        let at = format!("/collaborators/{login}/permission");
        instead(&hub, &at, ok(json!({ "permission": permission }))).await;
    }
    let arguments = json!({ "number": 43, "response_format": "detailed" });
    let told = hub.text(TOOL, arguments).await;
    for secret in ["Show an empty cart", "indexed into", "empty-cart", "Option<&Item>", "Nice and"]
    {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
    assert!(told.contains("modified src/cart.rs") && told.contains("mona approved"), "{told}");
    let one = hub.text(TOOL, json!({ "number": 43, "file": "src/cart.rs" })).await;
    assert!(one.contains("> [hidden: its author has no push access]"), "{one}");
    // Neither what ran on it.
    let told = hub.text("explain_ci_failure", json!({ "run_id": 8100 })).await;
    assert!(!told.contains("index out of bounds"), "{told}");
    assert!(told.contains("NOT SEEN: the log of job 502: [hidden"), "{told}");
}
