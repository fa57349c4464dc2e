//! JSON Schemas as models and hosts like them: flat, short, closed.

use std::sync::Arc;

use schemars::{JsonSchema, generate::SchemaSettings, transform::transform_subschemas};
use serde_json::{Value, json};

use super::JsonObject;

/// The `inputSchema` of `T`: an object that takes no unknown arguments.
pub(super) fn input<T: JsonSchema>() -> Arc<JsonObject> {
    let mut schema = flat::<T>();
    schema.entry("properties").or_insert_with(|| json!({}));
    schema.insert("additionalProperties".to_owned(), Value::Bool(false));
    Arc::new(schema)
}

/// Arguments that the road takes for itself, of every action.
pub const RESERVED: [&str; 3] = ["confirm", "confirmation_token", "idempotency_key"];

/// The `inputSchema` of an action: the arguments `T` and a key.
pub(super) fn action<T: JsonSchema>() -> Arc<JsonObject> {
    let mut schema = JsonObject::clone(&input::<T>());
    extend(
        &mut schema,
        &[(
            "idempotency_key",
            json!({
                "type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$",
                "description": "Make a call safe to repeat: the same key and arguments within 24 h \
                                return the first result and do nothing again"
            }),
        )],
    );
    Arc::new(schema)
}

/// The `inputSchema` of a destructive action: the same and the confirmation.
pub(super) fn destructive<T: JsonSchema>() -> Arc<JsonObject> {
    let mut schema = JsonObject::clone(&action::<T>());
    extend(
        &mut schema,
        &[
            (
                "confirm",
                json!({
                    "type": "boolean",
                    "description": "Leave out for a preview that changes nothing; true together \
                                    with its confirmation_token does it"
                }),
            ),
            (
                "confirmation_token",
                json!({
                    "type": "string", "maxLength": 512,
                    "description": "From the preview, for the same arguments"
                }),
            ),
        ],
    );
    Arc::new(schema)
}

fn extend(schema: &mut JsonObject, more: &[(&str, Value)]) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
    properties.extend(more.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())));
}

/// The `outputSchema` of `T`.
pub fn output<T: JsonSchema>() -> Arc<JsonObject> {
    Arc::new(flat::<T>())
}

fn flat<T: JsonSchema>() -> JsonObject {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    tidy(&mut schema);
    // The description of the whole is the tool's own.
    schema.remove("description");
    // A struct's schema is an object; anything else would be `true`, which takes all.
    schema.as_object().cloned().unwrap_or_default()
}

/// Removes what tells a model nothing: Rust type names, integer widths, and the
/// `null` that serde's `Option` adds (an absent argument and `null` are the same
/// to the road).
fn tidy(schema: &mut schemars::Schema) {
    // Some hosts cannot read `true` for "anything".
    if schema.as_bool() == Some(true) {
        let types = ["string", "number", "boolean", "object", "array", "null"];
        *schema = schemars::json_schema!({ "type": types });
        return;
    }
    schema.remove("title");
    if schema.get("format").and_then(Value::as_str).is_some_and(|format| {
        format.starts_with("int") || format.starts_with("uint") || format == "double"
    }) {
        schema.remove("format");
    }
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = description.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    drop_null(schema);
    list_constants(schema);
    transform_subschemas(&mut tidy, schema);
}

fn drop_null(schema: &mut schemars::Schema) {
    let is_null = |value: &Value| value.get("type").is_some_and(|kind| kind == "null");
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    let Some(Value::Array(options)) = schema.get_mut("anyOf") else { return };
    options.retain(|option| !is_null(option));
    if let [Value::Object(only)] = options.as_slice() {
        let only = only.clone();
        schema.remove("anyOf");
        for (key, value) in only {
            // The field's own description wins over its type's.
            if schema.get(&key).is_none() {
                schema.insert(key, value);
            }
        }
    }
}

/// Turns a choice of described constants into a plain `enum`: the tool's own
/// description says what matters of them, in fewer tokens.
fn list_constants(schema: &mut schemars::Schema) {
    let Some(Value::Array(options)) = schema.get("oneOf") else { return };
    let constants: Option<Vec<Value>> =
        options.iter().map(|option| option.get("const").cloned()).collect();
    if let Some(constants) = constants {
        schema.remove("oneOf");
        schema.insert("type".to_owned(), json!("string"));
        schema.insert("enum".to_owned(), Value::Array(constants));
    }
}
