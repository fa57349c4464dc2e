//! Bringing a PostgreSQL schema up to date, once per process.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use thiserror::Error;
use tokio::{runtime::Handle, sync::Mutex, task::JoinHandle, time::timeout};
use tokio_postgres::Client;

use super::{
    Settings, exclusive,
    failure::{failure, is_refusal},
};
use crate::backend::{
    BackendError, Cause,
    db::{BACKEND, OpenError, migrations},
};

/// How long the server may take to say whether anything is to be done.
const CHECK_TIMEOUT: Duration = Duration::from_secs(1);

/// The migration of one server. It goes on when a caller gives up waiting for
/// it, and is tried again by the next caller after it failed.
#[derive(Debug)]
pub(super) struct Migration {
    settings: Arc<Settings>,
    done: AtomicBool,
    running: Mutex<Option<Running>>,
}

type Running = JoinHandle<Result<(), MigrationError>>;

/// Why the schema is not up to date.
#[derive(Debug, Error)]
pub(super) enum MigrationError {
    /// The server cannot be reached.
    #[error("PostgreSQL cannot be reached")]
    Unreachable(#[source] Cause),
    /// The server does not let us in.
    #[error("PostgreSQL refused the login")]
    Refused(#[source] Cause),
    /// A migration failed.
    #[error("a migration failed")]
    Failed(#[source] Cause),
}

impl Migration {
    pub(super) fn new(settings: Arc<Settings>) -> Self {
        Self { settings, done: AtomicBool::new(false), running: Mutex::new(None) }
    }

    /// Waits until the schema is up to date.
    pub(super) async fn finish(&self) -> Result<(), MigrationError> {
        if self.done.load(Ordering::Acquire) {
            return Ok(());
        }
        let mut running = self.running.lock().await;
        if self.done.load(Ordering::Acquire) {
            return Ok(());
        }
        if running.is_some() {
            // An attempt that somebody gave up on: what it met may be over by now.
            match self.attempt(&mut running).await {
                Err(MigrationError::Unreachable(_)) => {}
                result => return result,
            }
        }
        self.attempt(&mut running).await
    }

    async fn attempt(&self, running: &mut Option<Running>) -> Result<(), MigrationError> {
        let settings = self.settings.clone();
        let task = running.get_or_insert_with(|| {
            Handle::current().spawn(async move { migrate(&settings).await })
        });
        let result = task.await.unwrap_or_else(|lost| Err(MigrationError::Failed(lost.into())));
        *running = None;
        self.done.store(result.is_ok(), Ordering::Release);
        result
    }
}

async fn migrate(settings: &Settings) -> Result<(), MigrationError> {
    let check = async {
        let (client, connection) = settings.migration.connect(settings.tls.clone()).await?;
        Handle::current().spawn(connection);
        let current = is_current(&client).await?;
        Ok((client, current))
    };
    let checked = timeout(CHECK_TIMEOUT, check).await;
    let checked = checked.map_err(|late| MigrationError::Unreachable(late.into()))?;
    let (mut client, current) = checked.map_err(refused)?;
    if current {
        return Ok(());
    }
    exclusive(&client).await.map_err(refused)?;
    // Whoever held the lock has done it meanwhile, or it is ours to do.
    if !is_current(&client).await.map_err(refused)? {
        let run = migrations::postgres().run_async(&mut client).await;
        run.map_err(|error| MigrationError::Failed(error.into()))?;
    }
    Ok(())
}

/// Asked before anything is created, so that an up-to-date schema needs no right
/// to create.
async fn is_current(client: &Client) -> Result<bool, tokio_postgres::Error> {
    let known = "SELECT to_regclass('refinery_schema_history') IS NOT NULL";
    if !client.query_one(known, &[]).await?.try_get::<_, bool>(0)? {
        return Ok(false);
    }
    let applied = client.query_one(migrations::APPLIED, &[]).await?.try_get(0)?;
    Ok(migrations::is_current(&migrations::postgres(), applied))
}

fn refused(error: tokio_postgres::Error) -> MigrationError {
    if is_refusal(&error) {
        return MigrationError::Refused(error.into());
    }
    match failure(error) {
        BackendError::Unavailable { source, .. } => MigrationError::Unreachable(source),
        BackendError::Query { source, .. } => MigrationError::Failed(source),
        corrupt @ BackendError::Corrupt { .. } => MigrationError::Failed(corrupt.into()),
    }
}

impl MigrationError {
    /// As the answer to a call.
    pub(super) fn into_backend(self) -> BackendError {
        match self {
            Self::Unreachable(source) | Self::Refused(source) => {
                BackendError::Unavailable { backend: BACKEND, source }
            }
            Self::Failed(source) => BackendError::Query { backend: BACKEND, source },
        }
    }
}

impl From<MigrationError> for OpenError {
    fn from(error: MigrationError) -> Self {
        match error {
            MigrationError::Refused(source) => Self::Refused { source },
            MigrationError::Unreachable(source) | MigrationError::Failed(source) => {
                Self::Migration { source }
            }
        }
    }
}
