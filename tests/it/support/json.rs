//! JSON-RPC messages as clients of both eras write them.

use serde_json::{Value, json};

/// The newest version: stateless, every request says what it speaks.
pub(crate) const MODERN: &str = "2026-07-28";
/// The newest version with the handshake.
pub(crate) const LEGACY: &str = "2025-11-25";

/// What every modern request carries.
pub(crate) fn meta(version: &str) -> Value {
    json!({
        "io.modelcontextprotocol/protocolVersion": version,
        "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
    })
}

/// What a client declares that can put a form to its person.
pub(crate) fn can_ask() -> Value {
    json!({ "elicitation": {} })
}

/// Makes a modern request one of such a client.
pub(crate) fn asking(mut message: Value) -> Value {
    message["params"]["_meta"]["io.modelcontextprotocol/clientCapabilities"] = can_ask();
    message
}

/// A request.
pub(crate) fn request(id: u64, method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
}

/// A modern request.
pub(crate) fn modern(id: u64, method: &str, params: Value) -> Value {
    let mut params = params;
    params["_meta"] = meta(MODERN);
    request(id, method, &params)
}

/// A notification.
pub(crate) fn notification(method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}

/// The params of `initialize`.
pub(crate) fn initialize(version: &str) -> Value {
    json!({
        "protocolVersion": version,
        "capabilities": {},
        "clientInfo": { "name": "test", "version": "1" },
    })
}

/// The params of `initialize` of a client that can put a form to its person.
pub(crate) fn initialize_asking(version: &str) -> Value {
    let mut params = initialize(version);
    params["capabilities"] = can_ask();
    params
}

/// The params of a tool call.
pub(crate) fn call(tool: &str, arguments: &Value) -> Value {
    json!({ "name": tool, "arguments": arguments })
}

/// The text of a call's result, which went well.
#[track_caller]
pub(crate) fn text(reply: &Value) -> &str {
    assert!(reply["result"]["isError"] != true, "{reply}");
    reply["result"]["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{reply}"))
}

/// The text of a call's error result, and the reference in its `_meta`.
#[track_caller]
pub(crate) fn failure(reply: &Value) -> (&str, &str) {
    let result = &reply["result"];
    assert_eq!(result["isError"], true, "{reply}");
    let reference = &result["_meta"]["toolhub/error"]["reference"];
    (result["content"][0]["text"].as_str().unwrap(), reference.as_str().unwrap())
}

/// The code and message of a JSON-RPC error.
#[track_caller]
pub(crate) fn error(reply: &Value) -> (i64, &str) {
    let error = &reply["error"];
    let code = error["code"].as_i64().unwrap_or_else(|| panic!("{reply}"));
    (code, error["message"].as_str().unwrap())
}
