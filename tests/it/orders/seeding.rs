//! Sample data: the same everywhere, and never twice.

use toolhub::backend::{Db, orders::OrderFilter, seed};

use super::on_both;
use crate::support::database::{Kind, Opened, Place};

on_both!(
    seeding_again_adds_the_rest,
    seeding_at_once_does_not_double,
    a_stopped_run_is_taken_up,
    both_databases_hold_the_same
);

async fn seeding_again_adds_the_rest(kind: Kind) {
    let opened = Opened::empty(kind).await;
    let db = &opened.backends.database;
    let mut told = Vec::new();
    let report = seed::seed(db, 300, |orders| told.push(orders)).await.unwrap();
    assert_eq!((report.added, report.orders, told), (302, 302, vec![300]));
    assert_eq!(seed::seed(db, 300, |_| {}).await.unwrap().added, 0);
    assert_eq!(seed::seed(db, 10, |_| {}).await.unwrap().added, 0);
    assert_eq!(seed::seed(db, 310, |_| {}).await.unwrap().added, 10);
    assert_eq!(
        opened.backends.orders.count(&OrderFilter::default(), u32::MAX).await.unwrap().unwrap(),
        312
    );
    // Fails when a total is not the sum of its items.
    let check = "CREATE TABLE t (ok bigint NOT NULL CHECK (ok = 1));
        INSERT INTO t SELECT CASE WHEN o.total_minor = sum(i.quantity * i.unit_price_minor) THEN 1 ELSE 0 END
        FROM orders o JOIN order_items i ON i.order_id = o.order_id GROUP BY o.order_id, o.total_minor";
    opened.place.execute(check).await;
}

async fn seeding_at_once_does_not_double(kind: Kind) {
    let place = Place::new(kind).await;
    let config = place.config();
    let all = (0..4).map(|_| async {
        let db = Db::open(&config).await.unwrap();
        seed::seed(&db, 400, |_| {}).await.unwrap().added
    });
    let added = futures_util::future::join_all(all).await;
    assert_eq!(added.iter().sum::<u64>(), 402, "{added:?}");
}

async fn a_stopped_run_is_taken_up(kind: Kind) {
    let opened = Opened::empty(kind).await;
    let db = &opened.backends.database;
    // The run is dropped as soon as its first batch is in.
    let (first_batch, arrived) = tokio::sync::oneshot::channel();
    let mut first_batch = Some(first_batch);
    let run = seed::seed(db, 20_000, move |_| {
        first_batch.take().map(|tell| tell.send(()));
    });
    tokio::select! {
        biased;
        _ = arrived => {}
        done = run => panic!("{done:?}"),
    }
    let report = seed::seed(db, 20_000, |_| {}).await.unwrap();
    assert_eq!((report.added, report.orders), (10_002, 20_002));
    assert_eq!(
        opened.backends.orders.count(&OrderFilter::default(), u32::MAX).await.unwrap().unwrap(),
        20_002
    );
}

async fn both_databases_hold_the_same(kind: Kind) {
    let (one, other) = (Opened::sample(kind).await, Opened::sample(Kind::Sqlite).await);
    let (one, other) = (&one.backends.orders, &other.backends.orders);
    for id in ["A102", "A333", "A601"] {
        assert_eq!(one.get(id).await.unwrap(), other.get(id).await.unwrap());
        assert!(one.get(id).await.unwrap().is_some());
    }
}
