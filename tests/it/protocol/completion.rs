//! Completion of what a person types.

use serde_json::{Value, json};

use crate::support::mcp::{Mcp, Way, on_every_way};

on_every_way!(arguments_are_completed, what_cannot_be_completed_is_named);

fn prompt(name: &str, argument: &str, value: &str) -> Value {
    let argument = json!({ "name": argument, "value": value });
    json!({ "ref": { "type": "ref/prompt", "name": name }, "argument": argument })
}

fn template(uri: &str, argument: &str, value: &str) -> Value {
    let argument = json!({ "name": argument, "value": value });
    json!({ "ref": { "type": "ref/resource", "uri": uri }, "argument": argument })
}

async fn arguments_are_completed(way: Way) {
    let mut mcp = Mcp::start(way).await;
    for (params, values, more) in [
        (
            template("catalog://item/{sku}", "sku", "sku-2"),
            &["SKU-2", "SKU-20", "SKU-21"][..],
            false,
        ),
        (template("catalog://item/{sku}", "sku", "nothing"), &[], false),
        (template("catalog://all{?cursor}", "cursor", "A"), &[], false),
        (prompt("order_summary", "order_id", "a10"), &["A100", "A101", "A102"], false),
        (prompt("order_summary", "order_id", "%"), &[], false),
        (prompt("order_summary", "tone", "F"), &["formal", "friendly"], false),
        (prompt("order_summary", "tone", ""), &["brief", "formal", "friendly"], false),
        (prompt("test_plan", "feature", "order"), &["order search", "order statistics"], false),
    ] {
        let result = mcp.result("completion/complete", params.clone()).await;
        let found = result["completion"]["values"].as_array().unwrap();
        assert!(found.iter().zip(values).all(|(found, value)| found == value), "{result}");
        assert!(found.len() >= values.len() && (found.is_empty() == values.is_empty()), "{result}");
        assert_eq!(result["completion"]["hasMore"], more, "{params}");
    }
    let many = mcp.result("completion/complete", prompt("order_summary", "order_id", "A")).await;
    assert_eq!(many["completion"]["values"].as_array().unwrap().len(), 100);
    assert_eq!(many["completion"]["hasMore"], true);
}

async fn what_cannot_be_completed_is_named(way: Way) {
    let mut mcp = Mcp::start(way).await;
    for (params, text) in [
        (
            prompt("order_summary", "size", ""),
            "No prompt \"order_summary\" with an argument \"size\".",
        ),
        (prompt("poem", "tone", ""), "No prompt \"poem\" with an argument \"tone\"."),
        (
            template("catalog://item/{sku}", "id", ""),
            "No resource template \"catalog://item/{sku}\" with an argument \"id\".",
        ),
        (
            template("catalog://item/SKU-1", "sku", ""),
            "No resource template \"catalog://item/SKU-1\" with an argument \"sku\".",
        ),
    ] {
        let refusal = mcp.refusal("completion/complete", params).await;
        assert_eq!(refusal, (-32602, text.to_owned()));
    }
}
