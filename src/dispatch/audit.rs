//! What the audit log is told of a call: its arguments without what is secret
//! or personal, cut to what a person would read.

use serde_json::Value;

use super::Origin;
use crate::{
    backend::ledger::{Decision, Entry, Outcome},
    tool::{Facts, JsonObject, Preview},
};

/// Longer texts are cut.
const TEXT_CHARACTERS: usize = 500;
/// More than that is not kept at all.
const ARGUMENT_BYTES: usize = 8 * 1024;

/// An entry of a call, before anything is known of its outcome.
pub(super) fn entry(origin: &Origin, request_id: &str, tool: &str, arguments: String) -> Entry {
    Entry {
        request_id: request_id.to_owned(),
        trace_id: origin.trace_id.clone(),
        principal: origin.caller.principal().to_owned(),
        transport: origin.transport,
        tool: tool.to_owned(),
        arguments,
        preview: None,
        decision: Decision::None,
        outcome: Outcome::NotDone,
        detail: None,
        follows: None,
    }
}

/// The entry of a call that its preview was decided on.
pub(super) fn decided(mut entry: Entry, decision: Decision, preview: Option<&Preview>) -> Entry {
    entry.decision = decision;
    entry.preview = preview.map(|preview| preview.text.clone());
    entry
}

/// The arguments as the log may hold them.
pub(super) fn arguments(redacted: &[&str], args: &JsonObject) -> String {
    let hidden = |name: &str| name == "confirmation_token" || redacted.contains(&name);
    let shown = args.iter().map(|(name, value)| {
        let value = match value {
            Value::String(text) if hidden(name) => {
                Value::String(format!("[redacted, {} characters]", text.chars().count()))
            }
            _ if hidden(name) => Value::String("[redacted]".to_owned()),
            Value::String(text) => Value::String(cut(text)),
            other => other.clone(),
        };
        (name.clone(), value)
    });
    let shown = Value::Object(shown.collect()).to_string();
    if shown.len() > ARGUMENT_BYTES {
        return serde_json::json!({ "left_out_bytes": shown.len() }).to_string();
    }
    shown
}

/// The same of arguments that nobody has checked: one that the tool does not
/// have could hold anything, and is only counted.
pub(super) fn unchecked(facts: &Facts, args: &JsonObject) -> String {
    let properties = facts.input_schema.get("properties").and_then(Value::as_object);
    let knows = |name: &str| properties.is_some_and(|known| known.contains_key(name));
    let mut kept = args.clone();
    kept.retain(|name, _| knows(name));
    let unknown = args.len() - kept.len();
    if unknown > 0 {
        kept.insert("unknown_arguments".to_owned(), unknown.into());
    }
    arguments(facts.redacted, &kept)
}

fn cut(text: &str) -> String {
    let more = text.chars().count().saturating_sub(TEXT_CHARACTERS);
    if more == 0 {
        return text.to_owned();
    }
    let start: String = text.chars().take(TEXT_CHARACTERS).collect();
    format!("{start}… ({more} more characters)")
}
