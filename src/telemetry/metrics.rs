//! What is counted, in Prometheus' form, named after OpenTelemetry's semantic
//! conventions for MCP (`docs/gen-ai/mcp.md` there). Listed in
//! `docs/operations.md`.

use std::{
    fmt,
    sync::atomic::{AtomicI64, AtomicU64},
    time::Duration,
};

use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};

/// Seconds. The conventions' buckets with two finer ones in front.
const DURATIONS: [f64; 16] =
    [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1., 2., 5., 10., 30., 60., 120., 300.];
const TOKENS: [f64; 8] = [1., 4., 16., 64., 256., 1024., 4096., 16384.];

/// A finished piece of work, as its labels tell it.
#[derive(Debug, Clone, Copy)]
pub struct Operation<'a> {
    /// `mcp.method.name`.
    pub method: &'static str,
    /// The tool, resource or prompt.
    pub name: &'a str,
    /// `error.type`; `None` when it went well.
    pub error: Option<&'static str>,
    /// `network.transport`.
    pub transport: &'static str,
    /// `mcp.protocol.version`.
    pub protocol: Option<&'static str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OperationLabels {
    mcp_method_name: &'static str,
    gen_ai_tool_name: String,
    error_type: &'static str,
    network_transport: &'static str,
    mcp_protocol_version: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct NameLabels {
    gen_ai_tool_name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct BackendLabels {
    backend: String,
    error_type: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PoolLabels {
    backend: &'static str,
    state: &'static str,
}

/// What ran in a sandbox, as its labels tell it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct SandboxLabels {
    /// Who starts the sandboxes.
    pub backend: &'static str,
    /// What separates them from the machine.
    pub isolation: String,
    /// How the code ended.
    pub exit: &'static str,
    /// Whether the sandbox was waiting for it: `warm` or `cold`.
    pub start: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CacheLabels {
    cache: &'static str,
    result: &'static str,
}

/// Every metric of the process.
pub struct Metrics {
    registry: Registry,
    durations: Family<OperationLabels, Histogram, fn() -> Histogram>,
    tokens: Family<NameLabels, Histogram, fn() -> Histogram>,
    backend_failures: Family<BackendLabels, Counter>,
    pool: Family<PoolLabels, Gauge>,
    cache: Family<CacheLabels, Counter<u64, AtomicU64>>,
    sandbox: Family<SandboxLabels, Counter<u64, AtomicU64>>,
    connections: Gauge<i64, AtomicI64>,
    sandbox_sessions: Gauge<i64, AtomicI64>,
    sessions: Gauge<i64, AtomicI64>,
}

impl Metrics {
    /// All at zero.
    pub fn new() -> Self {
        let durations: Family<_, _, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(DURATIONS));
        let tokens: Family<_, _, fn() -> Histogram> =
            Family::new_with_constructor(|| Histogram::new(TOKENS));
        let mut metrics = Self {
            registry: Registry::default(),
            durations,
            tokens,
            backend_failures: Family::default(),
            pool: Family::default(),
            cache: Family::default(),
            sandbox: Family::default(),
            connections: Gauge::default(),
            sessions: Gauge::default(),
            sandbox_sessions: Gauge::default(),
        };
        metrics.register();
        metrics
    }

    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register_with_unit(
            "mcp_server_operation_duration",
            "Duration of MCP requests as the server observed it",
            Unit::Seconds,
            self.durations.clone(),
        );
        registry.register(
            "toolhub_tool_response_tokens",
            "Estimated tokens a reply costs the model that reads it",
            self.tokens.clone(),
        );
        registry.register(
            "toolhub_backend_connection_failures",
            "Requests that failed because a backend did not answer",
            self.backend_failures.clone(),
        );
        registry.register(
            "toolhub_backend_pool_connections",
            "Connections of a backend's pool by state",
            self.pool.clone(),
        );
        registry.register(
            "toolhub_cache_requests",
            "Look-ups in a cache by result",
            self.cache.clone(),
        );
        registry.register(
            "toolhub_sandbox_runs",
            "Pieces of code that were run, by how they ended",
            self.sandbox.clone(),
        );
        registry.register(
            "toolhub_sandbox_sessions",
            "Sessions of run_python that are open",
            self.sandbox_sessions.clone(),
        );
        registry.register(
            "toolhub_http_connections",
            "HTTP connections that are open",
            self.connections.clone(),
        );
        registry.register(
            "toolhub_http_sessions",
            "Sessions of clients that speak 2025-11-25 or older",
            self.sessions.clone(),
        );
    }

    /// A piece of work is done.
    pub fn operation(&self, operation: &Operation<'_>, duration: Duration, tokens: usize) {
        let labels = OperationLabels {
            mcp_method_name: operation.method,
            gen_ai_tool_name: operation.name.to_owned(),
            error_type: operation.error.unwrap_or_default(),
            network_transport: operation.transport,
            mcp_protocol_version: operation.protocol.unwrap_or_default(),
        };
        self.durations.get_or_create(&labels).observe(duration.as_secs_f64());
        if operation.method == "tools/call" {
            let name = NameLabels { gen_ai_tool_name: labels.gen_ai_tool_name };
            #[expect(clippy::cast_precision_loss, reason = "a bucket is all that is kept")]
            self.tokens.get_or_create(&name).observe(tokens as f64);
        }
    }

    /// A backend did not answer.
    pub fn backend_failed(&self, backend: &str) {
        let labels = BackendLabels { backend: backend.to_owned(), error_type: "unavailable" };
        self.backend_failures.get_or_create(&labels).inc();
    }

    /// How many of a pool's connections are in `state` now.
    pub fn pool(&self, backend: &'static str, state: &'static str, connections: usize) {
        let labels = PoolLabels { backend, state };
        self.pool.get_or_create(&labels).set(i64::try_from(connections).unwrap_or(i64::MAX));
    }

    /// How many look-ups in `cache` have ended in `result` since the start.
    pub fn cache(&self, cache: &'static str, result: &'static str, total: u64) {
        let labels = CacheLabels { cache, result };
        self.cache
            .get_or_create(&labels)
            .inner()
            .store(total, std::sync::atomic::Ordering::Relaxed);
    }

    /// How many pieces of code have run that way since the start.
    pub fn sandbox(&self, labels: &SandboxLabels, total: u64) {
        self.sandbox
            .get_or_create(labels)
            .inner()
            .store(total, std::sync::atomic::Ordering::Relaxed);
    }

    /// How many sessions of `run_python` are open now.
    pub fn sandbox_sessions(&self, open: usize) {
        self.sandbox_sessions.set(i64::try_from(open).unwrap_or(i64::MAX));
    }

    /// The gauge of open HTTP connections.
    pub const fn connections(&self) -> &Gauge<i64, AtomicI64> {
        &self.connections
    }

    /// The gauge of legacy sessions.
    pub const fn sessions(&self) -> &Gauge<i64, AtomicI64> {
        &self.sessions
    }

    /// Everything in OpenMetrics text form.
    pub fn encode(&self) -> Result<String, fmt::Error> {
        let mut text = String::new();
        text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}
