//! A transaction on the order database: all of it happens, or nothing.

use thiserror::Error;

use super::{Db, Dialect, Engine, Row, Value, postgres, sqlite};
use crate::backend::BackendError;

/// A transaction that may write. Dropped before [`Tx::commit`] it leaves no trace.
#[derive(Debug)]
pub struct Tx(Box<Inner>);

#[derive(Debug)]
enum Inner {
    Sqlite(sqlite::Tx),
    Postgres(postgres::Tx),
}

/// The commit was sent and its answer lost: it may have happened.
#[derive(Debug, Error)]
#[error("it is not known whether the transaction was committed")]
pub struct CommitLost(#[source] pub(super) BackendError);

/// Why a commit did not succeed.
#[derive(Debug, Error)]
pub enum CommitError {
    /// Nothing was changed.
    #[error(transparent)]
    NotDone(#[from] BackendError),
    /// Nobody knows.
    #[error(transparent)]
    Lost(#[from] CommitLost),
}

impl Db {
    /// Begins a transaction that may write; on SQLite the only one at a time.
    pub async fn begin(&self) -> Result<Tx, BackendError> {
        Ok(Tx(Box::new(match self.engine() {
            Engine::Sqlite(sqlite) => Inner::Sqlite(sqlite.begin().await?),
            Engine::Postgres(postgres) => Inner::Postgres(postgres.begin().await?),
        })))
    }
}

impl Tx {
    /// Runs one statement with `$1`, `$2`, ... bound to `params`.
    pub(in crate::backend) async fn query(
        &mut self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, BackendError> {
        match &mut *self.0 {
            Inner::Sqlite(tx) => tx.query(sql, params).await,
            Inner::Postgres(tx) => tx.query(sql, params).await,
        }
    }

    pub(in crate::backend) fn dialect(&self) -> Dialect {
        match &*self.0 {
            Inner::Sqlite(_) => Dialect::Sqlite,
            Inner::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Makes it last.
    pub async fn commit(self) -> Result<(), CommitError> {
        match *self.0 {
            Inner::Sqlite(tx) => Ok(tx.commit().await?),
            Inner::Postgres(tx) => tx.commit().await,
        }
    }
}
