//! A made-up repository in the form of GitHub's own description of its API, with
//! everything that a model does not need, and what the tools make of it.

use std::{collections::BTreeMap, path::PathBuf};

use serde_json::{Value, json};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{method, path, query_param_contains},
};

use super::Hub;
use crate::support::json::text;

const HEAD: &str = "7f3c1e9ab02d4c55e86f10b7c2a9d34e5f6a7b81";
/// Below `/repos/octo/hello`, and the file that answers.
const ANSWERS: &[(&str, &str)] = &[
    ("", "repository.json"),
    ("/issues", "issues.json"),
    ("/issues/42", "issue.json"),
    ("/issues/42/comments", "issue_comments.json"),
    ("/issues/42/timeline", "issue_timeline.json"),
    ("/pulls/43", "pull.json"),
    ("/pulls/43/files", "pull_files.json"),
    ("/pulls/43/reviews", "pull_reviews.json"),
    ("/commits/main", "commit.json"),
    ("/commits/v1.4.2", "commit.json"),
    ("/commits/{head}/check-runs", "check_runs.json"),
    ("/commits/{head}/status", "combined_status.json"),
    ("/actions/runs", "runs.json"),
    ("/actions/runs/8100", "run.json"),
    ("/actions/runs/8100/jobs", "jobs.json"),
    ("/check-runs/502/annotations", "annotations.json"),
    ("/releases", "releases.json"),
    ("/releases/latest", "latest_release.json"),
    ("/compare/v1.4.2...main", "compare.json"),
    ("/deployments", "deployments.json"),
    ("/deployments/70/statuses", "deployment_70_status.json"),
    ("/deployments/71/statuses", "deployment_71_status.json"),
    ("/deployments/72/statuses", "deployment_72_status.json"),
    ("/deployments/73/statuses", "deployment_73_status.json"),
];
const JOB: &str = "/repos/octo/hello/actions/jobs/502/logs";

/// Calls of every tool that reads one thing or another of it.
pub(super) fn calls() -> Vec<(&'static str, Value)> {
    vec![
        ("triage_issue", json!({ "number": 42 })),
        ("triage_issue", json!({ "number": 42, "response_format": "detailed" })),
        ("find_related_issues", json!({ "query": "checkout panics" })),
        ("find_related_issues", json!({ "number": 42, "response_format": "detailed" })),
        ("summarize_pull_request", json!({ "number": 43 })),
        ("summarize_pull_request", json!({ "number": 43, "response_format": "detailed" })),
        ("summarize_pull_request", json!({ "number": 43, "file": "src/cart.rs" })),
        ("ci_status", json!({})),
        ("ci_status", json!({ "response_format": "detailed" })),
        ("explain_ci_failure", json!({ "number": 43, "lines": 10 })),
        ("explain_ci_failure", json!({ "run_id": 8100 })),
        ("whats_new_since", json!({})),
        ("whats_new_since", json!({ "since": "v1.4.2", "response_format": "detailed" })),
        ("plan_release_notes", json!({})),
        ("plan_release_notes", json!({ "since": "v1.4.2", "response_format": "detailed" })),
        ("deployment_status", json!({})),
        ("explain_ci_failure", json!({ "ref": "main", "first_line": 1, "lines": 3 })),
        ("issue_queue", json!({ "page_size": 30 })),
        ("search_code", json!({ "query": "checkout" })),
    ]
}

/// The file of that name.
pub(super) fn recording(name: &str) -> String {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/github/recordings"));
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// The file of that name, parsed.
pub(super) fn parsed(name: &str) -> Value {
    serde_json::from_str(&recording(name)).unwrap()
}

/// Lets the API answer as it was recorded.
pub(super) async fn mount(hub: &Hub) {
    let ok = |name| ResponseTemplate::new(200).set_body_raw(recording(name), "application/json");
    for (below, name) in ANSWERS {
        let at = format!("/repos/octo/hello{}", below.replace("{head}", HEAD));
        hub.get(&at, ok(name)).await;
    }
    hub.get(JOB, ResponseTemplate::new(200).set_body_string(recording("job.log"))).await;
    Mock::given(method("GET"))
        .and(path("/search/issues"))
        .and(query_param_contains("q", "is:merged"))
        .respond_with(ok("search_merged.json"))
        .with_priority(1)
        .mount(&hub.api)
        .await;
    hub.get("/search/issues", ok("search_issues.json")).await;
    hub.get("/search/code", ok("search_code.json")).await;
}

/// The program before the recorded repository.
pub(super) async fn start() -> Hub {
    let hub = Hub::start().await;
    mount(&hub).await;
    hub
}

/// Lets the API answer GET of `below` the repository otherwise.
pub(super) async fn instead(hub: &Hub, below: &str, answer: ResponseTemplate) {
    Mock::given(method("GET"))
        .and(path(format!("/repos/octo/hello{below}")))
        .respond_with(answer)
        .with_priority(1)
        .mount(&hub.api)
        .await;
}

/// An answer in JSON.
pub(super) fn ok(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// The same with another page behind it.
pub(super) fn ok_and_more(body: Value) -> ResponseTemplate {
    ok(body).insert_header("link", "<https://x/?page=2>; rel=\"next\"")
}

#[tokio::test]
async fn every_tool_says_what_a_person_would_look_for() {
    let mut hub = start().await;
    for (index, (tool, arguments)) in calls().into_iter().enumerate() {
        let reply = hub.call(tool, arguments.clone()).await;
        let mut settings = insta::Settings::clone_current();
        settings.set_description(format!("{tool} {arguments}"));
        let name = format!("{:02}_{tool}", index + 1);
        settings.bind(|| insta::assert_snapshot!(name, text(&reply)));
    }
}

/// What a model is not shown: addresses, ids of nodes, people as objects.
#[tokio::test]
async fn nothing_is_told_that_nobody_needs() {
    let mut hub = start().await;
    for (tool, arguments) in calls() {
        let reply = hub.call(tool, arguments).await["result"].to_string();
        for noise in ["_url", "node_id", "gravatar", "https://", "_links", "\"id\":58", "hidden:"] {
            assert!(!reply.contains(noise), "{noise} in {tool}: {reply}");
        }
    }
}

/// The table in `docs/github.md` is what is measured here.
#[tokio::test]
async fn the_cost_of_each_tool_is_as_documented() {
    let mut first = BTreeMap::new();
    for (tool, arguments) in calls() {
        first.entry(tool).or_insert(arguments);
    }
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/github.md");
    let docs = std::fs::read_to_string(docs).unwrap();
    let mut missing = Vec::new();
    for (tool, arguments) in first {
        let mut hub = start().await;
        let reply = hub.call(tool, arguments).await;
        let (shaped, requests) = (text(&reply), hub.api.received_requests().await.unwrap());
        let raw: usize =
            requests.iter().map(|request| answered(request.url.path(), request.url.query())).sum();
        let row = format!("| `{tool}` | {} | {raw} | {} |", requests.len(), shaped.len());
        if !docs.contains(&row) {
            missing.push(row);
        }
    }
    assert!(missing.is_empty(), "docs/github.md should say:\n{}", missing.join("\n"));
}

/// How long the recorded answer is.
fn answered(at: &str, query: Option<&str>) -> usize {
    let below = at.trim_start_matches("/repos/octo/hello").replace(HEAD, "{head}");
    let found = ANSWERS.iter().find(|(answer, _)| *answer == below).map(|(_, name)| *name);
    let merged = query.is_some_and(|query| query.contains("is%3Amerged"));
    let elsewhere = || match at {
        JOB => "job.log",
        "/search/issues" if merged => "search_merged.json",
        "/search/issues" => "search_issues.json",
        "/search/code" => "search_code.json",
        other => panic!("nothing is recorded for {other}"),
    };
    recording(found.unwrap_or_else(elsewhere)).len()
}
