//! Protocol values written as the JSON they become.
#![expect(
    clippy::expect_used,
    reason = "the literals are constant: a wrong one must stop the fixture"
)]

use serde::de::DeserializeOwned;
use serde_json::Value;

/// The value this literal stands for.
pub(crate) fn constant<T: DeserializeOwned>(literal: Value) -> T {
    serde_json::from_value(literal).expect("a literal of the protocol")
}

/// The same for a complete result, which says so.
pub(crate) fn result<T: DeserializeOwned>(literal: Value) -> T {
    let mut result: serde_json::Map<String, Value> = constant(literal);
    result.insert("resultType".to_owned(), "complete".into());
    constant(Value::Object(result))
}
