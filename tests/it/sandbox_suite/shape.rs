//! What holds for every answer, whatever the code did.

use std::collections::BTreeSet;

use serde_json::Value;

/// The most bytes of JSON that an answer may have.
const BYTES: usize = 512 << 10;
/// The most files that an answer may list.
const FILES: usize = 200;
const EXITS: [&str; 7] =
    ["ok", "exception", "exit_code", "signal", "timed_out", "out_of_memory", "sandbox_died"];

/// What is wrong with it.
pub(super) fn complaints(reply: &Value) -> Vec<String> {
    let mut complaints = Vec::new();
    let bytes = reply.to_string().len();
    if bytes > BYTES {
        complaints.push(format!("an answer of {bytes} bytes"));
    }
    let result = &reply["result"]["structuredContent"];
    if !result["exit"].is_string() {
        return complaints;
    }
    let sandbox = &reply["result"]["_meta"]["toolhub/sandbox"];
    let says = |what: &str| sandbox[what].as_str().is_some_and(|text| !text.is_empty());
    if !(says("backend") && says("isolation")) {
        complaints.push(format!("_meta does not say what ran it: {}", reply["result"]["_meta"]));
    }
    complaints.extend(fields(result));
    complaints.extend(files(result));
    complaints
}

/// Every field has its type and stands where it belongs.
fn fields(result: &Value) -> Vec<String> {
    let exit = result["exit"].as_str().unwrap_or_default();
    let optional = |name: &str, is: fn(&Value) -> bool| result.get(name).is_none_or(is);
    let only = |name: &str, of: &str| result.get(name).is_some() == (exit == of);
    let strings =
        |value: &Value| value.as_array().is_some_and(|list| list.iter().all(Value::is_string));
    let exception = &result["exception"];
    let parts = ["type", "message", "traceback"];
    let checks = [
        ("exit", EXITS.contains(&exit)),
        ("stdout", result["stdout"].is_string()),
        ("stderr", result["stderr"].is_string()),
        ("files", result["files"].is_array()),
        ("duration_ms", result["duration_ms"].as_u64().is_some_and(|ms| ms < 40_000)),
        ("value", optional("value", Value::is_string)),
        ("hint", optional("hint", Value::is_string)),
        ("truncated", result.get("truncated").is_none_or(strings)),
        ("exit_code", only("exit_code", "exit_code") && optional("exit_code", Value::is_i64)),
        ("signal", only("signal", "signal") && optional("signal", Value::is_string)),
        ("exception", only("exception", "exception")),
        ("exception", exit != "exception" || parts.iter().all(|part| exception[part].is_string())),
    ];
    let wrong = checks.into_iter().filter(|(_, is_right)| !is_right);
    wrong.map(|(name, _)| format!("{name} is {} after {exit:?}", result[name])).collect()
}

/// Files are few, their names safe and their sizes known.
fn files(result: &Value) -> Vec<String> {
    let mut complaints = Vec::new();
    let files = result["files"].as_array().map(Vec::as_slice).unwrap_or_default();
    if files.len() > FILES {
        complaints.push(format!("lists {} files", files.len()));
    }
    let mut names = BTreeSet::new();
    for file in files {
        let name = file["name"].as_str().unwrap_or_default();
        let says = |what: &str| file[what].as_str().is_some_and(|text| !text.is_empty());
        let is_whole = file["bytes"].is_u64() && says("mime_type") && says("uri");
        if !is_whole || !is_safe(name) || !names.insert(name) {
            complaints.push(format!("lists {file}"));
        }
    }
    complaints
}

/// A name that can stand in a list and in a URI, and leads nowhere else.
fn is_safe(name: &str) -> bool {
    let is_odd = |char: char| {
        char.is_control()
            || matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\\')
    };
    let parts_lead_down = name.split('/').all(|part| !matches!(part, "" | "." | ".."));
    parts_lead_down && name.len() <= 1_024 && !name.contains(is_odd)
}
