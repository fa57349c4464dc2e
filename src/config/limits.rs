//! Bounds on calls that the operator may tighten.

use std::time::Duration;

/// Caps on every tool; a tool's own, tighter limits stay in force.
#[derive(Debug, Clone)]
pub struct LimitsConfig {
    /// `TOOLHUB_CALL_TIMEOUT`: longest any call may take.
    pub call_timeout: Duration,
    /// `TOOLHUB_RESPONSE_TOKENS`: most tokens one reply may cost a model.
    pub response_tokens: usize,
    /// `TOOLHUB_CALLS_PER_MINUTE`: per caller and tool.
    pub calls_per_minute: u32,
    /// `TOOLHUB_CACHE_TTL`: how long the catalog is served from memory; zero switches it off.
    pub cache_ttl: Duration,
}
