//! `roll_back`.

use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::{
    Hub,
    changing::{UNCERTAIN, ok},
    door::refusal,
    runs,
};
use crate::support::json::text;

const DEPLOYMENTS: &str = "/repos/octo/hello/deployments";

fn arguments() -> Value {
    json!({ "environment": "production" })
}

fn deployment(id: u64, sha: &str) -> Value {
    json!({
        "id": id, "sha": sha, "ref": "main", "task": "deploy", "payload": { "size": id },
        "production_environment": true, "created_at": format!("2026-01-0{id}T00:00:00Z"),
    })
}

async fn states(hub: &Hub, id: u64, states: &[&str]) {
    let statuses: Vec<Value> =
        states.iter().zip(1..).map(|(state, id)| json!({ "id": id, "state": state })).collect();
    hub.get(&format!("{DEPLOYMENTS}/{id}/statuses"), ok(json!(statuses))).await;
}

/// Deployment 5 failed, 4 was the same commit, 3 failed too, 2 was good.
async fn environment(hub: &Hub) {
    let deployments =
        [(5, "aaaaaaaa"), (4, "aaaaaaaa"), (3, "cccccccc"), (2, "bbbbbbbb"), (1, "dddddddd")];
    let deployments = deployments.map(|(id, sha)| deployment(id, sha));
    hub.get(DEPLOYMENTS, ok(json!(deployments))).await;
    states(hub, 5, &["in_progress", "failure"]).await;
    states(hub, 3, &["error"]).await;
    states(hub, 2, &["success", "inactive"]).await;
    let commit = json!({ "sha": "aaaaaaaa", "commit": { "message": "Break it\n\nBadly" } });
    let compared = json!({ "ahead_by": 1, "behind_by": 0, "commits": [commit] });
    hub.get("/repos/octo/hello/compare/bbbbbbbb...aaaaaaaa", ok(compared)).await;
}

async fn deployed() -> Hub {
    let hub = Hub::start().await;
    environment(&hub).await;
    hub
}

#[tokio::test]
async fn the_last_good_commit_is_deployed_again() {
    let mut hub = deployed().await;
    let made = ResponseTemplate::new(201).set_body_json(deployment(6, "bbbbbbbb"));
    hub.on("POST", DEPLOYMENTS, made).await;
    let (preview, _) = hub.preview("roll_back", &arguments()).await;
    insta::assert_snapshot!(preview, @"
    Roll environment production of octo/hello back by a new deployment.
    Now: aaaaaaa (main), deployed 2026-01-05T00:00:00Z, failure.
    Back to: bbbbbbb (main), deployed 2026-01-02T00:00:00Z, the last that succeeded before.
    It undoes 1 commit and brings back 0 that the present one lacks.
    > aaaaaaa Break it
    ");
    assert!(hub.sent().await.is_empty());
    assert_eq!(
        hub.confirmed("roll_back", &arguments()).await,
        "Rolling production back from aaaaaaa to bbbbbbb. Deployment 6 is made: \
         deployment_status tells how it goes."
    );
    let sent = hub.sent().await;
    let (to, body) = sent[0].split_once(" {").unwrap();
    assert_eq!((to, sent.len()), (format!("POST {DEPLOYMENTS}").as_str(), 1));
    let body: Value = serde_json::from_str(&format!("{{{body}")).unwrap();
    let expected = json!({
        "ref": "bbbbbbbb", "task": "deploy", "payload": { "size": 2 },
        "environment": "production", "description": "Roll back from aaaaaaa to bbbbbbb",
        "auto_merge": false, "required_contexts": [],
        "production_environment": true, "transient_environment": false,
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn the_configured_workflow_does_it() {
    let workflow = ("GITHUB_ROLLBACK_WORKFLOW", "deploy.yml");
    let mut hub = Hub::with(&[("GITHUB_REPO", "octo/hello"), workflow]).await;
    environment(&hub).await;
    runs::workflows(&hub).await;
    let none = json!({ "workflow_runs": [] });
    hub.get("/repos/octo/hello/actions/workflows/5/runs", ok(none)).await;
    let details = json!({ "workflow_run_id": 77, "html_url": "https://github.example/r/77" });
    hub.on("POST", "/repos/octo/hello/actions/workflows/5/dispatches", ok(details)).await;
    let (preview, _) = hub.preview("roll_back", &arguments()).await;
    assert!(
        preview.starts_with(
            "Roll environment production of octo/hello back by the workflow deploy.yml.\n"
        ),
        "{preview}"
    );
    let confirmed = hub.confirming("roll_back", &arguments()).await;
    let reply = hub.call("roll_back", confirmed).await;
    assert_eq!(
        text(&reply),
        "Rolling production back from aaaaaaa to bbbbbbb. Run 77: https://github.example/r/77 \
         (explain_ci_failure tells how it went)."
    );
    let inputs = r#""inputs":{"environment":"production","sha":"bbbbbbbb"}"#;
    let sent = hub.sent().await;
    assert!(sent.len() == 1 && sent[0].contains(inputs), "{sent:?}");
}

#[tokio::test]
async fn a_workflow_that_cannot_run_is_told_before_anybody_confirms() {
    let workflow = ("GITHUB_ROLLBACK_WORKFLOW", "old.yml");
    let mut hub = Hub::with(&[("GITHUB_REPO", "octo/hello"), workflow]).await;
    environment(&hub).await;
    runs::workflows(&hub).await;
    let told = hub.failure("roll_back", arguments()).await;
    assert!(told.starts_with("Workflow old.yml of octo/hello is switched off"), "{told}");
}

#[tokio::test]
async fn without_a_way_back_nothing_is_begun() {
    let mut hub = Hub::start().await;
    hub.get(DEPLOYMENTS, ok(json!([]))).await;
    let next = "Ask the user for the environment's name or for another way back.";
    assert_eq!(
        hub.failure("roll_back", arguments()).await,
        format!("octo/hello has no deployments to production. {next}")
    );
    hub.api.reset().await;
    hub.get(DEPLOYMENTS, ok(json!([deployment(2, "aaaaaaaa"), deployment(1, "bbbbbbbb")]))).await;
    states(&hub, 2, &["success"]).await;
    states(&hub, 1, &["failure"]).await;
    assert_eq!(
        hub.failure("roll_back", arguments()).await,
        format!(
            "None of the latest deployments to production before aaaaaaa succeeded with another \
             commit. {next}"
        )
    );
}

#[tokio::test]
async fn a_deployment_in_between_is_shown_first() {
    let mut hub = deployed().await;
    let confirmed = hub.confirming("roll_back", &arguments()).await;
    let newer = [deployment(6, "aaaaaaaa"), deployment(2, "bbbbbbbb")];
    hub.once("GET", DEPLOYMENTS, ok(json!(newer))).await;
    states(&hub, 6, &[]).await;
    let told = hub.failure("roll_back", confirmed).await;
    assert!(told.contains("what this is about has changed since the preview"), "{told}");
    assert!(told.contains("deployed 2026-01-06T00:00:00Z, without a status."), "{told}");
    assert!(hub.sent().await.is_empty());
}

#[tokio::test]
async fn what_may_have_been_deployed_is_not_deployed_again() {
    let mut hub = deployed().await;
    hub.on("POST", DEPLOYMENTS, refusal(502, "Server Error")).await;
    let confirmed = hub.confirming("roll_back", &arguments()).await;
    assert_eq!(hub.failure("roll_back", confirmed).await, UNCERTAIN);
    assert_eq!(hub.sent().await.len(), 1);
}
