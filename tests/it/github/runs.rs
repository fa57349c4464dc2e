//! `run_workflow` and `rerun_failed_jobs`.

use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::{
    Hub,
    changing::{UNCERTAIN, ok},
    door::refusal,
};
use crate::support::json::text;

const DISPATCH: &str = "/repos/octo/hello/actions/workflows/5/dispatches";
const RUNS: &str = "/repos/octo/hello/actions/workflows/5/runs";
const RUN: &str = "/repos/octo/hello/actions/runs/77";
const RERUN: &str = "/repos/octo/hello/actions/runs/77/rerun-failed-jobs";
const WATCH: &str = "(explain_ci_failure tells how it went)";

fn run(id: u64, branch: &str) -> Value {
    json!({ "id": id, "head_branch": branch, "html_url": format!("https://github.example/r/{id}") })
}

fn runs(runs: &[Value]) -> ResponseTemplate {
    ok(json!({ "total_count": runs.len(), "workflow_runs": runs }))
}

/// A repository with the workflows `deploy.yml` and `old.yml`, which is off.
pub(super) async fn workflows(hub: &Hub) {
    hub.get("/repos/octo/hello", ok(json!({ "default_branch": "main" }))).await;
    let workflow = |id: u64, name: &str, state: &str| {
        let path = format!(".github/workflows/{}.yml", name.to_lowercase());
        json!({ "id": id, "name": name, "path": path, "state": state })
    };
    let list = [workflow(5, "Deploy", "active"), workflow(6, "Old", "disabled_manually")];
    let list = json!({ "total_count": 2, "workflows": list });
    hub.get("/repos/octo/hello/actions/workflows", ok(list)).await;
}

async fn repository() -> Hub {
    let hub = Hub::start().await;
    workflows(&hub).await;
    hub
}

#[tokio::test]
async fn the_run_that_github_names_is_the_one_to_watch() {
    let mut hub = repository().await;
    hub.get(RUNS, runs(&[])).await;
    let details = json!({
        "workflow_run_id": 77, "run_url": "x", "html_url": "https://github.example/r/77",
    });
    hub.on("POST", DISPATCH, ok(details)).await;
    let arguments = json!({ "workflow": "deploy.yml", "ref": "v1", "inputs": { "to": "test" } });
    let reply = hub.call("run_workflow", arguments).await;
    assert_eq!(
        text(&reply),
        format!("Started deploy.yml on v1. Run 77: https://github.example/r/77 {WATCH}.")
    );
    assert_eq!(reply["result"]["structuredContent"]["run_id"], 77);
    let body = r#"{"ref":"v1","inputs":{"to":"test"},"return_run_details":true}"#;
    assert_eq!(hub.sent().await, [format!("POST {DISPATCH} {body}")]);
}

#[tokio::test]
async fn a_run_that_github_does_not_name_is_found() {
    let mut hub = repository().await;
    // Before the start, right after it, and then with one that is another branch's.
    let old = run(70, "main");
    hub.once("GET", RUNS, runs(std::slice::from_ref(&old))).await;
    hub.once("GET", RUNS, runs(std::slice::from_ref(&old))).await;
    hub.get(RUNS, runs(&[run(78, "dev"), run(77, "main"), old])).await;
    let refused = "Invalid request.\n\n\"return_run_details\" is not a permitted key.";
    hub.once("POST", DISPATCH, refusal(422, refused)).await;
    hub.on("POST", DISPATCH, ResponseTemplate::new(204)).await;
    assert_eq!(
        hub.text("run_workflow", json!({ "workflow": "Deploy" })).await,
        format!("Started deploy.yml on main. Run 77: https://github.example/r/77 {WATCH}.")
    );
    assert_eq!(
        hub.sent().await,
        [
            format!(r#"POST {DISPATCH} {{"ref":"main","return_run_details":true}}"#),
            format!(r#"POST {DISPATCH} {{"ref":"main"}}"#),
        ]
    );
}

#[tokio::test]
async fn a_run_that_cannot_be_told_apart_is_not_guessed() {
    let mut hub = repository().await;
    hub.once("GET", RUNS, runs(&[])).await;
    hub.get(RUNS, runs(&[run(78, "main"), run(77, "main")])).await;
    hub.on("POST", DISPATCH, ResponseTemplate::new(204)).await;
    let arguments = json!({ "workflow": "5", "idempotency_key": "k1" });
    let reply = hub.call("run_workflow", arguments.clone()).await;
    assert_eq!(
        text(&reply),
        "Started deploy.yml on main. GitHub has not said which run it is: look at the workflow's \
         runs, and do not start it again."
    );
    assert!(reply["result"]["structuredContent"]["run_id"].is_null());
    hub.text("run_workflow", arguments).await;
    assert_eq!(hub.sent().await.len(), 1);
}

#[tokio::test]
async fn looking_for_the_run_ends_before_the_call_does() {
    let mut hub = Hub::with(&[("GITHUB_REPO", "octo/hello"), ("TOOLHUB_CALL_TIMEOUT", "3s")]).await;
    workflows(&hub).await;
    hub.once("GET", RUNS, runs(&[])).await;
    hub.get(RUNS, refusal(500, "Oops")).await;
    hub.on("POST", DISPATCH, ResponseTemplate::new(204)).await;
    let told = hub.text("run_workflow", json!({ "workflow": "5" })).await;
    assert!(told.contains("GitHub has not said which run it is"), "{told}");
}

#[tokio::test]
async fn a_workflow_that_cannot_run_is_not_started() {
    let mut hub = repository().await;
    assert_eq!(
        hub.failure("run_workflow", json!({ "workflow": "release.yml" })).await,
        "octo/hello has no workflow release.yml. Its workflows: deploy.yml, old.yml."
    );
    assert_eq!(
        hub.failure("run_workflow", json!({ "workflow": "old" })).await,
        "Workflow old.yml of octo/hello is switched off (disabled_manually). Ask the user whether \
         to switch it on on GitHub."
    );
    assert!(hub.sent().await.is_empty());
    hub.get(RUNS, runs(&[])).await;
    let refused = "Workflow does not have 'workflow_dispatch' trigger";
    hub.on("POST", DISPATCH, refusal(422, refused)).await;
    let told = hub.failure("run_workflow", json!({ "workflow": "deploy.yml" })).await;
    assert!(told.contains(refused), "{told}");
}

#[tokio::test]
async fn what_may_run_is_not_started_again() {
    let mut hub = repository().await;
    hub.get(RUNS, runs(&[])).await;
    hub.on("POST", DISPATCH, refusal(503, "Busy")).await;
    assert_eq!(hub.failure("run_workflow", json!({ "workflow": "5" })).await, UNCERTAIN);
    hub.get(RUN, ok(failed("completed", "failure"))).await;
    hub.on("POST", RERUN, refusal(502, "Server Error")).await;
    assert_eq!(hub.failure("rerun_failed_jobs", json!({ "run_id": 77 })).await, UNCERTAIN);
    assert_eq!(hub.sent().await.len(), 2);
}

fn failed(status: &str, conclusion: &str) -> Value {
    json!({
        "html_url": "https://github.example/r/77", "status": status, "conclusion": conclusion,
        "run_attempt": 1,
    })
}

#[tokio::test]
async fn failed_jobs_run_again() {
    let mut hub = Hub::start().await;
    hub.get(RUN, ok(failed("completed", "failure"))).await;
    hub.on("POST", RERUN, ResponseTemplate::new(201).set_body_json(json!({}))).await;
    let arguments = json!({ "run_id": 77, "idempotency_key": "k1" });
    let told = format!(
        "The failed jobs run again, attempt 2. Run 77: https://github.example/r/77 {WATCH}."
    );
    assert_eq!(hub.text("rerun_failed_jobs", arguments.clone()).await, told);
    assert_eq!(hub.text("rerun_failed_jobs", arguments).await, told);
    assert_eq!(hub.sent().await, [format!("POST {RERUN} {{}}")]);
}

#[tokio::test]
async fn nothing_runs_again_that_did_not_fail() {
    for (status, conclusion, told) in [
        ("in_progress", "", "is not finished (in_progress)"),
        ("completed", "success", "succeeded"),
        ("completed", "skipped", "was skipped"),
    ] {
        let mut hub = Hub::start().await;
        hub.get(RUN, ok(failed(status, conclusion))).await;
        assert_eq!(
            hub.failure("rerun_failed_jobs", json!({ "run_id": 77 })).await,
            format!(
                "Run 77 {told}, so there is nothing to run again. Look at it with \
                 explain_ci_failure."
            )
        );
        assert!(hub.sent().await.is_empty());
    }
    let mut hub = Hub::start().await;
    let told = hub.failure("rerun_failed_jobs", json!({ "run_id": 77 })).await;
    assert!(told.starts_with("GitHub has no workflow run 77 in octo/hello, or"), "{told}");
}
