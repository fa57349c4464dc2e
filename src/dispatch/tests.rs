//! What the program as a whole does not show: callers without scopes, and
//! actions on other systems, which are made up here.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod kept;
mod local;
mod remote;
mod scopes;

use std::{path::PathBuf, sync::Arc, time::Duration};

use super::{LocalPermits, Parts, Registry, Road, Seal};
use crate::{
    about::{About, AboutLimits},
    backend::Backends,
    config::{DatabaseConfig, LimitsConfig, SandboxConfig, SqlConfig, Store},
    cursor::Cursors,
};

fn file(dir: &tempfile::TempDir) -> PathBuf {
    dir.path().join("orders.db")
}

/// Runs statements behind the road's back.
fn execute(dir: &tempfile::TempDir, sql: &str) {
    let connection = rusqlite::Connection::open(file(dir)).expect("a database");
    connection.execute_batch(sql).expect("sound statements");
}

/// A road to `registry` over an empty database in `dir`.
async fn road(dir: &tempfile::TempDir, registry: Registry) -> Road {
    road_to(dir, registry, &SqlConfig::default()).await
}

/// The same with sources of SQL.
async fn road_to(dir: &tempfile::TempDir, registry: Registry, sql: &SqlConfig) -> Road {
    let store = Store::Sqlite { path: file(dir), embedded: false };
    let acquire_timeout = Duration::from_secs(1);
    let database = DatabaseConfig { store, pool_size: 4, acquire_timeout };
    let backends = Backends::open(&database, sql, &SandboxConfig::off(), acquire_timeout)
        .await
        .expect("an empty database");
    let limits = AboutLimits {
        call_timeout_seconds: 1.0,
        response_tokens: 1,
        calls_per_minute: 1,
        page_size: 1,
    };
    Road::new(Parts {
        registry: registry.into(),
        backends: Arc::new(backends),
        cursors: Arc::new(Cursors::new("key", [])),
        about: Arc::new(About {
            server: "toolhub",
            version: "0",
            protocol_versions: &[],
            toolsets: Vec::new(),
            tools: Vec::new(),
            database: "sqlite",
            limits,
        }),
        limits: LimitsConfig::default(),
        seal: Seal::new(&[], Duration::from_mins(5)).expect("random bytes"),
        actions: tokio_util::task::TaskTracker::new(),
        permits: Box::<LocalPermits>::default(),
        metrics: Arc::default(),
    })
}
