//! SQLite: a small pool of connections whose statements run on blocking threads.

mod connect;
mod prepare;
mod tx;

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use deadpool::{
    Runtime, Status,
    managed::{Object, Pool, PoolError},
};
use rusqlite::{Connection, ErrorCode, params_from_iter, types::ValueRef};

use super::{BACKEND, OpenError, Row, Value};
use crate::{backend::BackendError, config::DatabaseConfig};
use connect::Connector;

pub(super) use tx::Tx;

/// Virtual machine steps between two looks at whether anybody still waits.
const STEPS_BETWEEN_CHECKS: i32 = 1_000;

/// A pool of connections to one file.
#[derive(Debug, Clone)]
pub(in crate::backend) struct Sqlite {
    path: Arc<Path>,
    pool: Pool<Connector>,
}

/// Set when the future that waits for a statement is dropped.
struct Abandoned(Arc<AtomicBool>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Sqlite {
    /// Opens the file, which is created when it is missing, and migrates it.
    pub(super) async fn open(path: &Path, config: &DatabaseConfig) -> Result<Self, OpenError> {
        let file = |source| OpenError::File { path: path.to_owned(), source };
        let owned: PathBuf = path.to_owned();
        tokio::task::spawn_blocking(move || prepare::prepare(&owned))
            .await
            .map_err(|lost| file(lost.into()))??;
        let path: Arc<Path> = path.into();
        let pool = Pool::builder(Connector::new(path.clone()))
            .max_size(config.pool_size)
            .wait_timeout(Some(config.acquire_timeout))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| file(error.into()))?;
        Ok(Self { path, pool })
    }

    pub(super) fn status(&self) -> Status {
        self.pool.status()
    }

    /// Waits until no other process migrates or seeds this file, and keeps
    /// others waiting until the answer is dropped.
    pub(in crate::backend) async fn exclusive(&self) -> Result<File, BackendError> {
        let path = self.path.clone();
        let lock = tokio::task::spawn_blocking(move || prepare::lock(&path)).await;
        let lock = lock.map_err(|lost| unavailable(lost.into()))?;
        lock.map_err(|error| unavailable(error.into()))
    }

    pub(super) async fn query(
        &self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, BackendError> {
        let (sql, params) = (sql.to_owned(), params.to_vec());
        self.run(move |connection| rows(connection, &sql, params)).await
    }

    async fn connection(&self) -> Result<Object<Connector>, BackendError> {
        self.pool.get().await.map_err(|error| match error {
            PoolError::Backend(error) => unavailable(error.into()),
            other => unavailable(other.into()),
        })
    }

    /// Runs `work` on a blocking thread. The connection moves there and goes
    /// back to the pool from there, so nobody else gets it while it is busy; its
    /// statements stop when this future is dropped.
    pub(in crate::backend) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, BackendError> {
        let mut connection = self.connection().await?;
        let abandoned = Arc::new(AtomicBool::new(false));
        let _on_drop = Abandoned(abandoned.clone());
        let task = tokio::task::spawn_blocking(move || {
            let given_up = move || abandoned.load(Ordering::Relaxed);
            connection.progress_handler(STEPS_BETWEEN_CHECKS, Some(given_up))?;
            let result = work(&mut connection);
            connection.progress_handler(0, None::<fn() -> bool>)?;
            result
        });
        task.await.map_err(|lost| unavailable(lost.into()))?.map_err(failure)
    }
}

/// Runs one statement with `$1`, `$2`, ... bound to `params`.
fn rows(connection: &Connection, sql: &str, params: Vec<Value>) -> rusqlite::Result<Vec<Row>> {
    // We write no `$` but in placeholders; values are always bound.
    let mut statement = connection.prepare_cached(&sql.replace('$', "?"))?;
    let columns = statement.column_count();
    let rows = statement.query_map(params_from_iter(params), |row| {
        (0..columns).map(|column| value(row.get_ref(column)?)).collect()
    })?;
    rows.map(|row| row.map(Row)).collect()
}

fn value(value: ValueRef<'_>) -> rusqlite::Result<Value> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(int) => Value::Int(int),
        ValueRef::Text(text) => Value::Text(std::str::from_utf8(text)?.to_owned()),
        ValueRef::Real(_) | ValueRef::Blob(_) => {
            return Err(rusqlite::Error::InvalidColumnType(0, String::new(), value.data_type()));
        }
    })
}

fn unavailable(source: crate::backend::Cause) -> BackendError {
    BackendError::Unavailable { backend: BACKEND, source }
}

/// What a failed statement means to whoever asked for it.
fn failure(error: rusqlite::Error) -> BackendError {
    use rusqlite::Error::{InvalidColumnType, Utf8Error};
    let corrupt = |error: rusqlite::Error| BackendError::Corrupt {
        backend: BACKEND,
        what: error.to_string(),
    };
    match error.sqlite_error_code() {
        Some(
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::CannotOpen
            | ErrorCode::SystemIoFailure
            | ErrorCode::DiskFull
            | ErrorCode::FileLockingProtocolFailed
            | ErrorCode::PermissionDenied
            | ErrorCode::ReadOnly
            | ErrorCode::OperationInterrupted,
        ) => unavailable(error.into()),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => corrupt(error),
        None if matches!(error, InvalidColumnType(..) | Utf8Error(..)) => corrupt(error),
        _ => BackendError::Query { backend: BACKEND, source: error.into() },
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

    use std::time::{Duration, Instant};

    use super::*;
    use crate::config::Store;

    const ENDLESS: &str =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    async fn one_connection() -> (tempfile::TempDir, Sqlite) {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a b?c=d.db");
        let store = Store::Sqlite { path: path.clone(), embedded: false };
        let acquire_timeout = Duration::from_millis(500);
        let config = DatabaseConfig { store, pool_size: 1, acquire_timeout };
        let sqlite = Sqlite::open(&path, &config).await.unwrap();
        (home, sqlite)
    }

    #[tokio::test]
    async fn a_dropped_statement_gives_its_connection_back() {
        let (_home, sqlite) = one_connection().await;
        for _ in 0..3 {
            let endless = sqlite.query(ENDLESS, &[]);
            tokio::time::timeout(Duration::from_millis(20), endless).await.unwrap_err();
            // There is one connection: it must be free, and not be interrupted late.
            let rows = sqlite.query("SELECT $2, $1", &[1.into(), "é".into()]).await.unwrap();
            assert_eq!(rows, [Row(vec!["é".into(), 1.into()])]);
        }
    }

    #[tokio::test]
    async fn a_busy_pool_says_so_in_time() {
        let (_home, sqlite) = one_connection().await;
        let endless = sqlite.query(ENDLESS, &[]);
        let late = async {
            let started = Instant::now();
            let answer = sqlite.query("SELECT 1", &[]).await;
            (answer, started.elapsed())
        };
        tokio::select! {
            biased;
            _ = endless => {}
            (answer, waited) = late => {
                assert!(matches!(answer, Err(BackendError::Unavailable { .. })), "{answer:?}");
                assert!(waited < Duration::from_secs(1), "{waited:?}");
            }
        }
    }

    #[tokio::test]
    async fn failures_are_told_apart() {
        let (_home, sqlite) = one_connection().await;
        let wrong = sqlite.query("SELECT nothing FROM nowhere", &[]).await;
        assert!(matches!(wrong, Err(BackendError::Query { .. })), "{wrong:?}");
        let corrupt = sqlite.query("SELECT CAST(x'ff' AS TEXT)", &[]).await;
        assert!(matches!(corrupt, Err(BackendError::Corrupt { .. })), "{corrupt:?}");
        let corrupt = sqlite.query("SELECT 1.5", &[]).await;
        assert!(matches!(corrupt, Err(BackendError::Corrupt { .. })), "{corrupt:?}");
    }
}
