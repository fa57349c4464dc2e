//! Tools that talk to the client while they run, and those that insist on a capability.
#![expect(deprecated, reason = "the 2025-11-25 set tests sampling and logging")]

use std::{error::Error, time::Duration};

use rmcp::{
    ErrorData, Peer, RoleServer,
    model::{
        CallToolRequestParams, CallToolResult, ClientCapabilities, InputRequest, LoggingLevel,
        LoggingMessageNotificationParam, ProgressNotificationParam, ServerRequest,
    },
    service::RequestContext,
};
use serde_json::{Value, json};

use crate::{content, literal};

/// The pause the suite prescribes between two notifications of one call.
const PAUSE: Duration = Duration::from_millis(50);

/// The result of a tool of this module; `None` for every other name.
pub(crate) async fn with_client(
    request: &CallToolRequestParams,
    context: &RequestContext<RoleServer>,
) -> Option<Result<CallToolResult, ErrorData>> {
    let result = match request.name.as_ref() {
        "test_tool_with_progress" => report_progress(context).await,
        "test_tool_with_logging" => log(context).await,
        "test_logging_tool" if context.meta.log_level().is_some() => log(context).await,
        "test_logging_tool" => Ok(content::text("no log level, no log")),
        "test_missing_capability" => require_sampling(context),
        "test_sampling" => ask(&context.peer, sampling(request)).await,
        "test_elicitation" => ask(&context.peer, elicitation(request)).await,
        "test_elicitation_sep1034_defaults" => ask(&context.peer, defaults()).await,
        "test_elicitation_sep1330_enums" => ask(&context.peer, enums()).await,
        _ => return None,
    };
    Some(result)
}

async fn report_progress(
    context: &RequestContext<RoleServer>,
) -> Result<CallToolResult, ErrorData> {
    let token = context.meta.get_progress_token();
    for progress in [0.0, 50.0, 100.0] {
        if let Some(token) = token.clone() {
            let step = ProgressNotificationParam::new(token, progress).with_total(100.0);
            context.peer.notify_progress(step).await.map_err(internal)?;
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(content::text("done"))
}

async fn log(context: &RequestContext<RoleServer>) -> Result<CallToolResult, ErrorData> {
    for message in ["Tool execution started", "Tool processing data", "Tool execution completed"] {
        let line = LoggingMessageNotificationParam::new(LoggingLevel::Info, json!(message));
        context.peer.notify_logging_message(line).await.map_err(internal)?;
        tokio::time::sleep(PAUSE).await;
    }
    Ok(content::text("logged"))
}

fn require_sampling(context: &RequestContext<RoleServer>) -> Result<CallToolResult, ErrorData> {
    let declared = context.client_capabilities().is_some_and(|client| client.sampling.is_some());
    if declared {
        return Ok(content::text("sampling is declared"));
    }
    let required: ClientCapabilities = literal::constant(json!({ "sampling": {} }));
    Err(ErrorData::missing_required_client_capability(required))
}

/// Sends the request on the call's own stream and returns the client's answer as text.
async fn ask(peer: &Peer<RoleServer>, question: Value) -> Result<CallToolResult, ErrorData> {
    let question = match literal::constant(question) {
        InputRequest::CreateMessage(request) => ServerRequest::CreateMessageRequest(request),
        InputRequest::Elicitation(request) => ServerRequest::ElicitRequest(request),
        _ => return Err(ErrorData::internal_error("the suite has no such question", None)),
    };
    let answer = peer.send_request(question).await.map_err(internal)?;
    let answer = serde_json::to_string(&answer).map_err(internal)?;
    Ok(content::text(format!("the client answered: {answer}")))
}

fn argument(request: &CallToolRequestParams, name: &str) -> Value {
    request
        .arguments
        .as_ref()
        .and_then(|arguments| arguments.get(name))
        .cloned()
        .unwrap_or_default()
}

fn sampling(request: &CallToolRequestParams) -> Value {
    json!({ "method": "sampling/createMessage", "params": {
        "messages": [{ "role": "user", "content": { "type": "text", "text": argument(request, "prompt") } }],
        "maxTokens": 100,
    } })
}

fn elicit(message: &Value, properties: &Value) -> Value {
    json!({ "method": "elicitation/create", "params": {
        "message": message,
        "requestedSchema": { "type": "object", "properties": properties },
    } })
}

fn elicitation(request: &CallToolRequestParams) -> Value {
    elicit(
        &argument(request, "message"),
        &json!({
            "username": { "type": "string", "description": "User's response" },
            "email": { "type": "string", "description": "User's email address" },
        }),
    )
}

fn defaults() -> Value {
    elicit(
        &json!("Please review the defaults"),
        &json!({
            "name": { "type": "string", "default": "John Doe" },
            "age": { "type": "integer", "default": 30 },
            "score": { "type": "number", "default": 95.5 },
            "status": { "type": "string", "enum": ["active", "inactive", "pending"], "default": "active" },
            "verified": { "type": "boolean", "default": true },
        }),
    )
}

fn enums() -> Value {
    let options = json!(["option1", "option2", "option3"]);
    let titled = json!([
        { "const": "value1", "title": "First Option" },
        { "const": "value2", "title": "Second Option" },
        { "const": "value3", "title": "Third Option" },
    ]);
    elicit(
        &json!("Please choose"),
        &json!({
            "untitledSingle": { "type": "string", "enum": options },
            "titledSingle": { "type": "string", "oneOf": titled },
            "legacyEnum": {
                "type": "string",
                "enum": ["opt1", "opt2", "opt3"],
                "enumNames": ["Option One", "Option Two", "Option Three"],
            },
            "untitledMulti": { "type": "array", "items": { "type": "string", "enum": options } },
            "titledMulti": { "type": "array", "items": { "anyOf": titled } },
        }),
    )
}

fn internal<E: Error>(error: E) -> ErrorData {
    ErrorData::internal_error(error.to_string(), None)
}
