//! One connection to an SQLite file.

use std::{path::Path, sync::Arc, time::Duration};

use deadpool::managed::{Manager, Metrics, RecycleResult};
use rusqlite::{Connection, OpenFlags, functions::FunctionFlags, types::ValueRef};
use thiserror::Error;
use tokio::task::JoinError;

/// How long a statement waits for another writer.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Pages kept by one connection; sorting spills to a file beyond it.
const CACHE_KIB: i32 = 8 * 1024;

/// More than there are shapes of statements.
const STATEMENT_CACHE: usize = 64;

/// Opens the pool's connections.
#[derive(Debug)]
pub(in crate::backend) struct Connector {
    path: Arc<Path>,
}

/// Why a connection could not be opened.
#[derive(Debug, Error)]
pub(in crate::backend) enum ConnectError {
    /// SQLite said no.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// The thread that opens it is gone.
    #[error(transparent)]
    Thread(#[from] JoinError),
}

impl Connector {
    pub(super) fn new(path: Arc<Path>) -> Self {
        Self { path }
    }
}

impl Manager for Connector {
    type Type = Connection;
    type Error = ConnectError;

    async fn create(&self) -> Result<Connection, ConnectError> {
        let path = self.path.clone();
        Ok(tokio::task::spawn_blocking(move || connect(&path)).await??)
    }

    /// A connection to a file does not go stale, and a statement's transaction
    /// ends with it: nothing to do, and no thread to visit for it.
    async fn recycle(&self, _: &mut Connection, _: &Metrics) -> RecycleResult<ConnectError> {
        Ok(())
    }
}

/// Opens the file as it is.
pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    // Not URI: a path is a path, whatever it begins with.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What was said to be done is done, whatever happens to the machine.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    add_fold(&connection)?;
    Ok(connection)
}

/// `fold(text)`: lower case in every script, where SQLite's `lower` knows ASCII only.
fn add_fold(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("fold", 1, flags, |context| match context.get_raw(0) {
        ValueRef::Text(text) => Ok(Some(std::str::from_utf8(text)?.to_lowercase())),
        _ => Ok(None),
    })
}
