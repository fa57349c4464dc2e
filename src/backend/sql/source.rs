//! One database that statements may be asked of.

use std::sync::Arc;

use super::{Catalog, Plan, Query, Rows, SqlError, TableDescription, TableInfo};
use crate::{
    backend::db::OpenError,
    config::{
        Store,
        sql::{SourceConfig, SourceLimits},
    },
};

/// One database that statements may be asked of; clones share its connections.
#[derive(Debug, Clone)]
pub struct Source {
    name: Arc<str>,
    config: Arc<SourceConfig>,
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
    /// It answers, and its role is as it should be or allowed by the operator.
    Ready,
    /// Its role may do too much.
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
        Ok(Self { name: name.into(), config: Arc::new(config.clone()) })
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
        Err(self.unfinished())
    }

    /// The statements that make the right role for this source.
    pub async fn recipe(&self) -> Result<String, SqlError> {
        Err(self.unfinished())
    }

    /// What of it may be seen, at most a minute old.
    pub async fn catalog(&self) -> Result<Arc<Catalog>, SqlError> {
        Err(self.unfinished())
    }

    /// The visible tables, those whose name matches a glob when there is one.
    pub async fn tables(&self, _pattern: Option<&str>) -> Result<Vec<TableInfo>, SqlError> {
        Err(self.unfinished())
    }

    /// All that may be known about `table` (`name` or `schema.name`).
    pub async fn describe(&self, _table: &str) -> Result<TableDescription, SqlError> {
        Err(self.unfinished())
    }

    /// Runs one read-only statement and answers a page of its result.
    pub async fn query(&self, _query: Query<'_>) -> Result<Rows, SqlError> {
        Err(self.unfinished())
    }

    /// How a statement would be run. Nothing is executed.
    pub async fn explain(&self, _query: Query<'_>) -> Result<Plan, SqlError> {
        Err(self.unfinished())
    }

    // STUB
    fn unfinished(&self) -> SqlError {
        SqlError::Internal { source_name: self.name().to_owned(), source: "not built yet".into() }
    }
}
