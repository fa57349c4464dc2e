//! Walking through a list page by page gives the list.

use proptest::{prelude::*, test_runner::TestRunner};
use toolhub::backend::{
    Orders,
    orders::{OrderFilter, OrderKey, OrderStatus},
};

use super::on_both;
use crate::support::database::{Kind, Opened};

on_both!(pages_make_up_the_list, pages_stay_in_step_when_orders_arrive);

/// Few different seconds, so that many orders are placed at the same time.
fn an_order() -> impl Strategy<Value = (u8, OrderStatus)> {
    (0_u8..4, prop::sample::select(OrderStatus::ALL))
}

fn a_case() -> impl Strategy<Value = (Vec<(u8, OrderStatus)>, u32, Option<OrderStatus>)> {
    let orders = prop::collection::vec(an_order(), 0..25);
    (orders, 1_u32..9, prop::option::of(prop::sample::select(OrderStatus::ALL)))
}

async fn pages_make_up_the_list(kind: Kind) {
    let opened = Opened::empty(kind).await;
    opened.place.execute("INSERT INTO customers VALUES ('C-1', 'Ravi', 'r@example.com')").await;
    let runtime = tokio::runtime::Handle::current();
    // The property runs on a thread that may block.
    let run = move || {
        let config =
            ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() };
        let outcome = TestRunner::new(config).run(&a_case(), |(placed, size, status)| {
            runtime.block_on(check(&opened, &placed, size, status));
            Ok(())
        });
        outcome.unwrap();
    };
    tokio::task::spawn_blocking(run).await.unwrap();
}

async fn check(
    opened: &Opened,
    placed: &[(u8, OrderStatus)],
    size: u32,
    status: Option<OrderStatus>,
) {
    let rows = placed.iter().enumerate().map(|(number, (second, status))| {
        let time = format!("2026-01-01T00:00:0{second}.500000Z");
        format!("INSERT INTO orders (order_id, customer_id, status, total_minor, currency, placed_at, updated_at) VALUES ('A{number}', 'C-1', '{status}', 1, 'USD', '{time}', '{time}');")
    });
    opened.place.execute(&format!("DELETE FROM orders; {}", rows.collect::<String>())).await;

    let mut expected: Vec<_> = placed
        .iter()
        .enumerate()
        .filter(|(_, (_, stands))| status.is_none_or(|status| *stands == status))
        .map(|(number, (second, _))| (*second, format!("A{number}")))
        .collect();
    expected.sort_by(|a, b| b.cmp(a));
    let filter = OrderFilter { status, ..OrderFilter::default() };
    let walked = walk(&opened.backends.orders, &filter, size).await;
    assert_eq!(walked, expected.into_iter().map(|(_, id)| id).collect::<Vec<_>>());
}

/// The ids of every page, one after the other.
async fn walk(orders: &Orders, filter: &OrderFilter, size: u32) -> Vec<String> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let page = orders.list(filter, after.as_ref(), size).await.unwrap();
        assert!(page.items.len() <= size as usize);
        assert!(!page.more || page.items.len() == size as usize);
        after = page
            .items
            .last()
            .map(|order| OrderKey { placed_at: order.placed_at, order_id: order.order_id.clone() });
        ids.extend(page.items.into_iter().map(|order| order.order_id));
        if !page.more {
            return ids;
        }
    }
}

async fn pages_stay_in_step_when_orders_arrive(kind: Kind) {
    let Opened { backends, place } = Opened::sample(kind).await;
    let all = OrderFilter::default();
    let before = walk(&backends.orders, &all, 50).await;
    let first = backends.orders.list(&all, None, 50).await.unwrap();
    let last = first.items.last().unwrap();
    place
        .execute(
            "INSERT INTO orders (order_id, customer_id, status, total_minor, currency, placed_at, updated_at) VALUES ('Z1', 'C-1', 'pending', 1, 'USD',
                '2027-01-01T00:00:00.000000Z', '2027-01-01T00:00:00.000000Z')",
        )
        .await;
    let after = OrderKey { placed_at: last.placed_at, order_id: last.order_id.clone() };
    let second = backends.orders.list(&all, Some(&after), 50).await.unwrap();
    let ids: Vec<_> = second.items.iter().map(|order| order.order_id.as_str()).collect();
    assert_eq!(ids, before[50..100]);
}
