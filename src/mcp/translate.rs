//! Road results to MCP results and JSON-RPC errors.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use rmcp::{
    ErrorData,
    model::{
        CacheScope, CallToolResult, ContentBlock, ErrorCode, GetPromptResult, Icon, JsonObject,
        MetaObject, PromptMessage, ReadResourceResult, Resource, ResourceContents, Role,
    },
};
use serde_json::{Value, json};

use crate::{
    dispatch::Failure,
    prompt::PromptArgs,
    resource::{Document, ResourceEntry},
    text::excerpt,
    tool::{Attachment, Reply},
};

/// The key of our own facts in a result's `_meta`.
const META: &str = "toolhub/error";

/// A tool's reply. What went wrong in a call is a result a model can read; only
/// a tool that does not exist is a protocol error (specification 2026-07-28,
/// server/tools, "Error Handling").
pub(super) fn reply(reply: Result<Reply, Failure>) -> Result<CallToolResult, ErrorData> {
    match reply {
        Ok(reply) => {
            let mut content = vec![ContentBlock::text(reply.text)];
            content.extend(reply.attachments.into_iter().map(attachment));
            let mut result = CallToolResult::success(content);
            result.structured_content = Some(reply.structured);
            for (key, value) in reply.meta {
                result.meta.get_or_insert_default().insert(key, value);
            }
            Ok(result)
        }
        Err(failure) if failure.kind == "unknown" => Err(error(failure)),
        Err(failure) => {
            let mut meta = MetaObject::new();
            meta.insert(META.to_owned(), facts(&failure));
            let mut result = CallToolResult::error(vec![ContentBlock::text(failure.text)]);
            result.meta = Some(meta);
            Ok(result)
        }
    }
}

fn attachment(attachment: Attachment) -> ContentBlock {
    match attachment {
        Attachment::Image { mime_type, content } => {
            ContentBlock::image(BASE64.encode(content), mime_type)
        }
        Attachment::Link { uri, name, mime_type, bytes } => ContentBlock::resource_link(
            Resource::new(uri, name).with_mime_type(mime_type).with_size(bytes),
        ),
    }
}

/// A failure of a method that has no error result.
pub(super) fn error(failure: Failure) -> ErrorData {
    let data = Some(json!({ META: facts(&failure) }));
    match failure.kind {
        "unknown" | "not_found" | "invalid_arguments" => {
            ErrorData::invalid_params(failure.text, data)
        }
        // JSON-RPC's range for servers' own errors ends at -32000.
        "rate_limited" | "forbidden" | "read_only" | "refused" | "credential" | "unavailable"
        | "timed_out" | "cancelled" | "too_large" => {
            ErrorData::new(ErrorCode(-32000), failure.text, data)
        }
        _ => ErrorData::internal_error(failure.text, data),
    }
}

/// Says in the error which resource it is about.
fn about(uri: String, mut error: ErrorData) -> ErrorData {
    if let Some(Value::Object(data)) = &mut error.data {
        data.insert("uri".to_owned(), uri.into());
    }
    error
}

fn facts(failure: &Failure) -> Value {
    json!({ "kind": failure.kind, "reference": failure.reference })
}

/// A request that rmcp could not read.
pub(super) fn unreadable(method: &str) -> ErrorData {
    const KNOWN: &[&str] = &[
        "completion/complete",
        "prompts/get",
        "prompts/list",
        "resources/list",
        "resources/read",
        "resources/templates/list",
        "tools/call",
        "tools/list",
    ];
    if KNOWN.contains(&method) {
        let text = format!("The params of {method} do not have the form the specification gives.");
        return ErrorData::invalid_params(text, None);
    }
    let text = format!("There is no method {:?} here.", excerpt(method, 60));
    ErrorData::new(ErrorCode::METHOD_NOT_FOUND, text, None)
}

/// States on a result which server made it, as 2026-07-28 asks.
pub(super) fn stamp(meta: &mut Option<MetaObject>, server: &Value) {
    meta.get_or_insert_default()
        .insert("io.modelcontextprotocol/serverInfo".to_owned(), server.clone());
}

/// A resource's content under the URI it was asked for.
pub(super) fn contents(
    uri: String,
    read: Result<(&ResourceEntry, Document), Failure>,
) -> Result<ReadResourceResult, ErrorData> {
    let (entry, document) = match read {
        Ok(read) => read,
        Err(failure) => return Err(about(uri, unread(failure))),
    };
    let contents = match document.file {
        None => ResourceContents::text(document.text, uri).with_mime_type(entry.facts.mime_type),
        Some(file) => match std::str::from_utf8(&file.content) {
            Ok(text) if is_text(file.mime_type) => {
                ResourceContents::text(text, uri).with_mime_type(file.mime_type)
            }
            _ => ResourceContents::blob(BASE64.encode(file.content), uri)
                .with_mime_type(file.mime_type),
        },
    };
    let ttl = u64::try_from(entry.facts.ttl.as_millis()).unwrap_or(u64::MAX);
    Ok(ReadResourceResult::new(vec![contents])
        .with_ttl_ms(ttl)
        .with_cache_scope(CacheScope::Private))
}

/// Whether a reader of text can make something of it.
fn is_text(mime_type: &str) -> bool {
    mime_type.starts_with("text/") || mime_type == "application/json"
}

/// A resource that does not exist has a code of its own up to 2025-11-25, which
/// rmcp turns into the newer versions' "invalid params".
fn unread(failure: Failure) -> ErrorData {
    let absent = matches!(failure.kind, "unknown" | "not_found");
    let error = error(failure);
    if absent { ErrorData { code: ErrorCode::RESOURCE_NOT_FOUND, ..error } } else { error }
}

/// A prompt's message.
pub(super) fn message(text: Result<String, Failure>) -> Result<GetPromptResult, ErrorData> {
    let text = text.map_err(error)?;
    Ok(GetPromptResult::new(vec![PromptMessage::new_text(Role::User, text)]))
}

/// A prompt's arguments: the protocol knows text only.
pub(super) fn prompt_args(args: Option<JsonObject>) -> Result<PromptArgs, ErrorData> {
    args.into_iter()
        .flatten()
        .map(|(name, value)| match value {
            Value::String(value) => Ok((name, value)),
            other => Err(ErrorData::invalid_params(
                format!(
                    "The prompt argument {name:?} must be a string, not {}.",
                    excerpt(&other.to_string(), 60)
                ),
                None,
            )),
        })
        .collect()
}

/// The server's icon, small enough to travel inline.
pub(super) fn icon() -> Icon {
    const SVG: &str = "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20\
        viewBox='0%200%2024%2024'%3E%3Cpath%20d='M12%202%2022%208v8l-10%206L2%2016V8z'%20\
        fill='%232b5c8a'/%3E%3Ccircle%20cx='12'%20cy='12'%20r='4'%20fill='%23fff'/%3E%3C/svg%3E";
    Icon::new(SVG).with_mime_type("image/svg+xml").with_sizes(vec!["any".to_owned()])
}
