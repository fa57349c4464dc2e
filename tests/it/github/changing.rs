//! Calls that change something, and what of them reached the API.

use serde_json::{Value, json};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{method, path},
};

use super::{Hub, door::issue};
use crate::support::json as messages;

/// What a model reads when nobody knows.
pub(super) const UNCERTAIN: &str = "It is not known whether this was done: the connection was \
    lost before the answer came. Look at the present state before you repeat it. Reference: REF.";

/// Somebody's form, filled in and sent.
pub(super) fn yes() -> Value {
    json!({ "action": "accept", "content": { "confirm": true } })
}

pub(super) fn ok(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// Calls that go well, for every tool that changes something, in a repository of
/// their own.
pub(super) fn calls() -> Vec<(&'static str, Value)> {
    let mut calls = vec![
        (
            "create_issue",
            json!({ "title": "x", "body": "x", "labels": ["ui"], "assignees": ["mona"] }),
        ),
        (
            "comment_or_label_issue",
            json!({
                "number": 1, "comment": "x", "add_labels": ["ui"], "remove_labels": ["bug"],
            }),
        ),
        ("close_issue", json!({ "number": 1, "reason": "duplicate", "comment": "x" })),
        ("delete_branch", json!({ "branch": "old" })),
        (
            "run_workflow",
            json!({ "workflow": "deploy.yml", "ref": "v1", "inputs": { "to": "test" } }),
        ),
        ("rerun_failed_jobs", json!({ "run_id": 77 })),
        ("roll_back", json!({ "environment": "production" })),
    ];
    for (_, arguments) in &mut calls {
        arguments["repo"] = json!("octo/changes");
    }
    calls
}

/// What the API must answer for them.
pub(super) async fn answers(hub: &Hub) {
    let repo = |path: &str| format!("/repos/octo/changes{path}");
    let workflow = json!({ "id": 5, "name": "Deploy", "path": "x/deploy.yml", "state": "active" });
    let run = json!({
        "html_url": "https://x", "status": "completed", "conclusion": "failure", "run_attempt": 1,
    });
    let branch = json!({ "name": "old", "protected": false, "commit": { "sha": "b" } });
    let deployment = |id: u64, sha: &str| {
        let created_at = "2026-01-01T00:00:00Z";
        json!({ "id": id, "sha": sha, "ref": "v1", "task": "deploy", "created_at": created_at })
    };
    let compared = json!({ "ahead_by": 0, "behind_by": 0, "commits": [] });
    for (path, answer) in [
        ("", json!({ "default_branch": "main" })),
        ("/issues", json!([])),
        ("/issues/1", issue(1)),
        ("/labels/ui", json!({ "name": "ui" })),
        ("/branches/old", branch),
        ("/pulls", json!([])),
        ("/actions/workflows", json!({ "workflows": [workflow] })),
        ("/actions/workflows/5/runs", json!({ "workflow_runs": [] })),
        ("/actions/runs/77", run),
        ("/deployments", json!([deployment(2, "b"), deployment(1, "main")])),
        ("/deployments/2/statuses", json!([])),
        ("/deployments/1/statuses", json!([{ "id": 1, "state": "success" }])),
        ("/compare/main...b", compared),
    ] {
        hub.get(&repo(path), ok(answer)).await;
    }
    let none = json!({ "total_count": 0, "incomplete_results": false, "items": [] });
    hub.get("/search/issues", ok(none)).await;
    for (verb, path, answer) in [
        ("POST", "/issues", issue(7)),
        ("POST", "/issues/1/labels", json!([{ "name": "ui" }])),
        ("DELETE", "/issues/1/labels/bug", json!([{ "name": "ui" }])),
        ("POST", "/issues/1/comments", json!({ "html_url": "https://x" })),
        ("PATCH", "/issues/1", issue(1)),
        ("DELETE", "/git/refs/heads/old", Value::Null),
        (
            "POST",
            "/actions/workflows/5/dispatches",
            json!({ "workflow_run_id": 77, "html_url": "https://x" }),
        ),
        ("POST", "/actions/runs/77/rerun-failed-jobs", json!({})),
        ("POST", "/deployments", json!({ "id": 3 })),
    ] {
        hub.on(verb, &repo(path), ok(answer)).await;
    }
}

impl Hub {
    /// Answers `verb` at `at` with `answer`.
    pub(super) async fn on(&self, verb: &str, at: &str, answer: ResponseTemplate) {
        Mock::given(method(verb)).and(path(at)).respond_with(answer).mount(&self.api).await;
    }

    /// The same, once, before anything else that answers there.
    pub(super) async fn once(&self, verb: &str, at: &str, answer: ResponseTemplate) {
        let mock = Mock::given(method(verb)).and(path(at)).respond_with(answer);
        mock.up_to_n_times(1).with_priority(1).mount(&self.api).await;
    }

    /// What was sent to change something: verb, path and body.
    pub(super) async fn sent(&self) -> Vec<String> {
        let requests = self.api.received_requests().await.unwrap();
        let changes = requests.iter().filter(|request| request.method.as_str() != "GET");
        let told = changes.map(|request| {
            let body = String::from_utf8_lossy(&request.body);
            format!("{} {} {body}", request.method, request.url.path()).trim().to_owned()
        });
        told.collect()
    }

    /// The preview of a call, and its token.
    pub(super) async fn preview(&mut self, tool: &str, arguments: &Value) -> (String, String) {
        let reply = self.call(tool, arguments.clone()).await;
        let structured = &reply["result"]["structuredContent"];
        assert_eq!(structured["status"], "preview", "{reply}");
        let text = |name: &str| structured[name].as_str().unwrap().to_owned();
        (text("preview"), text("confirmation_token"))
    }

    /// `arguments` with the token of their preview.
    pub(super) async fn confirming(&mut self, tool: &str, arguments: &Value) -> Value {
        let (_, token) = self.preview(tool, arguments).await;
        let mut confirmed = arguments.clone();
        confirmed["confirm"] = json!(true);
        confirmed["confirmation_token"] = json!(token);
        confirmed
    }

    /// What the model reads of a call that was previewed and confirmed.
    pub(super) async fn confirmed(&mut self, tool: &str, arguments: &Value) -> String {
        let arguments = self.confirming(tool, arguments).await;
        self.text(tool, arguments).await
    }

    /// A call of a client that can ask its person: the question, and the reply
    /// after `answer`.
    pub(super) async fn asked(
        &mut self,
        tool: &str,
        arguments: &Value,
        answer: Value,
    ) -> (String, Value) {
        let mut params = messages::call(tool, arguments);
        let asked = self.send_asking(&params).await;
        let result = &asked["result"];
        assert_eq!(result["resultType"], "input_required", "{asked}");
        let question = result["inputRequests"]["confirm"]["params"]["message"].as_str().unwrap();
        params["requestState"] = result["requestState"].clone();
        params["inputResponses"] = json!({ "confirm": answer });
        let reply = self.send_asking(&params).await;
        (question.to_owned(), reply)
    }

    async fn send_asking(&mut self, params: &Value) -> Value {
        let id = self.stdio.id();
        let mut message = messages::modern(id, "tools/call", params.clone());
        let can = "io.modelcontextprotocol/clientCapabilities";
        message["params"]["_meta"][can] = json!({ "elicitation": {} });
        self.stdio.send(&message);
        self.stdio.reply(id).await
    }
}

#[tokio::test]
async fn confirmed_results_fit_their_output_schemas() {
    let mut hub = Hub::start().await;
    answers(&hub).await;
    let listed = hub.stdio.modern("tools/list", json!({})).await;
    for (tool, arguments) in calls() {
        let listed = listed["result"]["tools"].as_array().unwrap();
        let facts = listed.iter().find(|listed| listed["name"] == tool).unwrap();
        if facts["annotations"]["destructiveHint"] == false {
            continue;
        }
        let arguments = hub.confirming(tool, &arguments).await;
        let reply = hub.call(tool, arguments).await;
        let structured = &reply["result"]["structuredContent"];
        assert_eq!(structured["status"], "done", "{reply}");
        let schema = jsonschema::validator_for(&facts["outputSchema"]).unwrap();
        let problems: Vec<_> =
            schema.iter_errors(structured).map(|problem| problem.to_string()).collect();
        assert!(problems.is_empty(), "{tool}: {problems:?} in {reply}");
    }
}

#[tokio::test]
async fn read_only_hides_and_refuses_them_all() {
    let mut hub = Hub::with(&[("GITHUB_REPO", "octo/hello"), ("TOOLHUB_READ_ONLY", "1")]).await;
    let listed = hub.stdio.modern("tools/list", json!({})).await.to_string();
    assert!(listed.contains("\"issue_queue\""), "{listed}");
    for (tool, arguments) in calls() {
        assert!(!listed.contains(&format!("\"name\":\"{tool}\"")), "{tool}");
        let told = hub.failure(tool, arguments).await;
        assert!(told.starts_with("Not permitted: this server"), "{told}");
    }
    assert_eq!(hub.requests().await, 0);
}
