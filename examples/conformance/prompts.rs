//! The suite's prompts.

use rmcp::model::{GetPromptResult, JsonObject, Prompt};
use serde_json::{Value, json};

use crate::{content::PNG, literal};

/// As `prompts/list` shows them.
pub(crate) fn all() -> Vec<Prompt> {
    let argument = |name: &str| json!({ "name": name, "description": name, "required": true });
    literal::constant(json!([
        { "name": "test_simple_prompt", "description": "One message" },
        { "name": "test_prompt_with_arguments", "description": "One message with both arguments",
          "arguments": [argument("arg1"), argument("arg2")] },
        { "name": "test_prompt_with_embedded_resource", "description": "A resource and a message",
          "arguments": [argument("resourceUri")] },
        { "name": "test_prompt_with_image", "description": "An image and a message" },
        { "name": "test_input_required_result_prompt", "description": "Asks before it answers" },
    ]))
}

/// Whether the suite's prompts include this name.
pub(crate) fn is_ours(name: &str) -> bool {
    all().iter().any(|prompt| prompt.name == name)
}

/// A prompt of one text message.
pub(crate) fn text(text: &str) -> GetPromptResult {
    messages(&[json!({ "type": "text", "text": text })])
}

/// The prompt of this name; `None` when it is not the suite's.
pub(crate) fn get(name: &str, arguments: &JsonObject) -> Option<GetPromptResult> {
    let argument = |name: &str| arguments.get(name).and_then(Value::as_str).unwrap_or_default();
    Some(match name {
        "test_simple_prompt" => text("This is a simple prompt for testing."),
        "test_prompt_with_arguments" => text(&format!(
            "Prompt with arguments: arg1='{}', arg2='{}'",
            argument("arg1"),
            argument("arg2"),
        )),
        "test_prompt_with_embedded_resource" => messages(&[
            json!({ "type": "resource", "resource": {
                "uri": argument("resourceUri"),
                "mimeType": "text/plain",
                "text": "Embedded resource content for testing.",
            } }),
            json!({ "type": "text", "text": "Please process the embedded resource above." }),
        ]),
        "test_prompt_with_image" => messages(&[
            json!({ "type": "image", "data": PNG, "mimeType": "image/png" }),
            json!({ "type": "text", "text": "Please analyze the image above." }),
        ]),
        _ => return None,
    })
}

fn messages(contents: &[Value]) -> GetPromptResult {
    let messages: Vec<Value> =
        contents.iter().map(|content| json!({ "role": "user", "content": content })).collect();
    literal::result(json!({ "messages": messages }))
}
