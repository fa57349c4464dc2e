//! Transactions that nobody ends: given up at any point, they leave nothing
//! behind, least of all a connection that is still within one.

use std::{future::Future as _, pin::pin, task::Poll, time::Duration};

use futures_util::future::poll_fn;
use tokio::time::timeout;
use toolhub::backend::Db;

use crate::{
    orders::on_both,
    support::{
        database::{Kind, Opened, Place, open},
        program::PATIENCE,
    },
};

on_both!(a_beginning_that_is_given_up_has_not_begun);

/// Begins, and gives up once it was looked at `looks` times.
async fn given_up(db: &Db, looks: usize) {
    let mut begin = pin!(db.begin());
    for _ in 0..looks {
        let done = poll_fn(|context| Poll::Ready(begin.as_mut().poll(context).is_ready())).await;
        if done {
            return;
        }
        tokio::task::yield_now().await;
    }
}

async fn a_beginning_that_is_given_up_has_not_begun(kind: Kind) {
    let Opened { place, .. } = Opened::sample(kind).await;
    let mut config = place.config();
    config.pool_size = 1;
    config.acquire_timeout = PATIENCE;
    let db = open(&config).await.unwrap().database;
    db.begin().await.unwrap().commit().await.unwrap();
    for looks in (1..40).chain([10_000]) {
        given_up(&db, looks).await;
        if matches!(place, Place::Postgres(_)) {
            let open = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                AND application_name = 'toolhub' AND state LIKE 'idle in transaction%'";
            let look = async {
                while place.rows(open).await[0][0] != "0" {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
            };
            timeout(PATIENCE, look).await.expect("no transaction stays open");
        }
        // The only connection comes back, fit for use.
        let begun = timeout(PATIENCE, db.begin()).await.expect("the connection comes back");
        begun.unwrap().commit().await.unwrap();
    }
    place.execute("UPDATE orders SET events = 0").await;
}
