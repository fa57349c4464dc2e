//! The systems behind the tools. A backend answers with typed domain values or
//! a [`BackendError`]; it knows nothing of tools, callers or protocols.

mod cache;
pub mod catalog;
pub mod db;
mod error;
pub mod github;
pub mod ledger;
pub mod money;
pub mod orders;
pub mod sandbox;
pub mod seed;
pub mod sql;
mod text;
mod tls;
pub mod web;

pub use cache::{CacheCounts, CatalogCache, CatalogPage};
pub use catalog::Catalog;
pub use db::{Db, OpenError};
pub use error::{BackendError, Cause};
pub use github::Github;
pub use ledger::Ledger;
pub use orders::Orders;
pub use sandbox::Sandbox;
pub use sql::Sql;
pub use web::Web;

use std::time::Duration;

use crate::config::{DatabaseConfig, SandboxChoice, SandboxConfig, SqlConfig};

/// Every backend that is switched on.
#[derive(Debug, Clone)]
pub struct Backends {
    /// The order database itself: readiness, pool gauges.
    pub database: Db,
    /// Orders, their customers and items.
    pub orders: Orders,
    /// The products for sale.
    pub catalog: Catalog,
    /// The same from memory, for resources.
    pub catalog_cache: CatalogCache,
    /// The records of calls that change something.
    pub ledger: Ledger,
    /// Databases that may be asked in SQL.
    pub sql: Sql,
    /// GitHub, when there is a credential for it.
    pub github: Option<Github>,
    /// Where Python code runs; `None` where nothing can isolate it.
    pub sandbox: Option<Sandbox>,
}

impl Backends {
    /// Opens the order database and what stands on it; the catalog is served from
    /// memory for `cache_ttl`. The sources of SQL are opened when they are asked.
    pub async fn open(
        database: &DatabaseConfig,
        sql: &SqlConfig,
        sandbox: &SandboxConfig,
        cache_ttl: Duration,
    ) -> Result<Self, OpenError> {
        let database = Db::open(database).await?;
        let catalog = Catalog::new(database.clone());
        Ok(Self {
            orders: Orders::new(database.clone()),
            catalog_cache: CatalogCache::new(catalog.clone(), cache_ttl),
            catalog,
            ledger: Ledger::new(database.clone()),
            database,
            sql: Sql::open(sql)?,
            github: None,
            sandbox: open_sandbox(sandbox).await,
        })
    }

    /// The same with GitHub.
    #[must_use]
    pub fn with_github(self, github: Option<Github>) -> Self {
        Self { github, ..self }
    }

    /// From now on calls will come: whatever takes time to start waits for them.
    pub fn keep_warm(&self) {
        if let Some(sandbox) = &self.sandbox {
            sandbox.keep_warm();
        }
    }
}

/// The sandbox, if there is one; that there is none is no reason not to start.
async fn open_sandbox(config: &SandboxConfig) -> Option<Sandbox> {
    match Sandbox::open(config).await {
        Ok(sandbox) => Some(sandbox),
        Err(reason) if matches!(config.choice, SandboxChoice::Auto | SandboxChoice::Off) => {
            tracing::debug!(reason = reason.to_string(), "run_python is not offered");
            None
        }
        Err(reason) => {
            tracing::warn!(reason = reason.to_string(), "run_python is not offered");
            None
        }
    }
}

/// One page of a longer list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice<T> {
    /// The page.
    pub items: Vec<T>,
    /// Whether more follow.
    pub more: bool,
}

impl<T> Slice<T> {
    /// A page of at most `limit` out of rows that were fetched with one to spare.
    fn cut(mut items: Vec<T>, limit: u32) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        Self { items, more }
    }
}
