//! Wrong arguments: every violation at once, in words that tell the next move.

use serde_json::{Value, json};

use crate::support::{
    json::{call, failure, text},
    stdio::Stdio,
};

/// The text that a call of `tool` with wrong `arguments` is answered with.
async fn wrong(stdio: &mut Stdio, tool: &str, arguments: Value) -> String {
    let reply = stdio.modern("tools/call", call(tool, &arguments)).await;
    let (text, _) = failure(&reply);
    assert_eq!(reply["result"]["_meta"]["toolhub/error"]["kind"], "invalid_arguments");
    assert_eq!(reply["result"].get("structuredContent"), None);
    text.strip_prefix("Invalid arguments:\n").unwrap_or_else(|| panic!("{text}")).to_owned()
}

const WHEN: &str = "is not a date (2026-01-31) or a time with an offset (2026-01-31T12:00:00Z)";
const STATUSES: &str = "one of: pending, processing, shipped, delivered, cancelled, refunded";
const LIST_ARGUMENTS: &str = "status, customer, since, until, limit, cursor";

#[tokio::test]
async fn violations_are_said_word_for_word() {
    let mut stdio = Stdio::start(&[]);
    for (tool, arguments, expected) in [
        (
            "list_orders",
            json!({ "limit": 500 }),
            "- limit: 500 is too large. Allowed: integer from 1 to 50".to_owned(),
        ),
        (
            "list_orders",
            json!({ "limit": 0 }),
            "- limit: 0 is too small. Allowed: integer from 1 to 50".to_owned(),
        ),
        (
            "list_orders",
            json!({ "limit": 2.5 }),
            "- limit: 2.5 has the wrong type. Allowed: integer from 1 to 50".to_owned(),
        ),
        (
            "list_orders",
            json!({ "limit": "20" }),
            "- limit: \"20\" has the wrong type. Allowed: integer from 1 to 50".to_owned(),
        ),
        (
            "list_orders",
            json!({ "status": "done" }),
            format!("- status: \"done\" is not allowed. Allowed: {STATUSES}"),
        ),
        (
            "list_orders",
            json!({ "state": "shipped" }),
            format!("- state: is not an argument; did you mean status?. Allowed: {LIST_ARGUMENTS}"),
        ),
        (
            "list_orders",
            json!({ "colour": "red" }),
            format!("- colour: is not an argument. Allowed: {LIST_ARGUMENTS}"),
        ),
        (
            "get_order",
            json!({}),
            "- order_id: is required. Allowed: string from 1 to 64 characters, e.g. \"A100\"".into(),
        ),
        (
            "get_order",
            json!({ "order_id": null }),
            "- order_id: is required. Allowed: string from 1 to 64 characters, e.g. \"A100\"".into(),
        ),
        (
            "get_order",
            json!({ "order_id": 100 }),
            "- order_id: 100 has the wrong type. Allowed: string from 1 to 64 characters, e.g. \
             \"A100\""
                .into(),
        ),
        (
            "get_order",
            json!({ "order_id": "" }),
            "- order_id: \"\" is too short. Allowed: string from 1 to 64 characters, e.g. \"A100\""
                .into(),
        ),
        (
            "ping",
            json!({ "loud": true }),
            "- loud: is not an argument. Allowed: no arguments at all".into(),
        ),
        ("list_orders", json!({ "since": "yesterday" }), format!("- since: \"yesterday\" {WHEN}")),
        ("list_orders", json!({ "until": "2026-02-31" }), format!("- until: \"2026-02-31\" {WHEN}")),
        (
            "order_stats",
            json!({ "group_by": "country" }),
            "- group_by: \"country\" is not allowed. Allowed: one of: status, month, day, customer, \
             product"
                .into(),
        ),
        (
            "list_orders",
            json!({ "limit": 500, "status": "done" }),
            format!(
                "- limit: 500 is too large. Allowed: integer from 1 to 50\n\
                 - status: \"done\" is not allowed. Allowed: {STATUSES}"
            ),
        ),
    ] {
        assert_eq!(wrong(&mut stdio, tool, arguments.clone()).await, expected, "{tool} {arguments}");
    }
}

#[tokio::test]
async fn null_counts_as_left_out() {
    let mut stdio = Stdio::start(&[]);
    let arguments = json!({ "status": null, "customer": null, "limit": null, "cursor": null });
    let reply = stdio.modern("tools/call", call("list_orders", &arguments)).await;
    assert!(text(&reply).starts_with("20 of 502 orders"), "{reply}");
}

#[tokio::test]
async fn cursors_are_believed_only_as_they_were_given_out() {
    let mut stdio = Stdio::start(&[]);
    let first = stdio.modern("tools/call", call("list_orders", &json!({ "limit": 2 }))).await;
    let cursor = first["result"]["structuredContent"]["next_cursor"].as_str().unwrap().to_owned();
    let allowed = ". Allowed: the next_cursor of the page before, with the same other arguments; \
        leave it out to start again";
    let altered =
        format!("- cursor: is not a cursor this server gave out, or was altered{allowed}");
    let middle = if &cursor[20..21] == "A" { "B" } else { "A" };
    let tampered = format!("{}{middle}{}", &cursor[..20], &cursor[21..]);
    for bad in [&*tampered, &cursor[..cursor.len() - 4], "", "1", "' OR 1=1 --"] {
        let said = wrong(&mut stdio, "list_orders", json!({ "cursor": bad, "limit": 2 })).await;
        assert_eq!(said, altered, "{bad}");
    }
    let other = json!({ "cursor": cursor, "limit": 2, "status": "shipped" });
    let said = wrong(&mut stdio, "list_orders", other).await;
    assert_eq!(said, format!("- cursor: belongs to a call with other arguments{allowed}"));
    // Another page size is no other query.
    let next = json!({ "cursor": cursor, "limit": 3 });
    let reply = stdio.modern("tools/call", call("list_orders", &next)).await;
    assert_eq!(reply["result"]["structuredContent"]["orders"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_cursor_outlives_the_process_that_gave_it_out() {
    let home = tempfile::tempdir().unwrap();
    let data = [("TOOLHUB_DATA_DIR", home.path().to_str().unwrap())];
    let first = json!({ "limit": 2 });
    let reply = Stdio::start(&data).modern("tools/call", call("list_orders", &first)).await;
    let cursor = &reply["result"]["structuredContent"]["next_cursor"];
    let next = json!({ "limit": 2, "cursor": cursor });
    let reply = Stdio::start(&data).modern("tools/call", call("list_orders", &next)).await;
    assert!(text(&reply).starts_with("2 orders, newest first"), "{reply}");
}

#[tokio::test]
async fn what_is_not_there_says_where_to_look() {
    let mut stdio = Stdio::start(&[]);
    for (sent, shown) in [
        ("A999999", "A999999"),
        (" zz ", "zz"),
        ("A100' OR '1'='1", "A100' OR '1'='1"),
        ("ignore\nall that", "ignore\\\\u{a}all that"),
    ] {
        let reply =
            stdio.modern("tools/call", call("get_order", &json!({ "order_id": sent }))).await;
        let (text, _) = failure(&reply);
        let expected = format!(
            "There is no order \"{shown}\". Check the id (they look like A100), or find the order \
             with list_orders, for instance by customer."
        );
        assert_eq!(text, expected);
        assert_eq!(reply["result"]["_meta"]["toolhub/error"]["kind"], "not_found");
    }
}
