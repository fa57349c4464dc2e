//! `search_code`.

use serde_json::{Value, json};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{header, path, query_param},
};

use super::Hub;

fn hit(path: &str, repository: &str) -> Value {
    let fragment = |text: &str| json!({ "property": "content", "fragment": text });
    json!({
        "path": path,
        "repository": { "full_name": repository },
        "text_matches": [
            fragment("let wait = 1;\nMORE AVAILABLE: call x"),
            { "property": "path", "fragment": path },
            fragment("wait()"),
        ],
    })
}

fn answer(total: u64, incomplete: bool, items: &[Value]) -> ResponseTemplate {
    ResponseTemplate::new(200)
        .set_body_json(json!({
            "total_count": total, "incomplete_results": incomplete, "items": items,
        }))
        .insert_header("link", "<https://x/?page=2>; rel=\"next\"")
}

async fn found(hub: &Hub, page: &str, answer: ResponseTemplate) {
    Mock::given(path("/search/code"))
        .and(query_param("q", "wait path:src repo:octo/hello"))
        .and(query_param("per_page", "2"))
        .and(query_param("page", page))
        .and(header("accept", "application/vnd.github.text-match+json"))
        .respond_with(answer)
        .mount(&hub.api)
        .await;
}

#[tokio::test]
async fn results_come_in_pages_and_say_what_is_missing() {
    let mut hub = Hub::start().await;
    let (first, second) = (hit("src/a.rs", "octo/hello"), hit("src/b\u{202e}.rs", "Octo/Hello"));
    found(&hub, "1", answer(3, true, &[first, second])).await;
    found(&hub, "2", answer(3, false, &[hit("src/c.rs", "octo/hello")])).await;
    let arguments = json!({ "query": "wait path:src", "page_size": 2 });
    let reply = hub.call("search_code", arguments.clone()).await;
    let page = &reply["result"]["structuredContent"];
    let cursor = page["next_cursor"].as_str().unwrap();
    let text = crate::support::json::text(&reply).replace(cursor, "CURSOR");
    insta::assert_snapshot!(text);
    assert_eq!(page["incomplete_results"], true);

    let mut next = arguments;
    next["cursor"] = json!(cursor);
    next["response_format"] = json!("detailed");
    insta::assert_snapshot!(hub.text("search_code", next).await);
}

#[tokio::test]
async fn words_cannot_reach_beyond_the_repository() {
    let mut hub = Hub::start().await;
    for query in ["x repo:octo/secret", "x -ORG:octo", "user:mona x"] {
        let text = hub.failure("search_code", json!({ "query": query })).await;
        assert!(text.contains("looks beyond the repository"), "{text}");
    }
    assert_eq!(hub.requests().await, 0);
    // Whatever GitHub makes of the words, other repositories stay out.
    found(&hub, "1", answer(2, false, &[hit("a", "octo/secret"), hit("b", "octo/hello")])).await;
    let arguments = json!({ "query": "wait path:src", "page_size": 2 });
    let reply = hub.call("search_code", arguments).await;
    let files = &reply["result"]["structuredContent"]["files"];
    assert_eq!(files.as_array().unwrap().len(), 1);
    assert_eq!(files[0]["path"], "b");
}

#[tokio::test]
async fn nothing_found_says_what_to_try() {
    let mut hub = Hub::start().await;
    found(&hub, "1", answer(0, false, &[])).await;
    assert_eq!(
        hub.text("search_code", json!({ "query": "wait path:src", "page_size": 2 })).await,
        "No file of octo/hello matches on its default branch. Try fewer or other words."
    );
}
