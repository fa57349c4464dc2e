//! SQLite as a source: connections that read only, a judge on each, bounds on
//! everything a statement can ask for.

mod authorize;
mod connect;
mod describe;
mod execute;
mod expansion;
mod explain;
mod failure;
mod functions;
mod inventory;
mod math;
mod project;
mod stop;

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::Semaphore;

use super::{
    Catalog, Plan, Query, Rows, SqlError, TableDescription, TableInfo,
    fresh::{Fresh, LIFE, SECOND_LOOK},
    written::Format,
};
use crate::config::sql::SourceConfig;
use connect::Armed;
use execute::Task;
use failure::Failure;
use inventory::Inventory;
use stop::{Stop, StopOnDrop};

/// How long a statement waits for others to end.
const QUEUE_TIMEOUT: Duration = Duration::from_millis(800);

/// One SQLite file.
#[derive(Debug)]
pub(super) struct Sqlite {
    name: Arc<str>,
    path: Arc<Path>,
    config: Arc<SourceConfig>,
    inventory: Fresh<Inventory>,
    idle: Arc<Mutex<Vec<Armed>>>,
    permits: Arc<Semaphore>,
}

impl Sqlite {
    pub(super) fn new(name: Arc<str>, path: &Path, config: Arc<SourceConfig>) -> Self {
        Self {
            name,
            path: path.into(),
            inventory: Fresh::default(),
            idle: Arc::default(),
            permits: Arc::new(Semaphore::new(config.limits.concurrency)),
            config,
        }
    }

    pub(super) async fn catalog(&self) -> Result<Arc<Catalog>, SqlError> {
        Ok(Arc::clone(&self.inventory(LIFE).await?.catalog))
    }

    /// The operator's patterns that fit nothing.
    pub(super) async fn idle_patterns(&self) -> Result<Vec<String>, SqlError> {
        Ok(self.inventory(Duration::ZERO).await?.idle.clone())
    }

    pub(super) async fn tables(&self) -> Result<Vec<TableInfo>, SqlError> {
        self.plain(describe::tables).await
    }

    pub(super) async fn describe(&self, table: &str) -> Result<TableDescription, SqlError> {
        let name = table.to_owned();
        let found = self.plain(move |path, inventory| describe::table(path, inventory, &name));
        match found.await? {
            Some(description) => Ok(description),
            None => Err(failure::unknown_table(table, &*self.catalog().await?)),
        }
    }

    pub(super) async fn query(
        &self,
        query: &Query<'_>,
        format: Option<Format>,
    ) -> Result<Rows, SqlError> {
        let (max_rows, max_bytes) = self.config.limits.most(format.is_some());
        let task = Arc::new(Task {
            sql: query.sql.to_owned(),
            params: query.params.to_vec(),
            limit: usize::try_from(query.limit.min(max_rows)).unwrap_or(usize::MAX),
            capped: query.limit > max_rows,
            offset: query.offset,
            max_bytes,
            format,
        });
        self.twice(|armed| {
            let task = Arc::clone(&task);
            self.run(armed, move |armed| execute::run(armed, &task))
        })
        .await
    }

    pub(super) async fn explain(&self, query: &Query<'_>) -> Result<Plan, SqlError> {
        let sql: Arc<str> = query.sql.into();
        self.twice(|armed| {
            let sql = Arc::clone(&sql);
            self.run(armed, move |armed| explain::explain(armed, &sql))
        })
        .await
    }

    /// Runs a statement, and again with a new look at the file when it names
    /// something that was not there a while ago.
    async fn twice<T, F: Future<Output = Result<T, SqlError>>>(
        &self,
        run: impl Fn(Arc<Inventory>) -> F,
    ) -> Result<T, SqlError> {
        let inventory = self.inventory(LIFE).await?;
        let result = run(Arc::clone(&inventory)).await;
        if !matches!(result, Err(SqlError::UnknownTable { .. })) {
            return result;
        }
        let newer = self.inventory(SECOND_LOOK).await?;
        if Arc::ptr_eq(&newer, &inventory) { result } else { run(newer).await }
    }

    async fn inventory(&self, age: Duration) -> Result<Arc<Inventory>, SqlError> {
        let (path, config) = (Arc::clone(&self.path), Arc::clone(&self.config));
        let take = async move {
            let look = move || Inventory::take(&path, &config.visible);
            let looked = tokio::task::spawn_blocking(look).await;
            let looked = looked.map_err(|lost| self.internal(lost))?;
            looked.map_err(|error| failure::unavailable(&self.name, error))
        };
        self.inventory.get(age, take, |late| failure::unavailable(&self.name, late)).await
    }

    /// Our own statements about the file, on a connection of their own.
    async fn plain<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Path, &Arc<Inventory>) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, SqlError> {
        let inventory = self.inventory(LIFE).await?;
        let path = Arc::clone(&self.path);
        let done = tokio::task::spawn_blocking(move || work(&path, &inventory)).await;
        let done = done.map_err(|lost| self.internal(lost))?;
        done.map_err(|error| failure::unavailable(&self.name, error))
    }

    /// Somebody's statement: counted, bounded in time, stopped when nobody waits.
    async fn run<T: Send + 'static>(
        &self,
        inventory: Arc<Inventory>,
        work: impl FnOnce(&Armed) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, SqlError> {
        let permit = Arc::clone(&self.permits).acquire_owned();
        let permit = tokio::time::timeout(QUEUE_TIMEOUT, permit).await;
        let Ok(Ok(permit)) = permit else {
            return Err(SqlError::Busy { source_name: self.name.to_string() });
        };
        let stop = Stop::default();
        let on_drop = StopOnDrop(stop.clone());
        let (name, path, pool) = (self.name.clone(), self.path.clone(), Arc::clone(&self.idle));
        let task = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let armed = match take(&pool, &inventory) {
                Some(armed) => armed,
                None => Armed::open(&path, &inventory)
                    .map_err(|error| failure::unavailable(&name, error))?,
            };
            let done = stop.around(&armed.connection, || work(&armed));
            let done = done.unwrap_or_else(|error| Err(error.into())).map_err(|how| match how {
                Failure::Ours(error) => error,
                Failure::Sqlite(error) => failure::statement(error, &armed, &name),
            });
            lock(&pool).push(armed);
            done
        });
        let timeout = self.config.limits.timeout;
        let done = tokio::time::timeout(timeout, task).await;
        drop(on_drop);
        let Ok(done) = done else { return Err(SqlError::Timeout(timeout)) };
        done.map_err(|lost| self.internal(lost))?
    }

    fn internal(&self, lost: tokio::task::JoinError) -> SqlError {
        SqlError::Internal { source_name: self.name.to_string(), source: lost.into() }
    }
}

/// A connection armed by `inventory`; those armed by an older one are closed.
fn take(pool: &Mutex<Vec<Armed>>, inventory: &Arc<Inventory>) -> Option<Armed> {
    let mut pool = lock(pool);
    pool.retain(|armed| Arc::ptr_eq(&armed.inventory, inventory));
    pool.pop()
}

fn lock(pool: &Mutex<Vec<Armed>>) -> MutexGuard<'_, Vec<Armed>> {
    pool.lock().unwrap_or_else(PoisonError::into_inner)
}
