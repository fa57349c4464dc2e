//! A PostgreSQL server that goes away, comes back, hangs, or is left waiting.

use std::time::{Duration, Instant};

use tokio_postgres::Client;
use toolhub::{
    backend::{BackendError, Backends},
    config::{SandboxConfig, Secret, SqlConfig, Store},
};

use crate::support::{
    database::{Kind, Opened, Place, config, open},
    postgres::{self, TestDatabase},
    proxy::Proxy,
};

const A_SECOND: Duration = Duration::from_secs(1);

/// A database behind a network that is down.
async fn cut_off() -> (TestDatabase, Proxy, Store) {
    let database = TestDatabase::create().await;
    let (address, user) = postgres::server();
    let proxy = Proxy::new(&address).await;
    let url = database.url_at(Some(&format!("{user}@{}", proxy.address())), "");
    (database, proxy, Store::Postgres { url: Secret::new(url) })
}

async fn is_unavailable(backends: &Backends) {
    let started = Instant::now();
    let answer = backends.orders.get("A100").await;
    assert!(matches!(answer, Err(BackendError::Unavailable { .. })), "{answer:?}");
    assert!(started.elapsed() < A_SECOND, "took {:?}", started.elapsed());
}

#[tokio::test]
async fn a_server_that_is_down_at_the_start_is_migrated_when_it_comes() {
    let (_database, mut proxy, store) = cut_off().await;
    let started = Instant::now();
    let backends = open(&config(store)).await.unwrap();
    assert!(started.elapsed() < A_SECOND + A_SECOND / 2, "took {:?}", started.elapsed());
    is_unavailable(&backends).await;
    assert!(backends.database.ready().await.is_err());
    proxy.start().await;
    backends.database.ready().await.unwrap();
    assert_eq!(backends.orders.get("A100").await.unwrap(), None);
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up_within_a_second() {
    let (_database, mut proxy, store) = cut_off().await;
    proxy.mute().await;
    let started = Instant::now();
    let backends = open(&config(store)).await.unwrap();
    assert!(started.elapsed() < A_SECOND + A_SECOND / 2, "took {:?}", started.elapsed());
    // All at once: nobody queues behind another's patience.
    let calls = (0..20).map(|_| is_unavailable(&backends));
    futures_util::future::join_all(calls).await;
    proxy.start().await;
    backends.database.ready().await.unwrap();
}

#[tokio::test]
async fn the_pool_recovers_from_a_restart() {
    let (_database, mut proxy, store) = cut_off().await;
    proxy.start().await;
    let backends = open(&config(store)).await.unwrap();
    for _ in 0..3 {
        let calls = (0..8).map(|_| backends.orders.get("A100"));
        for answer in futures_util::future::join_all(calls).await {
            assert_eq!(answer.unwrap(), None);
        }
        proxy.stop().await;
        is_unavailable(&backends).await;
        proxy.mute().await;
        is_unavailable(&backends).await;
        proxy.start().await;
        // The first call after the outage gets through: no dead connection is handed out.
        assert_eq!(backends.orders.get("A100").await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_host_that_vanishes_is_noticed_on_resting_connections() {
    let (_database, mut proxy, store) = cut_off().await;
    proxy.start().await;
    let backends = Backends::open(
        &config(store),
        &SqlConfig::default(),
        &SandboxConfig::off(),
        Duration::ZERO,
    )
    .await
    .unwrap();
    let calls = (0..4).map(|_| backends.orders.get("A100"));
    futures_util::future::join_all(calls).await;
    // A connection is asked only when it has rested for a second.
    tokio::time::sleep(A_SECOND + A_SECOND / 10).await;
    proxy.freeze();
    for _ in 0..3 {
        is_unavailable(&backends).await;
    }
    proxy.start().await;
    assert_eq!(backends.orders.get("A100").await.unwrap(), None);
}

#[tokio::test]
async fn connections_that_the_server_closed_are_not_handed_out() {
    let opened = Opened::sample(Kind::Postgres).await;
    let Place::Postgres(database) = &opened.place else { unreachable!() };
    let admin = postgres::connect(database.url().expose()).await;
    for _ in 0..20 {
        let calls = (0..4).map(|_| opened.backends.orders.get("A100"));
        for answer in futures_util::future::join_all(calls).await {
            assert!(answer.unwrap().is_some());
        }
        let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'toolhub'";
        admin.query(kill, &[]).await.unwrap();
    }
}

/// How many statements toolhub runs on the server right now.
async fn running(watcher: &Client) -> i64 {
    let count = "SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'toolhub' AND state = 'active'";
    watcher.query_one(count, &[]).await.unwrap().get(0)
}

/// Looks again and again until so many statements are running.
async fn until_running(watcher: &Client, wanted: i64) {
    let look = async { while running(watcher).await != wanted {} };
    tokio::time::timeout(Duration::from_secs(5), look).await.unwrap();
}

#[tokio::test]
async fn a_dropped_call_is_cancelled_on_the_server() {
    let opened = Opened::sample(Kind::Postgres).await;
    let Place::Postgres(database) = &opened.place else { unreachable!() };
    let mut locker = postgres::connect(database.url().expose()).await;
    let watcher = postgres::connect(database.url().expose()).await;
    let lock = locker.transaction().await.unwrap();
    lock.batch_execute("LOCK TABLE orders").await.unwrap();

    let orders = opened.backends.orders.clone();
    let calls: Vec<_> = (0..4)
        .map(|_| {
            let orders = orders.clone();
            tokio::spawn(async move { orders.get("A100").await })
        })
        .collect();
    until_running(&watcher, 4).await;
    for call in calls {
        call.abort();
    }
    until_running(&watcher, 0).await;

    lock.rollback().await.unwrap();
    // Every connection is usable again, and nobody else's statement is cancelled.
    for _ in 0..50 {
        assert!(orders.get("A100").await.unwrap().is_some());
    }
    assert!(opened.backends.database.status().size <= 4);
}

#[tokio::test]
async fn a_busy_pool_says_so_in_time() {
    let opened = Opened::sample(Kind::Postgres).await;
    let Place::Postgres(database) = &opened.place else { unreachable!() };
    let mut locker = postgres::connect(database.url().expose()).await;
    let watcher = postgres::connect(database.url().expose()).await;
    let lock = locker.transaction().await.unwrap();
    lock.batch_execute("LOCK TABLE orders").await.unwrap();
    let busy: Vec<_> = (0..4)
        .map(|_| {
            let orders = opened.backends.orders.clone();
            tokio::spawn(async move { orders.get("A100").await })
        })
        .collect();
    until_running(&watcher, 4).await;
    is_unavailable(&opened.backends).await;
    assert!(opened.backends.database.ready().await.is_err());
    lock.rollback().await.unwrap();
    for call in busy {
        assert!(call.await.unwrap().unwrap().is_some());
    }
}
