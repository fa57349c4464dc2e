//! `toolhub call` and `toolhub seed`.

use serde_json::{Value, json};

use super::Home;

#[test]
fn the_first_call_creates_the_database_and_answers() {
    let home = Home::new();
    let text = home.run(&["call", "get_order", "order_id=A100"]).ok();
    for part in ["A100", "shipped", "249.00", "Ravi"] {
        assert!(text.contains(part), "{text}");
    }
    assert!(home.path(".local/share/toolhub/toolhub.db").exists());
}

#[test]
fn json_is_the_exact_result() {
    let order = Home::new().run(&["call", "get_order", "order_id=a100", "--json"]).json();
    assert_eq!(order["order_id"], "A100");
    assert_eq!(order["total"], "249.00");
    assert_eq!(order["customer"]["name"], "Ravi");
}

#[test]
fn pairs_and_an_object_combine() {
    let home = Home::new();
    let page = home
        .run(&[
            "call",
            "list_orders",
            "--args",
            r#"{"status":"shipped","limit":50}"#,
            "limit=1",
            "--json",
        ])
        .json();
    assert_eq!(page["orders"].as_array().map(Vec::len), Some(1));
    assert_eq!(page["orders"][0]["status"], "shipped");
}

#[test]
fn an_error_result_is_exit_code_1() {
    let home = Home::new();
    let text = home.run(&["call", "get_order", "order_id=NOPE"]).failed(1);
    assert!(text.contains("NOPE") && text.contains("list_orders"), "{text}");
    let json = home.run(&["call", "get_order", "order_id=NOPE", "--json"]).failed(1);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["error"]["kind"], "not_found");
    assert!(json["error"]["reference"].is_string(), "{json}");
}

#[test]
fn misspelt_names_are_met_with_a_guess() {
    let home = Home::new();
    let tool = home.run(&["call", "get_ordr", "order_id=A100"]).failed(1);
    assert_eq!(tool, "error: there is no tool \"get_ordr\"; did you mean get_order?\n");
    let key = home.run(&["call", "get_order", "id=A100"]).failed(1);
    assert_eq!(
        key,
        "error: get_order has no argument \"id\"; did you mean order_id? It takes: order_id\n"
    );
    let value = home.run(&["call", "list_orders", "limit=many"]).failed(1);
    assert!(value.starts_with("error: limit=\"many\" is not of type integer 1..50"), "{value}");
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let home = Home::new();
    assert!(home.run(&["call"]).failed(2).contains("<TOOL>"));
    assert!(home.run(&["--htp"]).failed(2).contains("--http"));
    assert!(home.run(&["seed", "--orders", "0"]).failed(2).contains("--orders"));
}

#[test]
fn seeding_fills_up_to_a_number() {
    let home = Home::new();
    let seed = |orders| {
        let run = home.run(&["seed", "--orders", orders]);
        assert!(run.status.success(), "{run:?}");
        run.stdout
    };
    assert!(seed("700").starts_with("200 orders added"), "500 are there from the start");
    assert!(seed("700").starts_with("0 orders added"));
    let stats = home.run(&["call", "order_stats", "group_by=status", "--json"]).json();
    assert_ne!(stats, json!({}));
}
