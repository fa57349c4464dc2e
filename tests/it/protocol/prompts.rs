//! Prompts.

use serde_json::{Value, json};

use crate::support::mcp::{Mcp, Way, on_every_way};

on_every_way!(a_prompt_holds_its_data_between_marks, wrong_arguments_are_named);

fn get(name: &str, arguments: &Value) -> Value {
    json!({ "name": name, "arguments": arguments })
}

async fn a_prompt_holds_its_data_between_marks(way: Way) {
    let mut mcp = Mcp::start(way).await;
    let arguments = json!({ "order_id": "a100", "tone": "Friendly" });
    let result = mcp.result("prompts/get", get("order_summary", &arguments)).await;
    let message = &result["messages"][0];
    assert_eq!(message["role"], "user");
    let text = message["content"]["text"].as_str().unwrap();
    assert!(text.starts_with("Write a friendly summary of the order below"), "{text}");
    assert!(text.contains("<order>\nOrder A100: shipped, 249.00 USD\n"), "{text}");
    let plan = get("test_plan", &json!({ "feature": "refunds" }));
    let result = mcp.result("prompts/get", plan).await;
    let text = result["messages"][0]["content"]["text"].as_str().unwrap();
    assert!(text.starts_with("Write a test plan for this feature: refunds\n"), "{text}");
}

async fn wrong_arguments_are_named(way: Way) {
    let mut mcp = Mcp::start(way).await;
    for (name, arguments, text) in [
        (
            "order_summary",
            json!({}),
            "Invalid arguments:\n- order_id: is required\n- tone: is required",
        ),
        (
            "order_summary",
            json!({ "order_id": " ", "tone": "brief" }),
            "Invalid arguments:\n- order_id: is required",
        ),
        (
            "order_summary",
            json!({ "order_id": "A100", "tone": "angry" }),
            "Invalid arguments:\n- tone: is not a known tone. Allowed: brief, formal, friendly",
        ),
        (
            "order_summary",
            json!({ "order_id": "A100", "tone": 5 }),
            "The prompt argument \"tone\" must be a string, not 5.",
        ),
        (
            "order_summary",
            json!({ "order_id": "A999999", "tone": "brief" }),
            "There is no order \"A999999\". Check the id (they look like A100), or find the \
             order with list_orders, for instance by customer.",
        ),
        (
            "test_plan",
            json!({ "feature": "refunds", "depth": "high" }),
            "Invalid arguments:\n- depth: is not an argument. Allowed: feature",
        ),
        (
            "test_plans",
            json!({}),
            "There is no prompt \"test_plans\"; did you mean test_plan? Available: order_summary, \
             test_plan.",
        ),
    ] {
        let refusal = mcp.refusal("prompts/get", get(name, &arguments)).await;
        assert_eq!(refusal, (-32602, text.to_owned()), "{arguments}");
    }
}
