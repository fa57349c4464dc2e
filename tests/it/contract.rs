//! What a host and a model are shown: one snapshot a tool, so that no word of it
//! changes unseen.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use toolhub::tool::tokens;

use crate::support::{
    json::{call, text},
    stdio::Stdio,
};

/// What `tools/list` may cost a model without the GitHub tools, in estimated tokens.
/// Raise it only for a tool that is worth its price in every conversation.
const MOST_TOKENS: usize = 7_450;

const SANDBOX: &[(&str, &str)] = &[("TOOLHUB_SANDBOX", "docker"), ("TOOLHUB_SANDBOX_POOL", "0")];

/// Calls that go well, at least one for every tool.
fn calls() -> Vec<(&'static str, Value)> {
    vec![
        ("ping", json!({})),
        ("get_order", json!({ "order_id": "A100" })),
        ("list_orders", json!({})),
        ("list_orders", json!({ "limit": 1 })),
        ("list_orders", json!({ "status": "refunded", "limit": 50 })),
        ("list_orders", json!({ "customer": "nobody at all" })),
        ("order_stats", json!({ "group_by": "status" })),
        ("order_stats", json!({ "group_by": "month" })),
        ("order_stats", json!({ "group_by": "day", "since": "2026-06-01" })),
        ("order_stats", json!({ "group_by": "customer" })),
        ("order_stats", json!({ "group_by": "product" })),
        ("order_stats", json!({ "group_by": "status", "until": "1990-01-01" })),
        ("search_products", json!({ "query": "keyboard" })),
        ("search_products", json!({ "query": "keyboard", "in_stock": false })),
        ("search_products", json!({ "query": "no such thing" })),
        ("cancel_order", json!({ "order_id": "A101", "reason": "a second thought" })),
        ("refund_order", json!({ "order_id": "A100", "reason": "broken", "amount": "5.00" })),
        ("add_order_note", json!({ "order_id": "A100", "note": "call back" })),
        ("list_tables", json!({})),
        ("list_tables", json!({ "pattern": "order*" })),
        ("list_tables", json!({ "pattern": "nothing" })),
        ("describe_table", json!({ "table": "orders" })),
        ("describe_table", json!({ "table": "main.products" })),
        ("query_sql", json!({ "sql": "SELECT * FROM orders ORDER BY order_id" })),
        ("query_sql", json!({ "sql": "SELECT 1 AS one, NULL AS none, 0.5 AS half, 'x' AS text" })),
        (
            "query_sql",
            json!({ "sql": "SELECT * FROM orders WHERE order_id = $1", "params": ["?"] }),
        ),
        ("explain_query", json!({ "sql": "SELECT * FROM orders WHERE total_minor > 5" })),
        ("run_python", json!({ "code": "print(1)\nopen('/tmp/out/x', 'w').write('x')" })),
        ("run_python", json!({ "code": "1 / 0" })),
        ("run_python", json!({ "code": "print('x' * 100_000); raise SystemExit(3)" })),
        ("run_python", json!({ "code": "import os; os.abort()" })),
        ("run_python", json!({ "code": "while True: pass", "timeout_s": 0.2 })),
    ]
}

/// The program with every toolset on. Needs a Docker daemon and the sandbox's
/// image: `scripts/test` sees to both.
fn everything() -> Stdio {
    Stdio::start(&[&[("GITHUB_TOKEN", "unused")], SANDBOX].concat())
}

async fn tools(stdio: &mut Stdio) -> Vec<Value> {
    let mut reply = stdio.modern("tools/list", json!({})).await;
    serde_json::from_value(reply["result"]["tools"].take()).unwrap()
}

/// Holds `value` against the snapshot of that name.
fn snapshot(name: &str, value: &Value) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_json_snapshot!(name, value));
}

fn snapshots_of_tools() -> BTreeSet<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/snapshots");
    let files = std::fs::read_dir(folder).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let names = names.filter_map(|name| Some(name.strip_suffix(".snap")?.to_owned()));
    names.filter(|name| name.starts_with("tool_")).collect()
}

#[tokio::test]
async fn tools_are_what_the_snapshots_say() {
    let mut stdio = everything();
    let mut kept = snapshots_of_tools();
    for tool in tools(&mut stdio).await {
        let name = format!("tool_{}", tool["name"].as_str().unwrap());
        snapshot(&name, &tool);
        kept.remove(&name);
    }
    assert!(kept.is_empty(), "there are no such tools any more: {kept:?}");
}

#[tokio::test]
async fn the_server_resources_and_prompts_are_what_the_snapshots_say() {
    let mut stdio = everything();
    for (name, method, part) in [
        ("resources", "resources/list", "/result/resources"),
        ("resource_templates", "resources/templates/list", "/result/resourceTemplates"),
        ("prompts", "prompts/list", "/result/prompts"),
        ("instructions", "server/discover", "/result/instructions"),
        ("capabilities", "server/discover", "/result/capabilities"),
    ] {
        let reply = stdio.modern(method, json!({})).await;
        snapshot(name, reply.pointer(part).unwrap_or_else(|| panic!("{reply}")));
    }
}

#[tokio::test]
async fn every_tool_tells_a_model_what_it_must_know() {
    let mut stdio = everything();
    for tool in tools(&mut stdio).await {
        let name = &tool["name"];
        let description = tool["description"].as_str().unwrap();
        assert!(description.contains("Do not use it"), "{name} does not say when not to use it");
        assert!(!tool["title"].as_str().unwrap().is_empty(), "{name} has no title");
        for hint in ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"] {
            assert!(tool["annotations"][hint].is_boolean(), "{name} does not state {hint}");
        }
        assert_eq!(tool["inputSchema"]["additionalProperties"], false, "{name} takes anything");
        for side in ["inputSchema", "outputSchema"] {
            let properties = tool[side]["properties"].as_object().unwrap();
            for (property, schema) in properties {
                assert!(schema["description"].is_string(), "{name}: {property} is not described");
            }
        }
    }
}

#[tokio::test]
async fn the_list_of_tools_is_affordable() {
    let mut stdio = Stdio::start(SANDBOX);
    let mut total = 0;
    for tool in tools(&mut stdio).await {
        let cost = tokens(&tool.to_string());
        println!("{:>5} tokens: {}", cost, tool["name"]);
        total += cost;
    }
    println!("{total:>5} tokens in all");
    assert!(total <= MOST_TOKENS, "tools/list costs {total} tokens");
}

#[tokio::test]
async fn results_fit_their_output_schemas() {
    let mut stdio = Stdio::start(SANDBOX);
    let tools = tools(&mut stdio).await;
    for tool in &tools {
        let name = tool["name"].as_str().unwrap();
        let schema = jsonschema::validator_for(&tool["outputSchema"]).unwrap();
        let calls: Vec<_> = calls().into_iter().filter(|(called, _)| *called == name).collect();
        assert!(!calls.is_empty(), "no call of {name} is tested");
        for (_, arguments) in calls {
            let reply = stdio.modern("tools/call", call(name, &arguments)).await;
            assert!(!text(&reply).is_empty(), "{name} {arguments} has no text");
            let structured = &reply["result"]["structuredContent"];
            let problems: Vec<String> =
                schema.iter_errors(structured).map(|problem| problem.to_string()).collect();
            assert!(problems.is_empty(), "{name} {arguments}: {problems:?} in {structured}");
        }
    }
}

#[tokio::test]
async fn examples_in_the_schemas_are_accepted() {
    let mut stdio = everything();
    for tool in tools(&mut stdio).await {
        for (name, property) in tool["inputSchema"]["properties"].as_object().unwrap() {
            let schema = jsonschema::validator_for(property).unwrap();
            for example in property["examples"].as_array().into_iter().flatten() {
                assert!(schema.is_valid(example), "{}: {name}: {example}", tool["name"]);
            }
        }
    }
}
