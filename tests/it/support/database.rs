//! A database of its own for a test, of either kind.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::types::ValueRef;
use tempfile::TempDir;
use tokio_postgres::{SimpleQueryMessage, SimpleQueryRow};
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

    /// What `DATABASE_URL` says to go there.
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite(directory) => format!("sqlite:{}", file(directory).display()),
            Self::Postgres(database) => database.url().expose().to_owned(),
        }
    }

    /// The rows of a query as text, read behind toolhub's back.
    pub(crate) async fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        match self {
            Self::Sqlite(directory) => rows_of(&file(directory), sql),
            Self::Postgres(database) => {
                let client = postgres::connect(database.url().expose()).await;
                let messages = client.simple_query(sql).await.unwrap();
                let rows = messages.iter().filter_map(|message| match message {
                    SimpleQueryMessage::Row(row) => Some(row),
                    _ => None,
                });
                let cell = |row: &SimpleQueryRow, at| row.get(at).unwrap_or_default().to_owned();
                rows.map(|row| (0..row.len()).map(|at| cell(row, at)).collect()).collect()
            }
        }
    }

    /// Runs statements behind toolhub's back.
    pub(crate) async fn execute(&self, sql: &str) {
        match self {
            Self::Sqlite(directory) => {
                let connection = rusqlite::Connection::open(file(directory)).unwrap();
                connection.execute_batch(sql).unwrap();
            }
            Self::Postgres(database) => {
                let client = postgres::connect(database.url().expose()).await;
                client.batch_execute(sql).await.unwrap();
            }
        }
    }

    /// What the database says to statements it does not accept.
    pub(crate) async fn complaint(&self, sql: &str) -> String {
        match self {
            Self::Sqlite(directory) => {
                let connection = rusqlite::Connection::open(file(directory)).unwrap();
                connection.execute_batch(sql).unwrap_err().to_string()
            }
            Self::Postgres(database) => {
                let client = postgres::connect(database.url().expose()).await;
                let error = client.batch_execute(sql).await.unwrap_err();
                error.as_db_error().unwrap().message().to_owned()
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

fn rows_of(path: &Path, sql: &str) -> Vec<Vec<String>> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut all = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let cell = |at| match row.get_ref(at).unwrap() {
            ValueRef::Null => String::new(),
            ValueRef::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
            ValueRef::Integer(number) => number.to_string(),
            other => panic!("{other:?}"),
        };
        all.push((0..columns).map(cell).collect());
    }
    all
}

fn file(directory: &TempDir) -> PathBuf {
    directory.path().join("orders.db")
}
