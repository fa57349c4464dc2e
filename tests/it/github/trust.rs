//! Hiding what people without push access wrote.

use serde_json::json;
use wiremock::ResponseTemplate;

use super::{
    Hub,
    door::{issue, refusal},
};

async fn titles(private: bool, hide: &str) -> String {
    let env = [("GITHUB_REPO", "octo/hello"), ("GITHUB_HIDE_UNTRUSTED", hide)];
    let mut hub = Hub::with(&env).await;
    let mut issues: Vec<_> = (1..=4).map(issue).collect();
    for (issue, login) in issues.iter_mut().zip(["mona", "stranger", "stranger", "nobody"]) {
        issue["user"]["login"] = json!(login);
    }
    let ok = |body| ResponseTemplate::new(200).set_body_json(body);
    hub.get("/repos/octo/hello/issues", ok(json!(issues))).await;
    hub.get("/repos/octo/hello", ok(json!({ "private": private }))).await;
    let people = "/repos/octo/hello/collaborators";
    let may = |permission| ok(json!({ "permission": permission }));
    hub.get(&format!("{people}/mona/permission"), may("write")).await;
    hub.get(&format!("{people}/stranger/permission"), may("read")).await;
    hub.get(&format!("{people}/nobody/permission"), refusal(404, "Not Found")).await;
    let reply = hub.call("issue_queue", json!({})).await;
    let rows = reply["result"]["structuredContent"]["issues"].as_array().unwrap();
    rows.iter().map(|row| row["title"].as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn strangers_words_are_hidden_in_public_repositories() {
    let hidden = "[hidden: its author has no push access]";
    assert_eq!(titles(false, "on").await, format!("Issue 1\n{hidden}\n{hidden}\n{hidden}"));
    let all = "Issue 1\nIssue 2\nIssue 3\nIssue 4";
    assert_eq!(titles(true, "on").await, all);
    assert_eq!(titles(false, "off").await, all);
}
