//! A writing transaction on a PostgreSQL connection.

use deadpool_postgres::Object;
use tokio::{runtime::Handle, time::timeout};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{Postgres, failure, failure::decode, failure::is_end, failure::lost, running};
use crate::backend::{
    BackendError,
    db::{
        Row, Value,
        tx::{CommitError, CommitLost},
    },
};

/// A transaction. Dropped before its commit it is rolled back, and its
/// connection goes back to the pool only then.
#[derive(Debug)]
pub(in crate::backend::db) struct Tx {
    connection: Option<Object>,
    tls: Tls,
    /// Whether a statement was sent that has not ended yet.
    running: bool,
}

/// Without the certificates in `Debug`.
struct Tls(MakeRustlsConnect);

impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tls")
    }
}

impl Postgres {
    /// Begins with locks that wait for each other: READ COMMITTED, where a
    /// statement sees what was committed before it.
    pub(in crate::backend::db) async fn begin(&self) -> Result<Tx, BackendError> {
        // As in `query`: connections may have died unnoticed in the pool.
        for _ in 0..2 {
            let connection = self.connection().await?;
            let tls = Tls(self.settings.tls.clone());
            // Made before it has begun: given up meanwhile, it may have.
            let mut tx = Tx { connection: Some(connection), tls, running: true };
            match tx.begin().await {
                Ok(()) => return Ok(tx),
                Err(error) if is_end(&error) => {
                    tx.connection.take().map(Object::take);
                    self.pool.retain(|_, _| false);
                }
                Err(error) => return Err(failure(error)),
            }
        }
        Err(lost())
    }
}

impl Tx {
    async fn begin(&mut self) -> Result<(), tokio_postgres::Error> {
        let Some(connection) = &self.connection else { return Ok(()) };
        let begun = connection.batch_execute("BEGIN").await;
        self.running = false;
        begun
    }

    pub(in crate::backend::db) async fn query(
        &mut self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, BackendError> {
        let connection = self.connection.as_ref().ok_or_else(lost)?;
        self.running = true;
        let rows = run(connection, sql, params).await;
        self.running = false;
        rows.map_err(failure)?.iter().map(decode).collect()
    }

    /// Undoes everything.
    pub(in crate::backend::db) async fn rollback(mut self) {
        if let Some(connection) = self.connection.take() {
            roll_back(connection).await;
        }
    }

    pub(in crate::backend::db) async fn commit(mut self) -> Result<(), CommitError> {
        let Some(connection) = &self.connection else { return Err(lost().into()) };
        match connection.batch_execute("COMMIT").await {
            Ok(()) => {
                self.connection = None;
                Ok(())
            }
            // A refusal is an answer: the server has rolled back.
            Err(error) if error.as_db_error().is_some() && !is_end(&error) => {
                Err(failure(error).into())
            }
            Err(error) => {
                self.connection.take().map(Object::take);
                Err(CommitLost(failure(error)).into())
            }
        }
    }
}

/// The connection goes back to the pool without its transaction, or not at all.
async fn roll_back(connection: Object) {
    let rollback = connection.batch_execute("ROLLBACK");
    if !matches!(timeout(running::CANCEL_TIMEOUT, rollback).await, Ok(Ok(()))) {
        drop(Object::take(connection));
    }
}

async fn run(
    connection: &Object,
    sql: &str,
    params: &[Value],
) -> Result<Vec<tokio_postgres::Row>, tokio_postgres::Error> {
    let statement = connection.prepare_cached(sql).await?;
    let params: Vec<_> = params.iter().map(Value::as_postgres).collect();
    connection.query(&statement, &params).await
}

impl Drop for Tx {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        let running = self.running;
        // Without a runtime the process is ending, and its connections with it.
        let Ok(runtime) = Handle::try_current() else {
            drop(Object::take(connection));
            return;
        };
        let tls = self.tls.0.clone();
        runtime.spawn(async move {
            let connection =
                if running { running::stop(connection, tls).await } else { Some(connection) };
            if let Some(connection) = connection {
                roll_back(connection).await;
            }
        });
    }
}
