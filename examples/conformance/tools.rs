//! The suite's tools as `tools/list` shows them, and the capabilities they need.

use rmcp::model::{ServerCapabilities, Tool};
use serde_json::{Value, json};

use crate::literal;

/// The tools that take no argument.
const PLAIN: &[(&str, &str)] = &[
    ("test_simple_text", "Answers one text block"),
    ("test_image_content", "Answers one image block"),
    ("test_audio_content", "Answers one audio block"),
    ("test_embedded_resource", "Answers one embedded resource"),
    ("test_multiple_content_types", "Answers blocks of three types"),
    ("test_error_handling", "Always fails"),
    ("test_tool_with_logging", "Logs while it runs"),
    ("test_tool_with_progress", "Reports progress while it runs"),
    ("test_logging_tool", "Logs only where the request sets a log level"),
    ("test_missing_capability", "Needs a client that can sample"),
    ("test_streaming_elicitation", "Asks for a name before it answers"),
    ("test_trigger_tool_change", "Announces a changed tool list"),
    ("test_trigger_prompt_change", "Announces a changed prompt list"),
    ("test_elicitation_sep1034_defaults", "Asks with a default in every field"),
    ("test_elicitation_sep1330_enums", "Asks with every form of enumeration"),
    ("test_input_required_result_elicitation", "Asks the user"),
    ("test_input_required_result_sampling", "Asks the model"),
    ("test_input_required_result_list_roots", "Asks for the roots"),
    ("test_input_required_result_request_state", "Asks with a sealed state"),
    ("test_input_required_result_tampered_state", "Refuses a state it did not seal"),
    ("test_input_required_result_multiple_inputs", "Asks three things at once"),
    ("test_input_required_result_multi_round", "Asks twice"),
    ("test_input_required_result_capabilities", "Asks what the client can answer"),
];

/// As `tools/list` shows them.
pub(crate) fn all() -> Vec<Tool> {
    let plain = PLAIN.iter().map(|(name, description)| tool(name, description, &json!({})));
    let typed = [
        tool(
            "test_sampling",
            "Asks the client's model",
            &json!({ "prompt": { "type": "string" } }),
        ),
        tool(
            "test_elicitation",
            "Asks the client's user",
            &json!({ "message": { "type": "string" } }),
        ),
        tool(
            "test_custom_header",
            "Mirrors an argument in a header",
            &json!({ "region": { "type": "string", "x-mcp-header": "Region" } }),
        ),
        modern_schema(),
    ];
    plain.chain(typed).collect()
}

/// Declares what the suite's tools and resources need beyond the product's own capabilities.
pub(crate) fn declare(capabilities: &mut ServerCapabilities) {
    capabilities.logging.get_or_insert_default();
    capabilities.completions.get_or_insert_default();
    capabilities.tools.get_or_insert_default().list_changed = Some(true);
    capabilities.prompts.get_or_insert_default().list_changed = Some(true);
    capabilities.resources.get_or_insert_default().subscribe = Some(true);
}

fn tool(name: &str, description: &str, properties: &Value) -> Tool {
    let required: Vec<&String> =
        properties.as_object().into_iter().flat_map(|p| p.keys()).collect();
    literal::constant(json!({
        "name": name,
        "description": description,
        "inputSchema": { "type": "object", "properties": properties, "required": required },
    }))
}

/// Keywords that a server might strip from a schema.
fn modern_schema() -> Tool {
    literal::constant(json!({
        "name": "json_schema_2020_12_tool",
        "description": "Has a schema with the keywords of JSON Schema 2020-12",
        "inputSchema": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "$defs": { "address": {
                "$anchor": "addressDef",
                "type": "object",
                "properties": { "street": { "type": "string" }, "city": { "type": "string" } },
            } },
            "properties": {
                "name": { "type": "string" },
                "address": { "$ref": "#/$defs/address" },
                "contactMethod": { "type": "string", "enum": ["phone", "email"] },
                "phone": { "type": "string" },
                "email": { "type": "string" },
            },
            "allOf": [{ "anyOf": [{ "required": ["phone"] }, { "required": ["email"] }] }],
            "if": {
                "properties": { "contactMethod": { "const": "phone" } },
                "required": ["contactMethod"],
            },
            "then": { "required": ["phone"] },
            "else": { "required": ["email"] },
            "additionalProperties": false,
        },
    }))
}
