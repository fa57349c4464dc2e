//! A writing transaction on an SQLite connection.

use deadpool::managed::Object;

use super::{Sqlite, connect::Connector, failure, rows, unavailable};
use crate::backend::{
    BackendError,
    db::{Row, Value},
};

/// A transaction; `None` while a statement has its connection, or after the end.
#[derive(Debug)]
pub(in crate::backend::db) struct Tx(Option<Held>);

/// A connection within its transaction, wherever it is: in a [`Tx`], or on the
/// thread that runs a statement nobody waits for any more.
#[derive(Debug)]
struct Held {
    connection: Object<Connector>,
    open: bool,
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.open {
            // Fails only when SQLite has rolled back by itself.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}

impl Sqlite {
    /// Begins by taking the file's only write lock, so that no later statement
    /// of the transaction can be refused for another's sake.
    pub(in crate::backend::db) async fn begin(&self) -> Result<Tx, BackendError> {
        let held = Held { connection: self.connection().await?, open: false };
        let (held, begun) = on_thread(held, |held| {
            held.connection.execute_batch("BEGIN IMMEDIATE")?;
            held.open = true;
            Ok(())
        })
        .await?;
        begun.map(|()| Tx(Some(held)))
    }
}

impl Tx {
    pub(in crate::backend::db) async fn query(
        &mut self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, BackendError> {
        let held = self.0.take().ok_or_else(over)?;
        let (sql, params) = (sql.to_owned(), params.to_vec());
        let work = move |held: &mut Held| rows(&held.connection, &sql, params);
        let (held, result) = on_thread(held, work).await?;
        self.0 = Some(held);
        result
    }

    /// Undoes everything.
    pub(in crate::backend::db) async fn rollback(mut self) {
        let Some(held) = self.0.take() else { return };
        // Dropped on the thread for blocking work, it rolls back there.
        let _ = tokio::task::spawn_blocking(move || drop(held)).await;
    }

    pub(in crate::backend::db) async fn commit(mut self) -> Result<(), BackendError> {
        let held = self.0.take().ok_or_else(over)?;
        let (_, committed) = on_thread(held, |held| {
            held.connection.execute_batch("COMMIT")?;
            held.open = false;
            Ok(())
        })
        .await?;
        committed
    }
}

/// Runs `work` on a blocking thread, and brings the connection back from it.
async fn on_thread<T: Send + 'static>(
    mut held: Held,
    work: impl FnOnce(&mut Held) -> rusqlite::Result<T> + Send + 'static,
) -> Result<(Held, Result<T, BackendError>), BackendError> {
    let task = tokio::task::spawn_blocking(move || {
        let result = work(&mut held);
        (held, result.map_err(failure))
    });
    task.await.map_err(|lost| unavailable(lost.into()))
}

/// A statement was given up within this transaction, which ended it.
fn over() -> BackendError {
    unavailable("the transaction is over".into())
}
