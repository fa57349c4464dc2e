//! A tool's arguments as one reads them: `order_id: string`,
//! `limit?: integer 1..50 = 20`.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::tool::JsonObject;

/// One argument of a tool.
#[derive(Debug)]
pub(super) struct Parameter<'a> {
    pub(super) name: &'a str,
    pub(super) required: bool,
    pub(super) schema: &'a Value,
}

/// The arguments that `schema` declares, in its order.
pub(super) fn parameters(schema: &JsonObject) -> impl Iterator<Item = Parameter<'_>> {
    let required = schema.get("required").and_then(Value::as_array);
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.into_iter().flatten().map(move |(name, schema)| Parameter {
        name,
        required: required.is_some_and(|all| all.iter().any(|one| one == name)),
        schema,
    })
}

impl Parameter<'_> {
    /// What may be passed: `integer 1..50 = 20`, `pending|shipped`.
    pub(super) fn describe(&self) -> String {
        let mut text = match self.choices() {
            Some(choices) => choices.join("|"),
            None => self.types().join("|"),
        };
        let Some(schema) = self.schema.as_object() else { return text };
        if let Some(format) = schema.get("format").and_then(Value::as_str) {
            let _ = write!(text, " ({format})");
        }
        text.push_str(&range(schema));
        if let Some(default) = schema.get("default").filter(|default| !default.is_null()) {
            let _ = write!(text, " = {default}");
        }
        text
    }

    /// The values of a closed list, written as they are typed.
    pub(super) fn choices(&self) -> Option<Vec<String>> {
        let values = self.schema.get("enum")?.as_array()?;
        let shown = values.iter().filter(|value| !value.is_null()).map(|value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        Some(shown.collect())
    }

    /// The JSON types that are taken; `any` when the schema does not say.
    pub(super) fn types(&self) -> Vec<&str> {
        let mut types = types(self.schema);
        types.dedup();
        if types.is_empty() { vec!["any"] } else { types }
    }
}

fn types(schema: &Value) -> Vec<&str> {
    let alternatives =
        || ["anyOf", "oneOf"].iter().filter_map(|key| schema.get(*key)?.as_array()).flatten();
    match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => match schema.get("const").or_else(|| schema.get("enum")?.get(0)) {
            Some(Value::String(_)) => vec!["string"],
            _ => alternatives().flat_map(types).collect(),
        },
    }
}

fn range(schema: &Map<String, Value>) -> String {
    let (low, high) = (schema.get("minimum"), schema.get("maximum"));
    match (low, high) {
        (Some(low), Some(high)) => format!(" {low}..{high}"),
        (Some(low), None) => format!(" from {low}"),
        (None, Some(high)) => format!(" up to {high}"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use serde_json::json;

    use super::parameters;

    #[test]
    fn arguments_are_described_in_a_few_words() {
        let schema = json!({
            "required": ["id"],
            "properties": {
                "id": { "type": "string" },
                "limit": { "type": "integer", "minimum": 1, "maximum": 50, "default": 20 },
                "status": { "type": "string", "enum": ["pending", "shipped"] },
                "since": { "type": ["string", "null"], "format": "date-time", "default": null },
                "size": { "anyOf": [{ "type": "integer" }, { "type": "null" }] },
                "kind": { "oneOf": [{ "const": "a" }, { "const": "b" }] },
                "more": {},
            }
        });
        let lines: Vec<String> = parameters(schema.as_object().unwrap())
            .map(|one| {
                format!("{}{}: {}", one.name, if one.required { "" } else { "?" }, one.describe())
            })
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @"
        id: string
        limit?: integer 1..50 = 20
        status?: pending|shipped
        since?: string|null (date-time)
        size?: integer|null
        kind?: string
        more?: any
        ");
    }
}
