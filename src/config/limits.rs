//! Bounds on calls that the operator may tighten.

use std::time::Duration;

use super::{
    parse,
    vars::{Default as Unset, Group, Var},
};

/// Caps on every tool; a tool's own, tighter limits stay in force.
#[derive(Debug, Clone)]
pub struct LimitsConfig {
    /// `TOOLHUB_CALL_TIMEOUT`: longest any call may take.
    pub call_timeout: Duration,
    /// `TOOLHUB_RESPONSE_TOKENS`: most tokens one reply may cost a model.
    pub response_tokens: usize,
    /// `TOOLHUB_CALLS_PER_MINUTE`: per caller and tool.
    pub calls_per_minute: u32,
    /// `TOOLHUB_READ_ONLY`: nothing may be changed, whoever calls.
    pub read_only: bool,
    /// `TOOLHUB_CONFIRM_LIFETIME`: how long a preview may be confirmed.
    pub confirm_lifetime: Duration,
    /// `TOOLHUB_CACHE_TTL`: how long the catalog is served from memory; zero switches it off.
    pub cache_ttl: Duration,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self {
            call_timeout: Duration::from_secs(30),
            response_tokens: 8000,
            calls_per_minute: 600,
            read_only: false,
            confirm_lifetime: Duration::from_mins(5),
            cache_ttl: Duration::from_mins(1),
        }
    }
}

pub(super) const GROUP: Group = Group {
    title: "Limits on calls",
    vars: &[
        Var {
            name: "TOOLHUB_CALL_TIMEOUT",
            doc: "The longest any call may take; a tool's own, shorter bound stays in force",
            shape: "duration, 10ms to 1h",
            default: Unset::Value("30s"),
            example: "10s",
            secret: false,
            set: |draft, value| {
                parse::duration(value, Duration::from_millis(10)..=Duration::from_hours(1))
                    .map(|bound| draft.limits.call_timeout = bound)
            },
        },
        Var {
            name: "TOOLHUB_RESPONSE_TOKENS",
            doc: "The most tokens one reply may cost a model; longer ones are cut at a record",
            shape: "100 to 1000000",
            default: Unset::Value("8000"),
            example: "4000",
            secret: false,
            set: |draft, value| {
                parse::whole(value, 100..=1_000_000).map(|max| draft.limits.response_tokens = max)
            },
        },
        Var {
            name: "TOOLHUB_CALLS_PER_MINUTE",
            doc: "How often one caller may call one tool",
            shape: "1 to 1000000",
            default: Unset::Value("600"),
            example: "120",
            secret: false,
            set: |draft, value| {
                parse::whole(value, 1..=1_000_000).map(|max| draft.limits.calls_per_minute = max)
            },
        },
        Var {
            name: "TOOLHUB_READ_ONLY",
            doc: "Hide and refuse every tool that changes something. A request can ask for the \
                  same with the header `X-MCP-Readonly: true`, and never for less",
            shape: "`1` or `0`",
            default: Unset::Value("0"),
            example: "1",
            secret: false,
            set: |draft, value| parse::flag(value).map(|flag| draft.limits.read_only = flag),
        },
        Var {
            name: "TOOLHUB_CONFIRM_LIFETIME",
            doc: "How long the preview of a destructive action may be confirmed",
            shape: "duration, 1s to 1h",
            default: Unset::Value("5m"),
            example: "2m",
            secret: false,
            set: |draft, value| {
                parse::duration(value, Duration::from_secs(1)..=Duration::from_hours(1))
                    .map(|lifetime| draft.limits.confirm_lifetime = lifetime)
            },
        },
        Var {
            name: "TOOLHUB_CACHE_TTL",
            doc: "How long the catalog is served from memory; `0s` switches the cache off",
            shape: "duration, up to 24h",
            default: Unset::Value("60s"),
            example: "5m",
            secret: false,
            set: |draft, value| {
                parse::duration(value, Duration::ZERO..=Duration::from_hours(24))
                    .map(|ttl| draft.limits.cache_ttl = ttl)
            },
        },
    ],
};
