//! What a model is shown of the GitHub tools, and what it costs.

use serde_json::{Value, json};
use toolhub::tool::tokens;
use wiremock::ResponseTemplate;

use super::{Hub, changing, door::issue, recorded};
use crate::support::json::call;

/// What names, descriptions and arguments of all GitHub tools may cost.
const MOST_TOKENS: usize = 4000;

async fn tools(hub: &mut Hub) -> Vec<Value> {
    let mut reply = hub.stdio.modern("tools/list", json!({})).await;
    serde_json::from_value(reply["result"]["tools"].take()).unwrap()
}

async fn github_tools(hub: &mut Hub) -> Vec<Value> {
    let mut tools = tools(hub).await;
    tools.retain(|tool| {
        let name = tool["name"].as_str().unwrap();
        toolhub::tools::ALL.iter().any(|entry| {
            let entry = entry().unwrap();
            let facts = entry.facts();
            facts.name == name && facts.toolset == toolhub::toolset::Toolset::Github
        })
    });
    tools
}

/// Calls that go well, at least one for every GitHub tool.
pub(super) fn calls() -> Vec<(&'static str, Value)> {
    let mut calls = vec![
        ("issue_queue", json!({})),
        ("issue_queue", json!({ "response_format": "detailed", "page_size": 1 })),
        ("search_code", json!({ "query": "wait" })),
    ];
    calls.extend(recorded::calls());
    calls.extend(changing::calls());
    calls
}

/// What the API must answer for them.
pub(super) async fn answers(hub: &Hub) {
    let ok = |body| ResponseTemplate::new(200).set_body_json(body);
    hub.get("/repos/octo/hello/issues", ok(json!([issue(1), issue(2)]))).await;
    let hit = json!({
        "path": "src/a.rs",
        "repository": { "full_name": "octo/hello" },
        "text_matches": [{ "property": "content", "fragment": "wait()" }],
    });
    let found = json!({ "total_count": 1, "incomplete_results": false, "items": [hit] });
    hub.get("/search/code", ok(found)).await;
    recorded::mount(hub).await;
    changing::answers(hub).await;
}

#[tokio::test]
async fn the_github_tools_are_affordable() {
    let mut hub = Hub::start().await;
    let mut total = 0;
    for tool in github_tools(&mut hub).await {
        let shown = json!([tool["name"], tool["description"], tool["inputSchema"]]);
        let cost = tokens(&shown.to_string());
        println!("{cost:>5} tokens: {}", tool["name"]);
        total += cost;
    }
    println!("{total:>5} tokens in all");
    assert!(total <= MOST_TOKENS, "the GitHub tools cost {total} tokens");
}

#[tokio::test]
async fn results_fit_their_output_schemas() {
    let mut hub = Hub::start().await;
    answers(&hub).await;
    for tool in github_tools(&mut hub).await {
        let name = tool["name"].as_str().unwrap();
        let schema = jsonschema::validator_for(&tool["outputSchema"]).unwrap();
        let calls: Vec<_> = calls().into_iter().filter(|(called, _)| *called == name).collect();
        assert!(!calls.is_empty(), "no call of {name} is tested");
        for (_, arguments) in calls {
            let reply = hub.stdio.modern("tools/call", call(name, &arguments)).await;
            let structured = &reply["result"]["structuredContent"];
            let problems: Vec<String> =
                schema.iter_errors(structured).map(|problem| problem.to_string()).collect();
            assert!(problems.is_empty(), "{name} {arguments}: {problems:?} in {reply}");
        }
    }
}
