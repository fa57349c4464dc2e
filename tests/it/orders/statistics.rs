//! Counting must agree with reading everything.

use std::collections::BTreeMap;

use jiff::Timestamp;
use toolhub::backend::{
    Orders,
    orders::{GroupBy, OrderFilter, StatRow},
};

use super::on_both;
use crate::support::database::{Kind, Opened};

on_both!(groups_agree_with_the_orders, a_period_cuts_both_ends, an_empty_database_has_no_groups);

type Groups = BTreeMap<(String, String), (u64, i64)>;

/// Orders and minor units per key and currency, from the orders themselves.
async fn counted(orders: &Orders, group_by: GroupBy) -> Groups {
    let mut groups = Groups::new();
    for summary in orders.list(&OrderFilter::default(), None, 1_000).await.unwrap().items {
        let order = orders.get(&summary.order_id).await.unwrap().unwrap();
        let placed_at = order.placed_at.to_string();
        let keys = match group_by {
            GroupBy::Status => vec![(order.status.to_string(), order.total.minor())],
            GroupBy::Month => vec![(placed_at[..7].to_owned(), order.total.minor())],
            GroupBy::Day => vec![(placed_at[..10].to_owned(), order.total.minor())],
            GroupBy::Customer => vec![(order.customer.customer_id, order.total.minor())],
            GroupBy::Product => order
                .items
                .into_iter()
                .map(|item| (item.sku, item.unit_price.minor() * item.quantity.cast_signed()))
                .collect(),
        };
        for (key, total) in keys {
            let group = groups.entry((key, order.currency.to_string())).or_default();
            *group = (group.0 + 1, group.1 + total);
        }
    }
    groups
}

fn told(rows: &[StatRow]) -> Groups {
    let group = |row: &StatRow| {
        let key = (row.key.clone(), row.currency.to_string());
        (key, (row.orders, row.total.minor()))
    };
    rows.iter().map(group).collect()
}

async fn groups_agree_with_the_orders(kind: Kind) {
    let opened = Opened::sample(kind).await;
    let orders = &opened.backends.orders;
    for group_by in
        [GroupBy::Status, GroupBy::Month, GroupBy::Day, GroupBy::Customer, GroupBy::Product]
    {
        let rows = orders.stats(group_by, None, None).await.unwrap();
        let (told, mut counted) = (told(&rows), counted(orders, group_by).await);
        assert_eq!(told.len(), rows.len(), "{group_by:?}: a group is told twice");
        if matches!(group_by, GroupBy::Customer | GroupBy::Product) {
            assert!(rows.iter().all(|row| row.name.is_some()));
            let keys: std::collections::BTreeSet<_> = rows.iter().map(|row| &row.key).collect();
            assert_eq!(keys.len(), 50);
            counted.retain(|(key, _), _| keys.contains(key));
        } else {
            assert!(rows.iter().all(|row| row.name.is_none() && row.quantity.is_none()));
        }
        assert_eq!(told, counted, "{group_by:?}");
    }
}

async fn a_period_cuts_both_ends(kind: Kind) {
    let opened = Opened::sample(kind).await;
    let orders = &opened.backends.orders;
    let time = |text: &str| Some(text.parse::<Timestamp>().unwrap());
    let (since, until) = (time("2026-02-01T00:00:00Z"), time("2026-04-01T00:00:00Z"));
    let rows = orders.stats(GroupBy::Month, since, until).await.unwrap();
    let months: std::collections::BTreeSet<_> = rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(months.into_iter().collect::<Vec<_>>(), ["2026-02", "2026-03"]);
    let filter = OrderFilter { since, until, ..OrderFilter::default() };
    let total: u64 = rows.iter().map(|row| row.orders).sum();
    assert_eq!(total, orders.count(&filter, u32::MAX).await.unwrap().unwrap());

    let sold = orders.stats(GroupBy::Product, since, until).await.unwrap();
    assert!(sold.iter().all(|row| row.quantity >= Some(row.orders)), "{sold:?}");
    let ever = (Some(Timestamp::MIN), Some(Timestamp::MAX));
    let all = orders.stats(GroupBy::Status, ever.0, ever.1).await.unwrap();
    assert_eq!(all.iter().map(|row| row.orders).sum::<u64>(), 502);
}

async fn an_empty_database_has_no_groups(kind: Kind) {
    let opened = Opened::empty(kind).await;
    let orders = &opened.backends.orders;
    for group_by in [GroupBy::Status, GroupBy::Day, GroupBy::Product] {
        assert_eq!(orders.stats(group_by, None, None).await.unwrap(), []);
    }
}
