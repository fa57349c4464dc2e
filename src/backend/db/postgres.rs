//! PostgreSQL: a pool of connections whose statements are cancelled on the
//! server when nobody waits for them any more.

mod failure;
mod migrate;
mod running;
mod settings;
mod tls;
mod tx;

use std::{sync::Arc, time::Duration};

use deadpool_postgres::{
    BuildError, ClientWrapper, Hook, HookError, Manager, ManagerConfig, Metrics, Object, Pool,
    PoolError, RecyclingMethod, Runtime, Status,
};
use tokio_postgres::Client;

use super::{OpenError, Row, Value};
use crate::{
    backend::BackendError,
    config::{DatabaseConfig, Secret},
    text::chain,
};
use migrate::{Migration, MigrationError};
use running::Running;

pub(in crate::backend) use failure::{failure, is_passing};
pub(in crate::backend) use running::stop;
pub(in crate::backend) use settings::Settings;
pub(super) use tx::Tx;

/// A backstop: every caller has a tighter deadline and cancels at it. Planning
/// and running take no detours for statements that are over in milliseconds. A
/// server that can (14 and newer, not on Windows) looks every second whether we
/// are still there: a process that ends cancels nothing any more.
const SESSION: &str = "SET statement_timeout = '60s'; SET jit = off;
    DO $$ BEGIN SET client_connection_check_interval = '1s'; EXCEPTION WHEN OTHERS THEN END $$";

/// A connection that rested longer is asked whether it still lives: a host that
/// vanished closes nothing.
const IDLE: Duration = Duration::from_secs(1);

/// A pool of connections to one server.
#[derive(Debug, Clone)]
pub(in crate::backend) struct Postgres {
    pool: Pool,
    settings: Arc<Settings>,
    migration: Arc<Migration>,
    acquire_timeout: Duration,
}

impl Postgres {
    /// Makes the pool, and migrates when the server can be reached.
    pub(super) async fn open(url: &Secret, config: &DatabaseConfig) -> Result<Self, OpenError> {
        let settings = Arc::new(Settings::parse(url, config.acquire_timeout)?);
        let pool =
            pool(&settings, config).map_err(|error| OpenError::Url { source: error.into() })?;
        let migration = Arc::new(Migration::new(settings.clone()));
        match migration.finish().await {
            Ok(()) => {}
            Err(MigrationError::Unreachable(error)) => tracing::warn!(
                error = chain(&*error),
                "PostgreSQL cannot be reached; the first call that gets through finishes the start"
            ),
            Err(error) => return Err(error.into()),
        }
        Ok(Self { pool, settings, migration, acquire_timeout: config.acquire_timeout })
    }

    pub(super) fn status(&self) -> Status {
        self.pool.status()
    }

    pub(super) async fn query(
        &self,
        sql: &str,
        params: &[Value],
    ) -> Result<Vec<Row>, BackendError> {
        if let Some(rows) = self.attempt(sql, params).await? {
            return Ok(rows);
        }
        // The connection had died unnoticed in the pool, and others with it. We
        // only read, so a second try is safe; on a new connection.
        self.pool.retain(|_, _| false);
        self.attempt(sql, params).await?.ok_or_else(failure::lost)
    }

    /// A connection for work that may take long: not counted, not cancelled, no backstop.
    pub(in crate::backend) async fn dedicated(&self) -> Result<ClientWrapper, BackendError> {
        let client = Object::take(self.connection().await?);
        client.batch_execute("SET statement_timeout = 0").await.map_err(failure)?;
        Ok(client)
    }

    /// `None`: the connection turned out to be dead.
    async fn attempt(&self, sql: &str, params: &[Value]) -> Result<Option<Vec<Row>>, BackendError> {
        let running = Running::new(self.connection().await?, self.settings.tls.clone());
        match running.query(sql, params).await {
            Ok(rows) => {
                running.finish();
                rows.iter().map(failure::decode).collect::<Result<_, _>>().map(Some)
            }
            Err(error) if failure::is_end(&error) => {
                running.discard();
                Ok(None)
            }
            Err(error) => {
                running.finish();
                Err(failure(error))
            }
        }
    }

    async fn connection(&self) -> Result<Object, BackendError> {
        let connection = async {
            self.migration.finish().await.map_err(MigrationError::into_backend)?;
            self.pool.get().await.map_err(|error| match error {
                PoolError::Backend(error) => failure::unreachable(error.into()),
                other => failure::unreachable(other.into()),
            })
        };
        let bounded = tokio::time::timeout(self.acquire_timeout, connection).await;
        bounded.unwrap_or_else(|late| Err(failure::unreachable(late.into())))
    }
}

/// Takes the lock that guards the schema and the sample data, until `client` is closed.
pub(in crate::backend) async fn exclusive(client: &Client) -> Result<(), tokio_postgres::Error> {
    // "toolhub" in ASCII.
    const LOCK: i64 = 0x0074_6f6f_6c68_7562;
    client.execute("SELECT pg_advisory_lock($1)", &[&LOCK]).await?;
    Ok(())
}

fn pool(settings: &Settings, config: &DatabaseConfig) -> Result<Pool, BuildError> {
    let recycle = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = Manager::from_config(settings.session.clone(), settings.tls.clone(), recycle);
    let prepare = Hook::async_fn(|client: &mut ClientWrapper, _: &Metrics| {
        Box::pin(async move { client.batch_execute(SESSION).await.map_err(HookError::Backend) })
    });
    let ping = Hook::async_fn(|client: &mut ClientWrapper, metrics: &Metrics| {
        let idle = metrics.last_used() > IDLE;
        Box::pin(async move {
            if idle {
                client.simple_query("").await.map_err(HookError::Backend)?;
            }
            Ok(())
        })
    });
    Pool::builder(manager)
        .max_size(config.pool_size)
        .wait_timeout(Some(config.acquire_timeout))
        .post_create(prepare)
        .pre_recycle(ping)
        .runtime(Runtime::Tokio1)
        .build()
}
