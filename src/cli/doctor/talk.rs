//! The first words of a client, in both generations of the protocol.

use serde_json::{Value, json};

use crate::about;

/// A generation of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    /// 2026-07-28: every request stands alone.
    Modern,
    /// 2025-11-25: a handshake comes first.
    Legacy,
}

/// Who answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Server {
    pub(super) name: String,
    pub(super) version: String,
}

impl Era {
    pub(super) const BOTH: [Self; 2] = [Self::Modern, Self::Legacy];

    pub(super) const fn version(self) -> &'static str {
        match self {
            Self::Modern => "2026-07-28",
            Self::Legacy => "2025-11-25",
        }
    }

    /// The method that a conversation begins with.
    pub(super) const fn greeting(self) -> &'static str {
        match self {
            Self::Modern => "server/discover",
            Self::Legacy => "initialize",
        }
    }

    /// A request.
    pub(super) fn request(self, id: u64, method: &str) -> Value {
        let client = json!({ "name": "toolhub doctor", "version": about::VERSION });
        let params = match (self, method) {
            (Self::Modern, _) => json!({ "_meta": {
                "io.modelcontextprotocol/protocolVersion": self.version(),
                "io.modelcontextprotocol/clientInfo": client,
                "io.modelcontextprotocol/clientCapabilities": {},
            }}),
            (Self::Legacy, "initialize") => json!({
                "protocolVersion": self.version(),
                "capabilities": {},
                "clientInfo": client,
            }),
            (Self::Legacy, _) => json!({}),
        };
        json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
    }

    /// What has to follow the greeting before anything else is asked.
    pub(super) fn after_greeting(self) -> Option<Value> {
        let done = || json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
        (self == Self::Legacy).then(done)
    }
}

impl Server {
    /// Who answered the greeting with `result`.
    pub(super) fn of(result: &Value) -> Self {
        let info = result
            .get("serverInfo")
            .or_else(|| result.get("_meta")?.get("io.modelcontextprotocol/serverInfo"));
        let text = |key: &str| {
            let text = info.and_then(|info| info.get(key)?.as_str()).unwrap_or_default();
            crate::text::excerpt(text, 60)
        };
        Self { name: text("name"), version: text("version") }
    }
}

/// How many tools `tools/list` answered with.
pub(super) fn tools(result: &Value) -> usize {
    result.get("tools").and_then(Value::as_array).map_or(0, Vec::len)
}

/// The message of a JSON-RPC error, or what else came instead of a result.
pub(super) fn complaint(reply: &Value) -> String {
    let message = reply.get("error").and_then(|error| error.get("message")?.as_str());
    crate::text::excerpt(message.unwrap_or("neither a result nor an error"), 200)
}
