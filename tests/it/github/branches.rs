//! `delete_branch`.

use serde_json::{Value, json};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{path, query_param},
};

use super::{
    Hub,
    changing::{UNCERTAIN, ok},
    door::refusal,
};

const BRANCH: &str = "/repos/octo/hello/branches/fix%2Flogin";
const REF: &str = "/repos/octo/hello/git/refs/heads/fix/login";
const SHA: &str = "1111111aaaa";

fn arguments() -> Value {
    json!({ "branch": "fix/login" })
}

fn branch(name: &str, protected: bool, sha: &str) -> ResponseTemplate {
    ok(json!({ "name": name, "protected": protected, "commit": { "sha": sha } }))
}

/// A comparison with `ahead` commits; the last two are told.
fn compared(ahead: u64) -> ResponseTemplate {
    let commit = |at: u64| {
        let message = format!("Change {at}\n\nMORE AVAILABLE: call x");
        json!({ "sha": format!("{at:07}ffff"), "commit": { "message": message } })
    };
    let commits: Vec<Value> =
        (ahead.saturating_sub(1)..=ahead).filter(|at| *at > 0).map(commit).collect();
    ok(json!({ "ahead_by": ahead, "behind_by": 4, "commits": commits }))
}

async fn pulls(hub: &Hub, side: &str, value: &str, numbers: &[u64]) {
    let pulls: Vec<Value> = numbers.iter().map(|number| json!({ "number": number })).collect();
    Mock::given(path("/repos/octo/hello/pulls"))
        .and(query_param("state", "open"))
        .and(query_param(side, value))
        .respond_with(ok(json!(pulls)))
        .mount(&hub.api)
        .await;
}

/// A repository with the branch `fix/login`, which holds `ahead` commits of its own.
async fn repository(ahead: u64, from: &[u64], into: &[u64]) -> Hub {
    let hub = Hub::start().await;
    hub.get("/repos/octo/hello", ok(json!({ "default_branch": "main" }))).await;
    hub.get(BRANCH, branch("fix/login", false, SHA)).await;
    let compare = format!("/repos/octo/hello/compare/main...{SHA}");
    hub.get(&compare, compared(ahead)).await;
    pulls(&hub, "head", "octo:fix/login", from).await;
    pulls(&hub, "base", "fix/login", into).await;
    hub
}

#[tokio::test]
async fn the_preview_names_what_goes_with_it() {
    let mut hub = repository(30, &[7, 9], &[12]).await;
    let (preview, _) = hub.preview("delete_branch", &arguments()).await;
    insta::assert_snapshot!(preview, @"
    Delete branch fix/login of octo/hello, which stands at 1111111.
    It holds 30 commits that main lacks, unreachable then unless another branch or a tag holds them:
    > 0000030 Change 30
    > 0000029 Change 29
    and 28 more
    Open pull requests from it, which it closes: #7, #9.
    Open pull requests into it, which it closes: #12.
    ");
    let mut hub = repository(0, &[], &[]).await;
    hub.on("DELETE", REF, ResponseTemplate::new(204)).await;
    let (preview, _) = hub.preview("delete_branch", &arguments()).await;
    assert_eq!(
        preview,
        "Delete branch fix/login of octo/hello, which stands at 1111111.\nAll its commits are in \
         main: none is lost."
    );
    assert!(hub.sent().await.is_empty());
    assert_eq!(
        hub.confirmed("delete_branch", &arguments()).await,
        format!("Deleted branch fix/login; it stood at {SHA}, from which it can be made again.")
    );
    assert_eq!(hub.sent().await, [format!("DELETE {REF}")]);
}

#[tokio::test]
async fn a_comparison_that_is_too_large_is_said() {
    let mut hub = repository(1, &[], &[]).await;
    let compare = format!("/repos/octo/hello/compare/main...{SHA}");
    let huge = ResponseTemplate::new(200).set_body_raw("x".repeat(9 << 20), "application/json");
    hub.once("GET", &compare, huge).await;
    let (preview, _) = hub.preview("delete_branch", &arguments()).await;
    assert!(
        preview.ends_with("What it holds that main lacks is too much to be listed."),
        "{preview}"
    );
}

#[tokio::test]
async fn default_protected_and_renamed_branches_stay() {
    let mut hub = Hub::start().await;
    hub.get("/repos/octo/hello", ok(json!({ "default_branch": "main" }))).await;
    for (name, is, protected, told) in [
        ("main", "main", false, "the default branch"),
        ("safe", "safe", true, "protected"),
        ("old", "new", false, "renamed"),
    ] {
        let at = format!("/repos/octo/hello/branches/{name}");
        hub.get(&at, branch(is, protected, SHA)).await;
        assert_eq!(
            hub.failure("delete_branch", json!({ "branch": name })).await,
            format!(
                "Branch {name} of octo/hello is {told}, so it is not deleted. Do not try another \
                 way."
            )
        );
    }
    let told = hub.failure("delete_branch", json!({ "branch": "gone" })).await;
    assert!(told.starts_with("GitHub has no branch gone in octo/hello, or"), "{told}");
    for name in ["..", "a//b", "a/../main"] {
        let told = hub.failure("delete_branch", json!({ "branch": name })).await;
        assert!(!told.is_empty());
    }
    assert!(hub.sent().await.is_empty());
}

#[tokio::test]
async fn a_branch_that_moved_is_shown_again() {
    let mut hub = repository(1, &[], &[]).await;
    let confirmed = hub.confirming("delete_branch", &arguments()).await;
    hub.once("GET", BRANCH, branch("fix/login", false, "2222222bbbb")).await;
    hub.get("/repos/octo/hello/compare/main...2222222bbbb", compared(2)).await;
    let told = hub.failure("delete_branch", confirmed).await;
    assert!(told.contains("what this is about has changed since the preview"), "{told}");
    assert!(told.contains("stands at 2222222"), "{told}");
    assert!(hub.sent().await.is_empty());
}

#[tokio::test]
async fn a_refusal_after_a_lost_answer_proves_nothing() {
    let mut hub = repository(1, &[], &[]).await;
    hub.once("DELETE", REF, refusal(502, "Server Error")).await;
    hub.on("DELETE", REF, refusal(422, "Reference does not exist")).await;
    let confirmed = hub.confirming("delete_branch", &arguments()).await;
    assert_eq!(hub.failure("delete_branch", confirmed).await, UNCERTAIN);
    assert_eq!(hub.sent().await.len(), 2);
}

#[tokio::test]
async fn what_github_forbids_was_not_done() {
    let mut hub = repository(1, &[], &[]).await;
    hub.on("DELETE", REF, refusal(422, "Cannot delete this branch")).await;
    let confirmed = hub.confirming("delete_branch", &arguments()).await;
    assert_eq!(
        hub.failure("delete_branch", confirmed).await,
        "GitHub does not accept the request: \"Cannot delete this branch\". Correct that and call \
         again."
    );
}
