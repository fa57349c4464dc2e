//! `key=value` by a tool's schema: what is text stays text, everything else is
//! read as JSON.

use serde_json::Value;
use thiserror::Error;

use crate::{
    cli::signature::{Parameter, parameters},
    nearest::nearest,
    tool::{Entry, JsonObject},
};

/// Arguments that cannot be passed to a tool.
#[derive(Debug, Error)]
pub(super) enum ArgumentError {
    #[error("--args is not JSON")]
    NotJson(#[source] serde_json::Error),
    #[error("--args is not a JSON object such as '{{\"key\": \"value\"}}'")]
    NotObject,
    #[error("{0:?} is not KEY=VALUE")]
    NotPair(String),
    #[error("{0} is given twice")]
    Twice(String),
    #[error("{tool} has no argument {key:?}; {hint}")]
    Unknown { tool: String, key: String, hint: String },
    #[error("{key}={value:?} is not of type {expected}")]
    WrongType { key: String, value: String, expected: String },
}

/// The arguments for `entry`: those of `object`, overridden by `pairs`.
pub(super) fn read(
    entry: &Entry,
    object: Option<&str>,
    pairs: &[String],
) -> Result<JsonObject, ArgumentError> {
    let facts = entry.facts();
    by_schema(&facts.name, &facts.input_schema, object, pairs)
}

fn by_schema(
    tool: &str,
    schema: &JsonObject,
    object: Option<&str>,
    pairs: &[String],
) -> Result<JsonObject, ArgumentError> {
    let mut args = object.map(json_object).transpose()?.unwrap_or_default();
    let mut seen = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let (key, text) =
            pair.split_once('=').ok_or_else(|| ArgumentError::NotPair(pair.clone()))?;
        if seen.contains(&key) {
            return Err(ArgumentError::Twice(key.to_owned()));
        }
        seen.push(key);
        let parameter = parameters(schema)
            .find(|parameter| parameter.name == key)
            .ok_or_else(|| unknown(tool, schema, key))?;
        args.insert(key.to_owned(), convert(&parameter, text)?);
    }
    match args.keys().find(|key| parameters(schema).all(|known| known.name != **key)) {
        Some(key) => Err(unknown(tool, schema, key)),
        None => Ok(args),
    }
}

fn json_object(text: &str) -> Result<JsonObject, ArgumentError> {
    match serde_json::from_str(text).map_err(ArgumentError::NotJson)? {
        Value::Object(object) => Ok(object),
        _ => Err(ArgumentError::NotObject),
    }
}

/// What `text` means where `parameter` is asked for. JSON of a type that is
/// taken comes first, so that a nullable text can be `null`; text comes last.
fn convert(parameter: &Parameter<'_>, text: &str) -> Result<Value, ArgumentError> {
    let types = parameter.types();
    let takes = |wanted: &str| types.contains(&wanted);
    let parsed = serde_json::from_str::<Value>(text).ok();
    let fits = |value: &Value| match value {
        Value::Null => takes("null"),
        Value::Bool(_) => takes("boolean"),
        Value::Number(number) => {
            takes("number")
                || (takes("integer") && number.as_f64().is_some_and(|n| n.fract() == 0.0))
        }
        Value::String(_) => false,
        Value::Array(_) => takes("array"),
        Value::Object(_) => takes("object"),
    };
    match parsed {
        Some(value) if takes("any") || fits(&value) => Ok(value),
        _ if takes("string") || takes("any") => Ok(Value::String(text.to_owned())),
        _ => Err(ArgumentError::WrongType {
            key: parameter.name.to_owned(),
            value: text.to_owned(),
            expected: parameter.describe(),
        }),
    }
}

fn unknown(tool: &str, schema: &JsonObject, key: &str) -> ArgumentError {
    let names: Vec<&str> = parameters(schema).map(|parameter| parameter.name).collect();
    let hint = match nearest(key, names.iter().copied()) {
        _ if names.is_empty() => "it takes none".to_owned(),
        Some(guess) => format!("did you mean {guess}? It takes: {}", names.join(", ")),
        None => format!("it takes: {}", names.join(", ")),
    };
    ArgumentError::Unknown { tool: tool.to_owned(), key: key.to_owned(), hint }
}

#[cfg(test)]
mod tests;
