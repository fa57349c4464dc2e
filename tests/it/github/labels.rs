//! `github://{owner}/{repo}/labels`.

use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::Hub;

const TEMPLATE: &str = "github://{owner}/{repo}/labels";

async fn complete(hub: &mut Hub, argument: Value, known: Value) -> Value {
    let params = json!({
        "ref": { "type": "ref/resource", "uri": TEMPLATE },
        "argument": argument,
        "context": { "arguments": known },
    });
    hub.stdio.modern("completion/complete", params).await["result"]["completion"]["values"].take()
}

#[tokio::test]
async fn labels_are_read_once_in_a_while() {
    let mut hub = Hub::start().await;
    let labels = json!([
        { "name": "bug", "description": "Something is\nbroken", "color": "ff0000" },
        { "name": "idea", "description": null, "color": "00ff00" },
    ]);
    let answer = ResponseTemplate::new(200).set_body_json(labels).insert_header("etag", "\"1\"");
    hub.get("/repos/octo/hello/labels", answer).await;
    for _ in 0..2 {
        let uri = json!({ "uri": "github://octo/hello/labels" });
        let reply = hub.stdio.modern("resources/read", uri).await;
        let text =
            reply["result"]["contents"][0]["text"].as_str().unwrap_or_else(|| panic!("{reply}"));
        let expected = json!({
            "labels": [
                { "name": "bug", "description": "Something is\\u{a}broken" },
                { "name": "idea" },
            ],
            "more_available": false,
        });
        assert_eq!(serde_json::from_str::<Value>(text).unwrap(), expected);
    }
    assert_eq!(hub.requests().await, 1);
}

#[tokio::test]
async fn both_variables_are_completed() {
    let repos = ("GITHUB_REPOS", "octo/hello,octo/world,labs/site,labs/*");
    let mut hub = Hub::with(&[repos, ("GITHUB_REPO", "octo/hello")]).await;
    let owner = json!({ "name": "owner", "value": "" });
    assert_eq!(complete(&mut hub, owner, json!({})).await, json!(["labs", "octo"]));
    let repo = json!({ "name": "repo", "value": "" });
    let all = complete(&mut hub, repo.clone(), json!({})).await;
    assert_eq!(all, json!(["hello", "site", "world"]));
    let of_octo = complete(&mut hub, repo, json!({ "owner": "Octo" })).await;
    assert_eq!(of_octo, json!(["hello", "world"]));
    let begun = json!({ "name": "repo", "value": "W" });
    assert_eq!(complete(&mut hub, begun, json!({})).await, json!(["world"]));
}

#[tokio::test]
async fn a_repository_off_the_list_is_refused() {
    let mut hub = Hub::with(&[("GITHUB_REPOS", "octo/hello")]).await;
    let uri = json!({ "uri": "github://octo/secret/labels" });
    let reply = hub.stdio.modern("resources/read", uri).await;
    assert_eq!(
        crate::support::json::error(&reply),
        (
            -32000,
            "The repository octo/secret is not among those this server may ask about. It may ask \
             about: octo/hello."
        )
    );
}
