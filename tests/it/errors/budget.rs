//! The response budget: cut at a record, never silently, and nothing is lost.

use serde_json::json;

use crate::support::{
    json::{call, failure, text},
    stdio::Stdio,
};

const SMALL: [(&str, &str); 1] = [("TOOLHUB_RESPONSE_TOKENS", "600")];

#[tokio::test]
async fn a_listing_within_a_small_budget_is_complete() {
    let mut stdio = Stdio::start(&SMALL);
    let mut small = Vec::new();
    let mut arguments = json!({ "status": "delivered", "limit": 50 });
    loop {
        let reply = stdio.modern("tools/call", call("list_orders", &arguments)).await;
        let page = &reply["result"]["structuredContent"];
        let orders = page["orders"].as_array().unwrap();
        assert!(!orders.is_empty() && orders.len() < 50);
        small.extend(orders.iter().map(|order| order["order_id"].clone()));
        let text = text(&reply);
        if page["more_available"] == false {
            assert!(!text.contains("MORE AVAILABLE"), "{text}");
            break;
        }
        let cursor = page["next_cursor"].as_str().unwrap();
        let trailer =
            format!("MORE AVAILABLE: call list_orders with the same filters and cursor={cursor:?}");
        assert_eq!(text.lines().last().unwrap(), trailer);
        assert_eq!(text.lines().count(), orders.len() + 2);
        arguments["cursor"] = cursor.into();
    }

    let mut whole = Vec::new();
    let mut stdio = Stdio::start(&[]);
    let mut arguments = json!({ "status": "delivered", "limit": 50 });
    loop {
        let reply = stdio.modern("tools/call", call("list_orders", &arguments)).await;
        let page = &reply["result"]["structuredContent"];
        whole.extend(page["orders"].as_array().unwrap().iter().map(|o| o["order_id"].clone()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        arguments["cursor"] = cursor.into();
    }
    assert!(whole.len() > 50);
    assert_eq!(small, whole);
}

#[tokio::test]
async fn other_lists_say_how_to_get_the_rest() {
    let mut stdio = Stdio::start(&SMALL);
    for (tool, arguments, trailer) in [
        (
            "order_stats",
            json!({ "group_by": "customer" }),
            "MORE AVAILABLE: narrow the time with since and until",
        ),
        (
            "search_products",
            json!({ "query": "a", "limit": 50 }),
            "MORE AVAILABLE: add a word to the query, or raise limit (at most 50)",
        ),
    ] {
        let reply = stdio.modern("tools/call", call(tool, &arguments)).await;
        assert_eq!(text(&reply).lines().last().unwrap(), trailer, "{tool}");
        assert_eq!(reply["result"]["structuredContent"]["more_available"], true);
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_cut_is_refused() {
    let mut stdio = Stdio::start(&[("TOOLHUB_RESPONSE_TOKENS", "100")]);
    let order = json!({ "order_id": "A100" });
    let reply = stdio.modern("tools/call", call("get_order", &order)).await;
    let (text, reference) = failure(&reply);
    let cost = text.strip_prefix("The answer would cost about ").unwrap();
    let (cost, rest) = cost.split_once(' ').unwrap();
    assert!(cost.parse::<u32>().unwrap() > 100);
    let advice = "tokens; the limit is 100. Ask for less: a narrower filter or a smaller limit.";
    assert_eq!(rest, advice);
    assert_eq!(stdio.program.log.reference(reference).await["outcome"], "too_large");
}
