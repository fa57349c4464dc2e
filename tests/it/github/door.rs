//! The program with GitHub's API on loopback.

use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path},
};

use crate::support::{json as messages, stdio::Stdio};

/// The token that the program is started with.
pub(super) const TOKEN: &str = "ghp_correct_horse_battery_staple";

/// The program and the API behind it.
pub(super) struct Hub {
    pub(super) api: MockServer,
    pub(super) stdio: Stdio,
}

impl Hub {
    pub(super) async fn start() -> Self {
        Self::with(&[("GITHUB_REPO", "octo/hello")]).await
    }

    pub(super) async fn with(env: &[(&str, &str)]) -> Self {
        let api = MockServer::start().await;
        let url = api.uri();
        let usual = [("GITHUB_TOKEN", TOKEN), ("GITHUB_API_URL", url.as_str())];
        let stdio = Stdio::start(&[&usual, env].concat());
        Self { api, stdio }
    }

    /// Answers GET of `at` with `answer`.
    pub(super) async fn get(&self, at: &str, answer: ResponseTemplate) {
        Mock::given(method("GET")).and(path(at)).respond_with(answer).mount(&self.api).await;
    }

    /// A tool call's whole reply.
    pub(super) async fn call(&mut self, tool: &str, arguments: Value) -> Value {
        self.stdio.modern("tools/call", messages::call(tool, &arguments)).await
    }

    /// What the model reads of a call that goes well.
    pub(super) async fn text(&mut self, tool: &str, arguments: Value) -> String {
        messages::text(&self.call(tool, arguments).await).to_owned()
    }

    /// What the model reads of a call that fails, `REF` in place of the reference.
    pub(super) async fn failure(&mut self, tool: &str, arguments: Value) -> String {
        let reply = self.call(tool, arguments).await;
        let (text, reference) = messages::failure(&reply);
        for told in [TOKEN, "127.0.0.1", "http", "authorization", "x-ratelimit", "octo/hello/iss"] {
            assert!(!text.to_lowercase().contains(told), "{told} in {text}");
        }
        text.replace(reference, "REF")
    }

    /// What the model reads when the API answers the issue queue with `answer`.
    pub(super) async fn queue_failure(&mut self, answer: ResponseTemplate) -> String {
        self.api.reset().await;
        self.get("/repos/octo/hello/issues", answer).await;
        self.failure("issue_queue", json!({})).await
    }

    /// How many requests reached the API.
    pub(super) async fn requests(&self) -> usize {
        self.api.received_requests().await.unwrap().len()
    }
}

/// An answer as GitHub gives it when it refuses.
pub(super) fn refusal(status: u16, message: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(json!({
        "message": message,
        "documentation_url": "https://docs.github.com/rest",
    }))
}

/// An issue as the API lists it; numbers divisible by ten are pull requests.
pub(super) fn issue(number: u64) -> Value {
    let mut issue = json!({
        "number": number,
        "title": format!("Issue {number}"),
        "html_url": format!("https://github.example/octo/hello/issues/{number}"),
        "state": "open",
        "user": { "login": "mona", "id": 1 },
        "labels": [{ "name": "bug", "color": "ffffff" }],
        "assignees": [],
        "milestone": null,
        "comments": 2,
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-02T00:00:00Z",
        "body": "It fails.",
        "author_association": "NONE",
    });
    if number.is_multiple_of(10) {
        issue["pull_request"] = json!({ "url": "https://api.github.com/x" });
    }
    issue
}
