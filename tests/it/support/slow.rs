//! Calls that take as long as a test wants: they wait for a lock it holds.

use std::time::Duration;

use tokio::time::timeout;
use tokio_postgres::Client;

use super::{
    database::{Kind, Opened, Place},
    postgres,
    program::PATIENCE,
};

/// A PostgreSQL database with the sample data, and a lock on its orders.
pub(crate) struct Slow {
    locker: Client,
    watcher: Client,
    url: String,
    pub(crate) database: Place,
}

impl Slow {
    /// The database, locked.
    pub(crate) async fn locked() -> Self {
        let slow = Self::ready().await;
        slow.lock().await;
        slow
    }

    /// The database, not locked yet.
    pub(crate) async fn ready() -> Self {
        let Opened { place, .. } = Opened::sample(Kind::Postgres).await;
        let Place::Postgres(database) = &place else { unreachable!("it was asked for") };
        let url = database.url().expose().to_owned();
        let (locker, watcher) = (postgres::connect(&url).await, postgres::connect(&url).await);
        Self { locker, watcher, url, database: place }
    }

    /// Makes every call wait from here on.
    pub(crate) async fn lock(&self) {
        self.locker.batch_execute("BEGIN; LOCK TABLE orders").await.unwrap();
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Lets every call go on.
    pub(crate) async fn release(&self) {
        self.locker.batch_execute("ROLLBACK").await.unwrap();
    }

    /// Waits until so many of toolhub's statements wait for the lock.
    pub(crate) async fn until_waiting(&self, wanted: i64) {
        let count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
            AND application_name = 'toolhub' AND state = 'active'";
        let look = async {
            while self.watcher.query_one(count, &[]).await.unwrap().get::<_, i64>(0) != wanted {
                // A round trip takes long enough; this only lets others run.
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        timeout(PATIENCE, look).await.expect("calls come to wait, or stop waiting");
    }
}
