//! Which order database.

use std::{path::PathBuf, time::Duration};

use super::Secret;

/// The order database and how many connections it may be asked for.
#[derive(Debug, Clone)]
pub struct DatabaseConfig {
    /// Where it is.
    pub store: Store,
    /// Most connections open at once.
    pub pool_size: usize,
    /// How long a call waits for a connection before it is told "temporarily unavailable".
    pub acquire_timeout: Duration,
}

/// The two kinds of database.
#[derive(Debug, Clone)]
pub enum Store {
    /// An SQLite file. `embedded` is the default one in the data directory,
    /// which is created with its sample data.
    Sqlite {
        /// The database file.
        path: PathBuf,
        /// Whether it is toolhub's own default database.
        embedded: bool,
    },
    /// A PostgreSQL server.
    Postgres {
        /// A `postgres://` URL; a secret because it may hold a password.
        url: Secret,
    },
}
