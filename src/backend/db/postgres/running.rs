//! A statement that is running on a connection.

use std::time::Duration;

use deadpool_postgres::Object;
use tokio::{runtime::Handle, time::timeout};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::super::Value;

/// How long a cancelled connection gets to become usable again.
pub(super) const CANCEL_TIMEOUT: Duration = Duration::from_secs(5);

/// A connection in use. Dropped before [`Running::finish`] it asks the server to
/// stop, and goes back to the pool only when the server has.
pub(super) struct Running {
    connection: Option<Object>,
    tls: MakeRustlsConnect,
}

impl Running {
    pub(super) fn new(connection: Object, tls: MakeRustlsConnect) -> Self {
        Self { connection: Some(connection), tls }
    }

    pub(super) async fn query(
        &self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<tokio_postgres::Row>, tokio_postgres::Error> {
        let Some(connection) = &self.connection else { return Ok(Vec::new()) };
        let statement = connection.prepare_cached(sql).await?;
        let params: Vec<_> = params.iter().map(Value::as_postgres).collect();
        connection.query(&statement, &params).await
    }

    /// The statement is over: the connection goes back to the pool.
    pub(super) fn finish(mut self) {
        self.connection = None;
    }

    /// The connection is dead: nobody gets it again.
    pub(super) fn discard(mut self) {
        self.connection.take().map(Object::take);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        // Without a runtime the process is ending, and its connections with it.
        let Ok(runtime) = Handle::try_current() else { return };
        let tls = self.tls.clone();
        runtime.spawn(async move { stop(connection, tls).await });
    }
}

/// Stops what `connection` runs, and waits for it to have stopped: a connection
/// that went back earlier could have somebody else's statement cancelled. `None`:
/// it did not stop, and is closed.
pub(in crate::backend) async fn stop(connection: Object, tls: MakeRustlsConnect) -> Option<Object> {
    let stopped = async {
        connection.cancel_token().cancel_query(tls).await?;
        connection.simple_query("").await
    };
    if matches!(timeout(CANCEL_TIMEOUT, stopped).await, Ok(Ok(_))) {
        return Some(connection);
    }
    drop(Object::take(connection));
    None
}
