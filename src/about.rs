//! What this server is and has switched on: said to hosts, to models through
//! `config://server`, and to people on the command line. No secret is in it.

use schemars::JsonSchema;
use serde::Serialize;

/// The name in `serverInfo`.
pub const NAME: &str = "toolhub";
/// The release.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The protocol versions served, newest first.
pub const PROTOCOL_VERSIONS: &[&str] = &["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"];

/// A description of the running server.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct About {
    /// `toolhub`.
    pub server: &'static str,
    /// The release.
    pub version: &'static str,
    /// MCP versions it speaks, newest first.
    pub protocol_versions: &'static [&'static str],
    /// Toolsets that are switched on.
    pub toolsets: Vec<&'static str>,
    /// Tools that are switched on.
    pub tools: Vec<String>,
    /// The kind of the order database.
    pub database: &'static str,
    /// The bounds on every call.
    pub limits: AboutLimits,
}

/// The bounds on every call; a tool's own may be tighter.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AboutLimits {
    /// Longest time a call may take, in seconds.
    pub call_timeout_seconds: f64,
    /// Most tokens one reply may cost.
    pub response_tokens: usize,
    /// Calls per minute, caller and tool.
    pub calls_per_minute: u32,
    /// Most records on one page.
    pub page_size: u32,
}

/// Most values a completion offers (specification 2026-07-28, server/utilities/completion).
pub const COMPLETIONS: u32 = 100;
/// Most records on one page of any tool.
pub const PAGE_SIZE: u32 = 50;
