//! The argument check: JSON Schema decides, and every violation is said so that
//! the next call can be right.

use std::fmt::Write as _;

use jsonschema::{ValidationError, Validator, error::ValidationErrorKind as Kind};
use serde_json::Value;

use super::{JsonObject, ToolError, Violation};
use crate::{nearest::nearest, text};

/// A tool's argument schema, compiled.
pub(super) struct Check {
    validator: Validator,
    schema: Value,
}

impl Check {
    /// Compiles `schema`; fails on one that is not a JSON Schema.
    pub(super) fn new(schema: &JsonObject) -> Result<Self, String> {
        let schema = Value::Object(schema.clone());
        let validator = jsonschema::validator_for(&schema).map_err(|error| error.to_string())?;
        Ok(Self { validator, schema })
    }

    /// The arguments, once they fit. An argument that is `null` counts as left out.
    pub(super) fn arguments(&self, mut args: JsonObject) -> Result<Value, ToolError> {
        args.retain(|_, value| !value.is_null());
        let args = Value::Object(args);
        if self.validator.is_valid(&args) {
            return Ok(args);
        }
        let violations =
            self.validator.iter_errors(&args).flat_map(|error| self.explain(&error)).collect();
        Err(ToolError::InvalidArguments(violations))
    }

    fn explain(&self, error: &ValidationError<'_>) -> Vec<Violation> {
        let field = error.instance_path().as_str().trim_start_matches('/').replace('/', ".");
        match error.kind() {
            Kind::AdditionalProperties { unexpected } => {
                unexpected.iter().map(|name| self.unknown(name)).collect()
            }
            Kind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                vec![self.with_allowed(name, Violation::new(name, "is required"))]
            }
            kind => {
                let violation = Violation::new(field.as_str(), problem(kind, error.instance()));
                vec![self.with_allowed(&field, violation)]
            }
        }
    }

    fn unknown(&self, name: &str) -> Violation {
        let known: Vec<&str> = self.properties().map(|(name, _)| name.as_str()).collect();
        let problem = match nearest(name, known.iter().copied()) {
            Some(nearest) => format!("is not an argument; did you mean {nearest}?"),
            None => "is not an argument".to_owned(),
        };
        let allowed =
            if known.is_empty() { "no arguments at all".to_owned() } else { known.join(", ") };
        Violation::new(text::excerpt(name, 60), problem).allowed(allowed)
    }

    fn with_allowed(&self, field: &str, violation: Violation) -> Violation {
        let allowed = self
            .properties()
            .find(|(name, _)| *name == field)
            .and_then(|(_, property)| describe(property));
        match allowed {
            Some(allowed) => violation.allowed(allowed),
            None => violation,
        }
    }

    fn properties(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.schema.get("properties").and_then(Value::as_object).into_iter().flatten()
    }
}

fn problem(kind: &Kind, value: &Value) -> String {
    let shown = text::excerpt(&value.to_string(), 60);
    match kind {
        Kind::Type { .. } => format!("{shown} has the wrong type"),
        Kind::Maximum { .. } | Kind::ExclusiveMaximum { .. } => format!("{shown} is too large"),
        Kind::Minimum { .. } | Kind::ExclusiveMinimum { .. } => format!("{shown} is too small"),
        Kind::MaxLength { .. } => format!("{shown} is too long"),
        Kind::MinLength { .. } => format!("{shown} is too short"),
        Kind::MaxItems { .. } => "has too many items".to_owned(),
        Kind::MinItems { .. } => "has too few items".to_owned(),
        Kind::Pattern { .. } | Kind::Format { .. } => format!("{shown} has the wrong form"),
        _ => format!("{shown} is not allowed"),
    }
}

/// A property's schema in words: `integer from 1 to 50`, `one of: a, b`.
fn describe(schema: &Value) -> Option<String> {
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        let values: Vec<String> = values
            .iter()
            .map(|value| value.as_str().map_or(value.to_string(), Into::into))
            .collect();
        return Some(format!("one of: {}", values.join(", ")));
    }
    let mut text = schema.get("type")?.as_str()?.to_owned();
    let mut bound = |label: &str, minimum: &str, maximum: &str| {
        let range = match (schema.get(minimum), schema.get(maximum)) {
            (Some(low), Some(high)) => format!(" from {low} to {high}{label}"),
            (Some(low), None) => format!(" of at least {low}{label}"),
            (None, Some(high)) => format!(" of at most {high}{label}"),
            (None, None) => return,
        };
        text.push_str(&range);
    };
    bound("", "minimum", "maximum");
    bound(" characters", "minLength", "maxLength");
    if let Some(format) = schema.get("format").and_then(Value::as_str) {
        text.push_str(match format {
            "date-time" => " holding a date and time, e.g. \"2026-01-31T00:00:00Z\"",
            _ => " of the documented form",
        });
    }
    if let Some(example) = schema.get("examples").and_then(|examples| examples.get(0)) {
        // Writing to a String cannot fail.
        let _ = write!(text, ", e.g. {example}");
    }
    Some(text)
}
