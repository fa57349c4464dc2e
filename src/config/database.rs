//! Which order database.

use std::{path::PathBuf, time::Duration};

use super::{
    Secret, parse,
    vars::{Default, Group, Var, Wrong},
};

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

pub(super) const GROUP: Group = Group {
    title: "The order database",
    vars: &[
        Var {
            name: "DATABASE_URL",
            doc: "The order database",
            shape: "`postgres://user:password@host/database` or `sqlite:path`",
            default: Default::Words("`toolhub.db` in `TOOLHUB_DATA_DIR`, with sample data"),
            example: "postgres://toolhub@localhost/shop",
            secret: true,
            set: |draft, value| store(value).map(|store| draft.store = Some(store)),
        },
        Var {
            name: "TOOLHUB_DATABASE_POOL",
            doc: "Most database connections open at once",
            shape: "1 to 1000",
            default: Default::Words("16 for PostgreSQL, 4 for SQLite"),
            example: "32",
            secret: false,
            set: |draft, value| parse::whole(value, 1..=1000).map(|size| draft.pool = Some(size)),
        },
    ],
};

/// An unreachable database must not hold a call for longer than a second.
const ACQUIRE_TIMEOUT: Duration = Duration::from_millis(800);

impl DatabaseConfig {
    /// `pool` unset means what suits the kind of store.
    pub(super) fn new(store: Store, pool: Option<usize>) -> Self {
        let usual = match store {
            Store::Sqlite { .. } => 4,
            Store::Postgres { .. } => 16,
        };
        Self { store, pool_size: pool.unwrap_or(usual), acquire_timeout: ACQUIRE_TIMEOUT }
    }
}

fn store(value: &str) -> Result<Store, Wrong> {
    if let Some(path) = value.strip_prefix("sqlite:") {
        let path = path.strip_prefix("//").unwrap_or(path);
        return match path {
            "" => Err("names no file after sqlite:".into()),
            ":memory:" => Err("names no file: a database in memory cannot be shared".into()),
            _ if path.contains('?') => Err("has options after `?`: only a path is taken".into()),
            _ => Ok(Store::Sqlite { path: parse::path(path)?, embedded: false }),
        };
    }
    let rest = value.strip_prefix("postgres://").or_else(|| value.strip_prefix("postgresql://"));
    match rest {
        Some("") => Err("names no server after ://".into()),
        Some(_) => Ok(Store::Postgres { url: Secret::new(value) }),
        None => Err("does not start with postgres://, postgresql:// or sqlite:".into()),
    }
}
