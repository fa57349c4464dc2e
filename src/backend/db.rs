//! The order database, on SQLite or PostgreSQL. The domain writes its SQL once,
//! as a `Query`; what the two spell differently is a function of `Dialect`.

mod dialect;
mod facts;
mod migrations;
mod open;
pub(super) mod postgres;
mod query;
mod row;
mod sqlite;
mod tx;
mod value;

pub use facts::{Facts, Role};
pub use open::OpenError;
pub use tx::{CommitError, CommitLost, Tx};

pub(super) use dialect::Dialect;
pub(super) use postgres::Postgres;
pub(super) use query::Query;
pub(super) use row::{Fields, Row};
pub(super) use sqlite::Sqlite;
pub(super) use value::Value;

use std::time::Duration;

use super::{BackendError, text};
use crate::config::{DatabaseConfig, Store};

/// The name of this backend in errors.
pub(super) const BACKEND: &str = "orders";

/// How long a readiness check may take.
const READY_TIMEOUT: Duration = Duration::from_secs(1);

/// A handle on the order database; clones share its connections.
#[derive(Debug, Clone)]
pub struct Db {
    engine: Engine,
}

#[derive(Debug, Clone)]
pub(super) enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// How busy the connections are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolStatus {
    /// Most connections open at once.
    pub max: usize,
    /// Connections that are open.
    pub size: usize,
    /// Open connections that nobody uses.
    pub available: usize,
    /// Calls that wait for a connection.
    pub waiting: usize,
}

impl Db {
    /// Opens the database and brings its schema up to date. A PostgreSQL server
    /// that cannot be reached is no error: the first call that gets through
    /// finishes the work.
    pub async fn open(config: &DatabaseConfig) -> Result<Self, OpenError> {
        let engine = match &config.store {
            Store::Sqlite { path, embedded } => {
                let sqlite = Sqlite::open(path, config).await?;
                let db = Self { engine: Engine::Sqlite(sqlite) };
                if *embedded {
                    super::seed::embedded(&db).await?;
                }
                return Ok(db);
            }
            Store::Postgres { url } => Engine::Postgres(Postgres::open(url, config).await?),
        };
        Ok(Self { engine })
    }

    /// Whether the database answers: one cheap round trip, bounded to a second.
    pub async fn ready(&self) -> Result<(), BackendError> {
        let check = self.query("SELECT 1 FROM orders LIMIT 1", &[]);
        let answer = tokio::time::timeout(READY_TIMEOUT, check).await;
        answer.unwrap_or_else(|late| {
            Err(BackendError::Unavailable { backend: BACKEND, source: late.into() })
        })?;
        Ok(())
    }

    /// How busy the connections are.
    pub fn status(&self) -> PoolStatus {
        let status = match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.status(),
            Engine::Postgres(postgres) => postgres.status(),
        };
        PoolStatus {
            max: status.max_size,
            size: status.size,
            available: status.available,
            waiting: status.waiting,
        }
    }

    /// `sqlite` or `postgresql`.
    pub fn kind(&self) -> &'static str {
        match self.dialect() {
            Dialect::Sqlite => "sqlite",
            Dialect::Postgres => "postgresql",
        }
    }

    pub(super) fn dialect(&self) -> Dialect {
        match self.engine {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
        }
    }

    pub(super) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Starts a statement that begins with `sql`.
    pub(super) fn compose(&self, sql: &str) -> Query<'_> {
        Query::new(self, sql)
    }

    /// Runs one statement with `$1`, `$2`, ... bound to `params`. When the
    /// future is dropped the database stops working on it.
    pub(super) async fn query(
        &self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, BackendError> {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.query(sql, params).await,
            Engine::Postgres(postgres) => postgres.query(sql, params).await,
        }
    }

    /// Values of an identifier `column` that start with `prefix`.
    pub(super) async fn suggest(
        &self,
        table: &'static str,
        column: &'static str,
        prefix: &str,
        limit: u32,
    ) -> Result<Vec<String>, BackendError> {
        let Some((start, end)) = text::prefix_range(prefix) else { return Ok(Vec::new()) };
        let mut query = self.compose(&format!("SELECT {column} FROM {table}"));
        let (start, end) = (query.bind(start), query.bind(end));
        query.condition(&format!("{column} >= {start} AND {column} < {end}"));
        query.push(&format!(" ORDER BY {column}"));
        query.limit(limit);
        query.all(Fields::text).await
    }
}
