//! One database that statements may be asked of.

use std::sync::Arc;

use super::{
    Catalog, Format, Plan, Query, Rows, SqlError, TableDescription, TableInfo, postgres::Postgres,
    samples, sqlite::Sqlite,
};
use crate::{
    backend::db::OpenError,
    config::{
        Store,
        sql::{Glob, SourceConfig, SourceLimits},
    },
};

/// One database that statements may be asked of; clones share its connections.
#[derive(Debug, Clone)]
pub struct Source {
    name: Arc<str>,
    config: Arc<SourceConfig>,
    engine: Arc<Engine>,
}

#[derive(Debug)]
enum Engine {
    Sqlite(Sqlite),
    Postgres(Box<Postgres>),
}

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// PostgreSQL.
    Postgres,
    /// SQLite.
    Sqlite,
}

/// Whether a source is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceState {
    /// It answers, and its role is as it should be.
    Ready,
    /// Its role may do too much, and the operator accepts that.
    Accepted {
        /// What, each a clause without subject: "is a superuser".
        reasons: Vec<String>,
    },
    /// Its role may do too much: it answers nothing.
    Refused {
        /// What, each a clause without subject: "is a superuser".
        reasons: Vec<String>,
    },
}

impl Kind {
    /// `postgresql` or `sqlite`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Postgres => "postgresql",
            Self::Sqlite => "sqlite",
        }
    }
}

impl Source {
    pub(super) fn open(name: &str, config: &SourceConfig) -> Result<Self, OpenError> {
        let (name, config): (Arc<str>, _) = (name.into(), Arc::new(config.clone()));
        let engine = match &config.store {
            Store::Sqlite { path, .. } => {
                Engine::Sqlite(Sqlite::new(Arc::clone(&name), path, Arc::clone(&config)))
            }
            Store::Postgres { url } => {
                let postgres = Postgres::new(Arc::clone(&name), url, Arc::clone(&config))?;
                Engine::Postgres(Box::new(postgres))
            }
        };
        Ok(Self { name, config, engine: Arc::new(engine) })
    }

    /// The name it is configured under.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the operator says it holds.
    pub fn description(&self) -> Option<&str> {
        self.config.description.as_deref()
    }

    /// Which database it is.
    pub fn kind(&self) -> Kind {
        match self.config.store {
            Store::Postgres { .. } => Kind::Postgres,
            Store::Sqlite { .. } => Kind::Sqlite,
        }
    }

    /// What bounds a statement.
    pub fn limits(&self) -> &SourceLimits {
        &self.config.limits
    }

    /// Whether it is served, asking it anew.
    pub async fn state(&self) -> Result<SourceState, SqlError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.catalog().await.map(|_| SourceState::Ready),
            Engine::Postgres(postgres) => match postgres.excess().await? {
                reasons if reasons.is_empty() => Ok(SourceState::Ready),
                reasons if self.config.allow_privileged_role => {
                    Ok(SourceState::Accepted { reasons })
                }
                reasons => Ok(SourceState::Refused { reasons }),
            },
        }
    }

    /// The statements that make the right role for this source; none on SQLite,
    /// which has no roles.
    pub async fn recipe(&self) -> Result<Option<String>, SqlError> {
        match &*self.engine {
            Engine::Sqlite(_) => Ok(None),
            Engine::Postgres(postgres) => postgres.recipe().await.map(Some),
        }
    }

    /// The operator's patterns that fit no table or column, asking it anew:
    /// probably misspelt.
    pub async fn idle_patterns(&self) -> Result<Vec<String>, SqlError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.idle_patterns().await,
            Engine::Postgres(postgres) => postgres.idle_patterns().await,
        }
    }

    /// What of it may be seen, at most a minute old.
    pub async fn catalog(&self) -> Result<Arc<Catalog>, SqlError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.catalog().await,
            Engine::Postgres(postgres) => postgres.catalog().await,
        }
    }

    /// The visible tables, those whose name holds `pattern` (a glob, or a part of
    /// the name, in any letter case) when there is one.
    pub async fn tables(&self, pattern: Option<&str>) -> Result<Vec<TableInfo>, SqlError> {
        let mut tables = match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.tables().await,
            Engine::Postgres(postgres) => postgres.tables().await,
        }?;
        if let Some(pattern) = pattern.filter(|pattern| !pattern.trim().is_empty()) {
            let glob = Glob::new(pattern.trim());
            let glob = if glob.is_literal() { Glob::new(format!("*{glob}*")) } else { glob };
            tables.retain(|table| {
                glob.covers(&table.name) || glob.covers(&format!("{}.{}", table.schema, table.name))
            });
        }
        Ok(tables)
    }

    /// All that may be known about `table` (`name` or `schema.name`).
    pub async fn describe(&self, table: &str) -> Result<TableDescription, SqlError> {
        let mut description = match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.describe(table).await,
            Engine::Postgres(postgres) => postgres.describe(table).await,
        }?;
        samples::add(self, &mut description).await;
        Ok(description)
    }

    /// Runs one read-only statement and answers a page of its result.
    pub async fn query(&self, query: Query<'_>) -> Result<Rows, SqlError> {
        self.ask(&query, None).await
    }

    /// The same, with the result written to a file instead of a page, within the
    /// bounds of one.
    pub async fn write(&self, query: Query<'_>, format: Format) -> Result<Rows, SqlError> {
        self.ask(&query, Some(format)).await
    }

    async fn ask(&self, query: &Query<'_>, format: Option<Format>) -> Result<Rows, SqlError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.query(query, format).await,
            Engine::Postgres(postgres) => postgres.query(query, format).await,
        }
    }

    /// How a statement would be run. Nothing is executed.
    pub async fn explain(&self, query: Query<'_>) -> Result<Plan, SqlError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.explain(&query).await,
            Engine::Postgres(postgres) => postgres.explain(&query).await,
        }
    }
}
