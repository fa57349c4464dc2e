//! Tools that answer with a constant: one per content type.

use rmcp::model::CallToolResult;
use serde_json::json;

use crate::literal;

/// One red pixel.
pub(crate) const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

/// A header and no samples.
const WAV: &str = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=";

/// A result of one text block.
pub(crate) fn text(text: impl Into<String>) -> CallToolResult {
    literal::result(json!({ "content": [{ "type": "text", "text": text.into() }] }))
}

/// What the tool of this name always answers.
pub(crate) fn of_tool(name: &str) -> Option<CallToolResult> {
    let image = json!({ "type": "image", "data": PNG, "mimeType": "image/png" });
    let blocks = match name {
        "test_simple_text" => return Some(text("This is a simple text response for testing.")),
        "test_error_handling" => {
            return Some(failure("This tool intentionally returns an error for testing"));
        }
        "json_schema_2020_12_tool" | "test_custom_header" => return Some(text("ok")),
        "test_image_content" => json!([image]),
        "test_audio_content" => json!([{ "type": "audio", "data": WAV, "mimeType": "audio/wav" }]),
        "test_embedded_resource" => json!([{ "type": "resource", "resource": {
            "uri": "test://embedded-resource",
            "mimeType": "text/plain",
            "text": "This is an embedded resource content.",
        } }]),
        "test_multiple_content_types" => json!([
            { "type": "text", "text": "Multiple content types test:" },
            image,
            { "type": "resource", "resource": {
                "uri": "test://mixed-content-resource",
                "mimeType": "application/json",
                "text": r#"{"test":"data","value":123}"#,
            } },
        ]),
        _ => return None,
    };
    Some(literal::result(json!({ "content": blocks })))
}

fn failure(message: &str) -> CallToolResult {
    literal::result(json!({ "content": [{ "type": "text", "text": message }], "isError": true }))
}
