//! `triage_issue` and `find_related_issues`.

use serde_json::{Value, json};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{path, query_param},
};

use super::{
    Hub,
    door::refusal,
    recorded::{instead, ok, ok_and_more, parsed, start},
};
use crate::support::json::text;

fn comment(number: u64, filler: &str) -> Value {
    let mut comment = parsed("issue_comments.json")[0].take();
    comment["body"] = json!(format!("Comment {number}{filler}"));
    comment
}

/// Twelve comments in pages of five.
async fn comments(hub: &Hub, filler: &str) {
    for page in 1..=3_u64 {
        let numbers = (1..=5).map(|at| (page - 1) * 5 + at).filter(|at| *at <= 12);
        let all: Vec<Value> = numbers.map(|number| comment(number, filler)).collect();
        let answer = if page < 3 { ok_and_more(json!(all)) } else { ok(json!(all)) };
        Mock::given(path("/repos/octo/hello/issues/42/comments"))
            .and(query_param("page", page.to_string()))
            .and(query_param("per_page", "5"))
            .respond_with(answer)
            .with_priority(1)
            .mount(&hub.api)
            .await;
    }
}

/// The comments on all pages, cursor by cursor, and the pages that told the issue.
async fn walk(hub: &mut Hub) -> (Vec<String>, Vec<bool>) {
    let (mut bodies, mut told, mut cursor) = (Vec::new(), Vec::new(), Value::Null);
    loop {
        let arguments = json!({ "number": 42, "page_size": 5, "cursor": cursor });
        let reply = hub.call("triage_issue", arguments).await;
        let page = &reply["result"]["structuredContent"];
        let comments = page["comments"].as_array().unwrap_or_else(|| panic!("{reply}"));
        bodies.extend(comments.iter().map(|one| one["body"].as_str().unwrap().to_owned()));
        told.push(page["issue"].is_object());
        assert_eq!(text(&reply).contains("MORE AVAILABLE"), page["more_available"] == true);
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            return (bodies, told);
        }
    }
}

#[tokio::test]
async fn comments_come_in_pages_and_the_issue_once() {
    let mut hub = start().await;
    comments(&hub, "").await;
    let all: Vec<String> = (1..=12).map(|number| format!("Comment {number}")).collect();
    assert_eq!(walk(&mut hub).await, (all, vec![true, false, false]));
}

#[tokio::test]
async fn a_budget_cuts_between_comments_and_loses_none() {
    let budget = ("TOOLHUB_RESPONSE_TOKENS", "900");
    let mut hub = Hub::with(&[("GITHUB_REPO", "octo/hello"), budget]).await;
    super::recorded::mount(&hub).await;
    comments(&hub, &" and more".repeat(50)).await;
    let (bodies, pages) = walk(&mut hub).await;
    for (index, body) in bodies.iter().enumerate() {
        assert!(body.starts_with(&format!("Comment {} and", index + 1)), "{body}");
    }
    assert_eq!(bodies.len(), 12);
    assert!(pages.len() > 3, "nothing was cut");
}

#[tokio::test]
async fn who_closed_an_issue_is_told_even_if_its_history_is_long() {
    let mut hub = start().await;
    let mut issue = parsed("issue.json");
    issue["state"] = json!("closed");
    issue["state_reason"] = json!("completed");
    issue["closed_by"] = issue["user"].clone();
    instead(&hub, "/issues/42", ok(issue)).await;
    let told = hub.text("triage_issue", json!({ "number": 42 })).await;
    assert!(told.contains(", closed as completed: Checkout"), "{told}");
    assert!(told.contains("\nclosed by stranger\n"), "{told}");
    let closed = json!({
        "event": "closed", "actor": { "login": "mona" }, "commit_id": "0123456789abcdef",
    });
    hub.api.reset().await;
    instead(&hub, "/issues/42/timeline", ok(json!([closed]))).await;
    let mut issue = parsed("issue.json");
    issue["state"] = json!("closed");
    instead(&hub, "/issues/42", ok(issue)).await;
    instead(&hub, "/issues/42/comments", ok(json!([]))).await;
    let told = hub.text("triage_issue", json!({ "number": 42 })).await;
    assert!(told.contains("\nclosed by mona with commit 0123456789\n"), "{told}");
}

#[tokio::test]
async fn a_number_that_is_a_pull_request_says_so() {
    let mut hub = start().await;
    let mut issue = parsed("issue.json");
    issue["pull_request"] = json!({ "merged_at": null });
    instead(&hub, "/issues/42", ok(issue)).await;
    assert_eq!(
        hub.failure("triage_issue", json!({ "number": 42 })).await,
        "Number 42 is a pull request, not an issue. Use summarize_pull_request with it."
    );
}

#[tokio::test]
async fn an_issue_that_is_not_there_is_named() {
    let mut hub = Hub::start().await;
    for below in ["", "/comments", "/timeline"] {
        instead(&hub, &format!("/issues/7{below}"), refusal(404, "Not Found")).await;
    }
    for tool in ["triage_issue", "find_related_issues"] {
        assert_eq!(
            hub.failure(tool, json!({ "number": 7 })).await,
            "GitHub has no issue 7 in octo/hello, or this server's credential cannot see it: \
             GitHub does not say which. Check the number or name and repo; if they are right, ask \
             the operator for access."
        );
    }
}

#[tokio::test]
async fn endless_text_is_cut_and_counted() {
    let mut hub = start().await;
    let mut issue = parsed("issue.json");
    issue["body"] = json!("long ".repeat(100_000));
    instead(&hub, "/issues/42", ok(issue)).await;
    let mut comments = parsed("issue_comments.json");
    comments[0]["body"] = json!("x".repeat(1_000_000));
    instead(&hub, "/issues/42/comments", ok(comments)).await;
    let concise = hub.text("triage_issue", json!({ "number": 42 })).await;
    assert!(concise.contains("… 497999 more characters"), "{concise}");
    assert!(concise.contains("… 999400 more characters"), "{concise}");
    let detailed = json!({ "number": 42, "response_format": "detailed" });
    assert!(hub.text("triage_issue", detailed).await.contains("… 996000 more characters"));
}

#[tokio::test]
async fn strangers_are_hidden_everywhere() {
    let env = [("GITHUB_REPO", "octo/hello"), ("GITHUB_HIDE_UNTRUSTED", "on")];
    let mut hub = Hub::with(&env).await;
    super::recorded::mount(&hub).await;
    for (login, permission) in
        [("mona", "admin"), ("hubot", "write"), ("stranger", "read"), ("octocat", "read")]
    {
        let at = format!("/collaborators/{login}/permission");
        instead(&hub, &at, ok(json!({ "permission": permission }))).await;
    }
    let none = refusal(404, "Not Found");
    instead(&hub, "/collaborators/dependabot%5Bbot%5D/permission", none).await;
    let hidden = "[hidden: its author has no push access]";
    let told = hub.text("triage_issue", json!({ "number": 42 })).await;
    assert!(told.contains(&format!("open: {hidden}")) && told.contains(&format!("> {hidden}")));
    assert!(!told.contains("panicked") && !told.contains("Thanks!"), "{told}");
    assert!(told.contains("I can reproduce this"), "{told}");
    let told = hub.text("find_related_issues", json!({ "query": "cart" })).await;
    assert!(told.contains(&format!("#42 | open | {hidden} | stranger")), "{told}");
    assert!(told.contains("Empty cart: checkout shows a blank page"), "{told}");
    let told = hub.failure("find_related_issues", json!({ "number": 42 })).await;
    assert!(told.contains("query: is required: the title of that issue is hidden"), "{told}");
    let told = hub.text("plan_release_notes", json!({})).await;
    assert!(told.contains(&format!("{hidden} (#41, stranger)")), "{told}");
    assert!(told.contains("Add gift cards (#44, mona)"), "{told}");
}

#[tokio::test]
async fn mentions_from_repositories_off_the_list_are_left_out() {
    let mut hub = Hub::with(&[("GITHUB_REPO", "octo/hello"), ("GITHUB_REPOS", "octo/hello")]).await;
    super::recorded::mount(&hub).await;
    let mut timeline = parsed("issue_timeline.json");
    timeline[3]["source"]["issue"]["repository"]["full_name"] = json!("octo/secret");
    instead(&hub, "/issues/42/timeline", ok_and_more(timeline)).await;
    let told = hub.text("triage_issue", json!({ "number": 42 })).await;
    assert!(!told.contains("Show an empty cart") && !told.contains("secret"), "{told}");
    assert!(told.contains("mentioned by issue #40 (closed)"), "{told}");
    assert!(told.contains("INCOMPLETE: its history is long"), "{told}");
}

async fn found(hub: &Hub, words: &str, page: &str, answer: ResponseTemplate) {
    Mock::given(path("/search/issues"))
        .and(query_param("q", words))
        .and(query_param("page", page))
        .respond_with(answer)
        .with_priority(1)
        .mount(&hub.api)
        .await;
}

#[tokio::test]
async fn results_come_in_pages_and_say_what_is_missing() {
    let mut hub = Hub::start().await;
    let mut first = parsed("search_issues.json");
    first["total_count"] = json!(50);
    first["incomplete_results"] = json!(true);
    let words = "cart is:pr label:bug repo:octo/hello";
    found(&hub, words, "1", ok_and_more(first)).await;
    found(&hub, words, "2", ok(parsed("search_issues.json"))).await;
    let mut arguments = json!({ "query": "cart is:pr label:bug" });
    let reply = hub.call("find_related_issues", arguments.clone()).await;
    let told = text(&reply);
    assert!(told.contains("3 of 50 in octo/hello"), "{told}");
    assert!(told.contains("INCOMPLETE: GitHub stopped") && told.contains("MORE AVAILABLE"));
    let page = &reply["result"]["structuredContent"];
    assert_eq!(page["incomplete_results"], true);
    arguments["cursor"] = page["next_cursor"].clone();
    let told = hub.text("find_related_issues", arguments).await;
    assert!(!told.contains("INCOMPLETE") && !told.contains("MORE AVAILABLE"), "{told}");
}

#[tokio::test]
async fn an_issue_is_not_related_to_itself() {
    let mut hub = start().await;
    let reply = hub.call("find_related_issues", json!({ "number": 42 })).await;
    let page = &reply["result"]["structuredContent"];
    let numbers: Vec<_> =
        page["results"].as_array().unwrap().iter().map(|row| &row["number"]).collect();
    assert_eq!(numbers, [38, 12]);
    assert_eq!(page["searched"], "checkout panics");
}

#[tokio::test]
async fn nothing_found_says_what_to_try() {
    let mut hub = Hub::start().await;
    let none = json!({ "total_count": 0, "incomplete_results": false, "items": [] });
    found(&hub, "zzz is:issue repo:octo/hello", "1", ok(none)).await;
    assert_eq!(
        hub.text("find_related_issues", json!({ "query": "zzz" })).await,
        "Nothing in octo/hello matches: zzz. Try fewer or other words."
    );
    let told = hub.failure("find_related_issues", json!({})).await;
    assert!(told.contains("query: is required where there is no number"), "{told}");
}
