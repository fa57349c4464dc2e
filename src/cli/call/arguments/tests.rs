#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use serde_json::{Value, json};

use super::by_schema;

fn read(object: Option<&str>, pairs: &[&str]) -> Result<Value, String> {
    let schema = json!({ "properties": {
        "order_id": { "type": "string" },
        "limit": { "type": "integer", "minimum": 1, "maximum": 50 },
        "price": { "type": "number" },
        "in_stock": { "type": ["boolean", "null"] },
        "customer": { "type": ["string", "null"] },
        "tags": { "type": "array", "items": { "type": "string" } },
        "where": { "type": "object" },
        "either": { "type": ["integer", "string"] },
        "more": {},
    }});
    let pairs: Vec<String> = pairs.iter().map(ToString::to_string).collect();
    by_schema("list_orders", schema.as_object().unwrap(), object, &pairs)
        .map(Value::Object)
        .map_err(|error| error.to_string())
}

#[test]
fn values_are_read_by_the_schema() {
    for (pair, wanted) in [
        ("order_id=100", json!({ "order_id": "100" })),
        ("order_id=", json!({ "order_id": "" })),
        ("order_id=a=b", json!({ "order_id": "a=b" })),
        ("order_id=null", json!({ "order_id": "null" })),
        ("order_id=\"x\"", json!({ "order_id": "\"x\"" })),
        ("limit=10", json!({ "limit": 10 })),
        ("price=2.5", json!({ "price": 2.5 })),
        ("in_stock=true", json!({ "in_stock": true })),
        ("in_stock=null", json!({ "in_stock": null })),
        ("customer=Ravi", json!({ "customer": "Ravi" })),
        ("customer=7", json!({ "customer": "7" })),
        ("customer=null", json!({ "customer": null })),
        ("tags=[\"a\"]", json!({ "tags": ["a"] })),
        ("where={\"a\":1}", json!({ "where": { "a": 1 } })),
        ("either=1", json!({ "either": 1 })),
        ("either=one", json!({ "either": "one" })),
        ("more=[1]", json!({ "more": [1] })),
        ("more=text", json!({ "more": "text" })),
    ] {
        assert_eq!(read(None, &[pair]), Ok(wanted), "{pair}");
    }
}

#[test]
fn pairs_win_over_the_object() {
    let read = read(Some(r#"{ "order_id": "A1", "limit": 1 }"#), &["limit=2"]);
    assert_eq!(read, Ok(json!({ "order_id": "A1", "limit": 2 })));
}

#[test]
fn mistakes_say_what_to_write() {
    let problem = |object, pairs: &[&str]| read(object, pairs).unwrap_err();
    insta::assert_snapshot!(problem(None, &["limit"]), @r#""limit" is not KEY=VALUE"#);
    insta::assert_snapshot!(problem(None, &["limit=ten"]), @r#"limit="ten" is not of type integer 1..50"#);
    insta::assert_snapshot!(problem(None, &["limit=1.5"]), @r#"limit="1.5" is not of type integer 1..50"#);
    insta::assert_snapshot!(problem(None, &["tags=a"]), @r#"tags="a" is not of type array"#);
    insta::assert_snapshot!(problem(None, &["limit=1", "limit=2"]), @"limit is given twice");
    insta::assert_snapshot!(problem(None, &["limt=1"]), @r#"list_orders has no argument "limt"; did you mean limit? It takes: order_id, limit, price, in_stock, customer, tags, where, either, more"#);
    insta::assert_snapshot!(problem(Some(r#"{ "colour": 1 }"#), &[]), @r#"list_orders has no argument "colour"; it takes: order_id, limit, price, in_stock, customer, tags, where, either, more"#);
    insta::assert_snapshot!(problem(Some("[1]"), &[]), @r#"--args is not a JSON object such as '{"key": "value"}'"#);
    insta::assert_snapshot!(problem(Some("{"), &[]), @"--args is not JSON");
}
