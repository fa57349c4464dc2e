//! A connection in use for one statement, and what is done to it afterwards.

use std::{sync::Arc, time::Duration};

use deadpool_postgres::{
    Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime,
};
use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tokio_postgres::Error;

use super::session::{Connector, Sessions};
use crate::{
    backend::{
        Cause,
        db::{
            OpenError,
            postgres::{Settings, stop},
        },
        sql::SqlError,
    },
    config::{Secret, sql::SourceConfig},
};

/// How long a statement waits for others to end, or for the server.
const ACQUIRE_TIMEOUT: Duration = Duration::from_millis(800);

/// How long the server may take to forget a statement.
const RESET_TIMEOUT: Duration = Duration::from_secs(5);

/// How many prepared statements a connection keeps: a model seldom asks the same
/// again, a saved query often does.
const MOST_PREPARED: usize = 64;

/// What ends a statement's transaction: its settings, cursors, temporary tables and
/// all else go with it but for locks of the session.
const END: &str = "ROLLBACK; SELECT pg_catalog.pg_advisory_unlock_all()";

/// Everything a session could hold. `DISCARD ALL` would also take
/// the driver's own prepared statements.
const RESET: &str = "ROLLBACK; CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; \
                     UNLISTEN *; SELECT pg_catalog.pg_advisory_unlock_all(); DISCARD TEMP; \
                     DISCARD SEQUENCES";

/// The connections of one source.
#[derive(Debug)]
pub(super) struct Connections {
    name: Arc<str>,
    pool: Pool,
    settings: Settings,
    sessions: Arc<Sessions>,
    permits: Arc<Semaphore>,
}

/// A connection for one statement. Dropped, it is reset before anybody else gets
/// it; dropped while the statement runs, the server is asked to stop that first.
pub(super) struct Lease<'a> {
    connection: Option<Object>,
    settings: &'a Settings,
    permit: Option<OwnedSemaphorePermit>,
    state: State,
}

/// What the connection is in the middle of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// A statement may still run.
    Running,
    /// None runs any more.
    Finished,
    /// And its transaction ends before anything else is done.
    Ended,
}

impl Connections {
    pub(super) fn new(
        name: Arc<str>,
        url: &Secret,
        config: &SourceConfig,
    ) -> Result<Self, OpenError> {
        let most = config.limits.concurrency;
        let settings = Settings::parse(url, ACQUIRE_TIMEOUT)?;
        let recycle = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let sessions = Arc::new(Sessions::new(config, settings.tls.clone()));
        let connector = Connector(Arc::clone(&sessions));
        let manager = Manager::from_connect(settings.session.clone(), connector, recycle);
        let pool = Pool::builder(manager)
            .max_size(most)
            .wait_timeout(Some(ACQUIRE_TIMEOUT))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| OpenError::Url { source: error.into() })?;
        Ok(Self { name, pool, settings, sessions, permits: Arc::new(Semaphore::new(most)) })
    }

    /// A connection of one's own, when one becomes free soon.
    pub(super) async fn lease(&self) -> Result<Lease<'_>, SqlError> {
        let permit = timeout(ACQUIRE_TIMEOUT, Arc::clone(&self.permits).acquire_owned()).await;
        let Ok(Ok(permit)) = permit else {
            return Err(SqlError::Busy { source_name: self.name.to_string() });
        };
        let connection = timeout(ACQUIRE_TIMEOUT, self.pool.get()).await;
        let connection = connection.map_err(|late| self.unavailable(late.into()))?;
        let connection = connection.map_err(|error| match error {
            PoolError::Backend(error) => self.unavailable(error.into()),
            other => self.unavailable(other.into()),
        })?;
        if connection.statement_cache.size() > MOST_PREPARED {
            connection.statement_cache.clear();
        }
        Ok(Lease {
            connection: Some(connection),
            settings: &self.settings,
            permit: Some(permit),
            state: State::Running,
        })
    }

    pub(super) fn sessions(&self) -> &Sessions {
        &self.sessions
    }

    /// Has every statement prepared anew.
    pub(super) fn forget_statements(&self) {
        self.pool.manager().statement_caches.clear();
    }

    pub(super) fn unavailable(&self, source: Cause) -> SqlError {
        SqlError::Unavailable { source_name: self.name.to_string(), source }
    }
}

impl Lease<'_> {
    /// The connection.
    #[expect(clippy::expect_used, reason = "only drop takes it away")]
    pub(super) fn client(&self) -> &Object {
        self.connection.as_ref().expect("a lease that is not dropped has its connection")
    }

    /// The statement is over: nothing needs to be stopped.
    pub(super) fn finish(mut self) {
        self.state = State::Finished;
    }

    /// Has the server end the transaction of a statement that goes well.
    pub(super) async fn end(&self) -> Result<(), Error> {
        self.client().batch_execute(END).await
    }

    /// That was sent, and the statement went well.
    pub(super) fn has_ended(&mut self) {
        self.state = State::Ended;
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        if self.state == State::Ended {
            return;
        }
        // Without a runtime the process is ending, and its connections with it.
        let Ok(runtime) = Handle::try_current() else { return };
        let running = self.state == State::Running;
        let (tls, permit) = (self.settings.tls.clone(), self.permit.take());
        runtime.spawn(async move {
            let _permit = permit;
            let stopped = if running { stop(connection, tls).await } else { Some(connection) };
            let Some(connection) = stopped else { return };
            let reset = timeout(RESET_TIMEOUT, connection.batch_execute(RESET)).await;
            if !matches!(reset, Ok(Ok(()))) {
                drop(Object::take(connection));
            }
        });
    }
}
