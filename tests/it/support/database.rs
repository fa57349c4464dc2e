//! A database of its own for a test, of either kind.

use std::{path::PathBuf, time::Duration};

use tempfile::TempDir;
use toolhub::{
    backend::{Backends, OpenError, seed},
    config::{DatabaseConfig, SandboxConfig, SqlConfig, Store},
};

use super::postgres::{self, TestDatabase};

/// The two kinds of database every domain test runs on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// An empty database that goes away with the test.
pub(crate) enum Place {
    Sqlite(TempDir),
    Postgres(TestDatabase),
}

/// An opened database.
pub(crate) struct Opened {
    pub(crate) backends: Backends,
    pub(crate) place: Place,
}

impl Place {
    pub(crate) async fn new(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::Sqlite(tempfile::tempdir().unwrap()),
            Kind::Postgres => Self::Postgres(TestDatabase::create().await),
        }
    }

    pub(crate) fn config(&self) -> DatabaseConfig {
        config(match self {
            Self::Sqlite(directory) => Store::Sqlite { path: file(directory), embedded: false },
            Self::Postgres(database) => Store::Postgres { url: database.url() },
        })
    }

    /// Runs statements behind toolhub's back.
    pub(crate) async fn execute(&self, sql: &str) {
        match self {
            Self::Sqlite(directory) => {
                rusqlite::Connection::open(file(directory)).unwrap().execute_batch(sql).unwrap();
            }
            Self::Postgres(database) => {
                let client = postgres::connect(database.url().expose()).await;
                client.batch_execute(sql).await.unwrap();
            }
        }
    }
}

impl Opened {
    /// A migrated database without any rows.
    pub(crate) async fn empty(kind: Kind) -> Self {
        let place = Place::new(kind).await;
        let backends = open(&place.config()).await.unwrap();
        Self { backends, place }
    }

    /// A migrated database with the sample data of the embedded one.
    pub(crate) async fn sample(kind: Kind) -> Self {
        let opened = Self::empty(kind).await;
        seed::seed(&opened.backends.database, 500, |_| {}).await.unwrap();
        opened
    }
}

/// What the road opens, with a cache that outlives any test.
pub(crate) async fn open(config: &DatabaseConfig) -> Result<Backends, OpenError> {
    Backends::open(config, &SqlConfig::default(), &SandboxConfig::off(), Duration::from_mins(1))
        .await
}

/// A configuration with few connections and little patience.
pub(crate) fn config(store: Store) -> DatabaseConfig {
    DatabaseConfig { store, pool_size: 4, acquire_timeout: Duration::from_millis(800) }
}

fn file(directory: &TempDir) -> PathBuf {
    directory.path().join("orders.db")
}
