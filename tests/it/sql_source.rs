//! Governed SQL below the tools: sources on both databases.

mod canary;
mod corpus;
mod plans;
mod pooler;
pub(crate) mod postgres;
mod roles;
mod sqlite;
mod written;

use std::{collections::BTreeMap, time::Duration};

use serde_json::Value;
use toolhub::{
    backend::sql::{Query, Rows, Source, Sql, SqlError},
    config::{
        SqlConfig, Store,
        sql::{ColumnPattern, Glob, SourceConfig, SourceLimits, TablePattern, Visible},
    },
};

/// A source called `test` on `store` with everything visible, after `change`.
fn source(store: Store, change: impl FnOnce(&mut SourceConfig)) -> Source {
    let mut config = SourceConfig {
        store,
        description: None,
        visible: Visible::default(),
        limits: SourceLimits { timeout: Duration::from_secs(5), ..SourceLimits::default() },
        allow_privileged_role: false,
        caller_identity: None,
    };
    change(&mut config);
    let sources = BTreeMap::from([("test".to_owned(), config)]);
    let sql = Sql::open(&SqlConfig { adhoc: true, sources, queries: BTreeMap::new() }).unwrap();
    sql.source(Some("test")).unwrap().clone()
}

fn tables(names: &[&str]) -> Vec<TablePattern> {
    let pattern = |name: &&str| TablePattern { schema: None, table: Glob::new(*name) };
    names.iter().map(pattern).collect()
}

fn column(table: &str, column: &str) -> ColumnPattern {
    ColumnPattern { schema: None, table: Glob::new(table), column: Glob::new(column) }
}

async fn ask(source: &Source, sql: &str) -> Result<Rows, SqlError> {
    ask_with(source, sql, &[]).await
}

async fn ask_with(source: &Source, sql: &str, params: &[Value]) -> Result<Rows, SqlError> {
    source.query(Query { sql, params, limit: 100, offset: 0, caller: "ravi" }).await
}

/// The only value of the only row.
async fn value(source: &Source, sql: &str) -> Value {
    let rows = ask(source, sql).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    rows.rows[0][0].clone()
}

/// Memory of this process at its highest, in bytes.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}
