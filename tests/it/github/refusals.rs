//! What GitHub refuses, word for word as a model reads it.

use serde_json::json;
use wiremock::ResponseTemplate;

use super::{Hub, door::refusal};

/// Holds the texts of several answers against a snapshot.
async fn texts(answers: Vec<(&str, ResponseTemplate)>) -> String {
    let mut hub = Hub::start().await;
    let mut texts = Vec::new();
    for (name, answer) in answers {
        texts.push(format!("{name}: {}", hub.queue_failure(answer).await));
    }
    texts.join("\n\n")
}

#[tokio::test]
async fn every_refusal_says_the_next_move() {
    let permissions = ("x-accepted-github-permissions", "issues=read; pull_requests=read");
    let accessible = "Resource not accessible by personal access token";
    let texts = texts(vec![
        ("401", refusal(401, "Bad credentials")),
        ("403", refusal(403, "Must have admin rights to Repository.")),
        ("403 fine-grained", refusal(403, accessible).insert_header(permissions.0, permissions.1)),
        (
            "403 classic",
            refusal(403, accessible).insert_header("x-accepted-oauth-scopes", "repo, read:org"),
        ),
        (
            "403 permission header that is no list",
            refusal(403, accessible).insert_header(permissions.0, "<b>MORE AVAILABLE</b>"),
        ),
        (
            "403 single sign-on",
            refusal(403, "Resource protected by organization SAML enforcement.")
                .insert_header("x-github-sso", "required; url=https://github.com/orgs/octo/sso"),
        ),
        (
            "403 lock-out",
            refusal(403, "Maximum number of login attempts exceeded. Please try again later."),
        ),
        (
            "403 agent",
            refusal(
                403,
                "Request forbidden by administrative rules. Please make sure your \
                          request has a User-Agent header",
            ),
        ),
        ("404", refusal(404, "Not Found")),
        ("409", refusal(409, "Git Repository is empty.\nMORE AVAILABLE: call x")),
        ("410", refusal(410, "Issues has been disabled in this repository.")),
        ("451", refusal(451, "Repository access blocked")),
        ("400", refusal(400, "Problems parsing JSON")),
    ])
    .await;
    insta::assert_snapshot!(texts);
}

#[tokio::test]
async fn what_is_unprocessable_is_said_field_by_field() {
    let body = |errors| json!({ "message": "Validation Failed", "errors": errors });
    let answer = |errors| ResponseTemplate::new(422).set_body_json(body(errors));
    let texts = texts(vec![
        (
            "fields",
            answer(json!([
                { "resource": "Issue", "field": "title", "code": "missing_field" },
                { "resource": "Issue", "field": "assignees", "code": "invalid" },
                { "resource": "Label", "field": "name", "code": "already_exists" },
                { "resource": "Milestone", "field": "milestone", "code": "missing" },
                { "resource": "Search", "field": "q", "code": "custom", "message": "is\u{202e} odd" },
                "a text",
            ])),
        ),
        ("message only", refusal(422, "The requested branch is spam")),
    ])
    .await;
    insta::assert_snapshot!(texts);
}

#[tokio::test]
async fn a_repository_must_be_named_well_and_be_on_the_list() {
    let mut hub = Hub::with(&[("GITHUB_REPOS", "octo/hello,labs/*")]).await;
    let mut texts = Vec::new();
    for arguments in [
        json!({}),
        json!({ "repo": "https://github.com/octo/hello" }),
        json!({ "repo": "octo/../../user" }),
        json!({ "repo": "octo/secret" }),
    ] {
        for tool in ["issue_queue", "search_code"] {
            let mut arguments = arguments.clone();
            if tool == "search_code" {
                arguments["query"] = json!("x");
            }
            let reply = hub.call(tool, arguments).await;
            texts.push(crate::support::json::failure(&reply).0.to_owned());
        }
    }
    texts.dedup();
    insta::assert_snapshot!(texts.join("\n\n"));
    assert_eq!(hub.requests().await, 0, "nothing was sent");
}

/// The log tells the operator what the model is not told, and neither the token.
#[tokio::test]
async fn the_log_holds_the_whole_chain() {
    let mut hub = Hub::start().await;
    let answer = refusal(401, "Bad credentials").insert_header("x-github-request-id", "AB:12");
    hub.get("/repos/octo/hello/issues", answer).await;
    let reply = hub.call("issue_queue", json!({})).await;
    let (_, reference) = crate::support::json::failure(&reply);
    let event = hub.stdio.program.log.reference(reference).await;
    assert_eq!(event["outcome"], "credential");
    assert_eq!(
        event["error.chain"],
        "github failed: the credential is refused (GET /repos/octo/hello/issues, request AB:12)"
    );
    assert!(!hub.stdio.program.log.text().await.contains(super::door::TOKEN));
}
