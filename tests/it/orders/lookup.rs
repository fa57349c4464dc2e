//! Finding one order, or the orders of somebody.

use toolhub::backend::orders::{OrderFilter, OrderStatus};

use super::on_both;
use crate::support::database::{Kind, Opened};

on_both!(
    an_order_is_whole,
    ids_are_forgiving,
    nothing_is_found_by_tricks,
    customers,
    filters,
    ids_are_suggested
);

async fn an_order_is_whole(kind: Kind) {
    let opened = Opened::sample(kind).await;
    let orders = &opened.backends.orders;
    let order = orders.get("A100").await.unwrap().unwrap();
    let json = serde_json::to_value(&order).unwrap();
    let expected = serde_json::json!({
        "order_id": "A100",
        "status": "shipped",
        "total": "249.00",
        "paid": "249.00",
        "refunded": "0.00",
        "currency": "USD",
        "placed_at": "2026-06-24T10:15:00Z",
        "updated_at": "2026-06-26T10:00:00Z",
        "customer": { "customer_id": "C-1", "name": "Ravi", "email": "ravi@example.com" },
        "items": [
            { "sku": "SKU-1", "name": "Mechanical keyboard", "quantity": 1, "unit_price": "159.50" },
            { "sku": "SKU-2", "name": "Wireless mouse", "quantity": 1, "unit_price": "89.50" },
        ],
        "history": [],
    });
    assert_eq!(json, expected);

    let order = orders.get("A101").await.unwrap().unwrap();
    assert_eq!((order.status, order.total.to_string()), (OrderStatus::Processing, "89.50".into()));
    assert_eq!(order.customer.name, "Meera");
}

async fn ids_are_forgiving(kind: Kind) {
    let opened = Opened::sample(kind).await;
    let orders = &opened.backends.orders;
    for id in ["a100", " A100 ", "\ta100\n"] {
        assert_eq!(orders.get(id).await.unwrap().unwrap().order_id, "A100", "{id:?}");
    }
}

async fn nothing_is_found_by_tricks(kind: Kind) {
    let opened = Opened::sample(kind).await;
    let orders = &opened.backends.orders;
    for id in ["", "A1", "A999999", "A10_", "A10%", "A100'--", "A100\0", "A１００", "' OR 1=1 --"]
    {
        assert_eq!(orders.get(id).await.unwrap(), None, "{id:?}");
    }
    for customer in ["%", "_", "ravi' --", "C-", "\\", "\0\0x\0y", "ravi@example"] {
        let filter = OrderFilter { customer: Some(customer.into()), ..OrderFilter::default() };
        assert_eq!(orders.count(&filter, u32::MAX).await.unwrap().unwrap(), 0, "{customer:?}");
        assert!(orders.list(&filter, None, 5).await.unwrap().items.is_empty(), "{customer:?}");
    }
}

async fn customers(kind: Kind) {
    let Opened { backends, place } = Opened::sample(kind).await;
    place
        .execute(
            "INSERT INTO customers VALUES ('X-1', 'ÉLODIE 100% O''Neill_李', 'E.L@Example.com');
             INSERT INTO orders (order_id, customer_id, status, total_minor, currency, placed_at, updated_at) VALUES ('X1', 'X-1', 'pending', 5, 'JPY',
                '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z')",
        )
        .await;
    for customer in ["élodie", "Élodie 100%", "o'neill", "L_李", "x-1", "e.l@EXAMPLE.com", " 100% "]
    {
        let filter = OrderFilter { customer: Some(customer.into()), ..OrderFilter::default() };
        let found = backends.orders.list(&filter, None, 5).await.unwrap().items;
        assert_eq!(found.len(), 1, "{customer:?}: {found:?}");
        assert_eq!((found[0].order_id.as_str(), found[0].total.to_string()), ("X1", "5".into()));
        assert_eq!(found[0].items, 0);
    }
    // An order without items is still an order.
    assert!(backends.orders.get("x1").await.unwrap().unwrap().items.is_empty());
}

async fn filters(kind: Kind) {
    let opened = Opened::sample(kind).await;
    let orders = &opened.backends.orders;
    let everything = orders.list(&OrderFilter::default(), None, 1_000).await.unwrap();
    assert_eq!((everything.items.len(), everything.more), (502, false));
    let (first, last) = (everything.items[400].placed_at, everything.items[100].placed_at);
    let seventh = OrderFilter { customer: Some("c-7".into()), ..OrderFilter::default() };
    for order in orders.list(&seventh, None, 1_000).await.unwrap().items {
        let order = orders.get(&order.order_id).await.unwrap().unwrap();
        assert_eq!(order.customer.customer_id, "C-7");
    }
    // "e" is in the name of more customers than are named one by one.
    for customer in [None, Some("e"), Some("RA"), Some("C-7"), Some("  ")] {
        for status in [None, Some(OrderStatus::Delivered), Some(OrderStatus::Refunded)] {
            for (since, until) in [(None, None), (Some(first), None), (Some(first), Some(last))] {
                let customer = customer.map(str::to_owned);
                let filter = OrderFilter { status, customer, since, until };
                let found = orders.list(&filter, None, 1_000).await.unwrap().items;
                let wanted = |order: &&toolhub::backend::orders::OrderSummary| {
                    status.is_none_or(|status| order.status == status)
                        && since.is_none_or(|since| order.placed_at >= since)
                        && until.is_none_or(|until| order.placed_at < until)
                };
                let mut expected: Vec<_> = everything.items.iter().filter(wanted).collect();
                match filter.customer.as_deref() {
                    None | Some("  ") => {}
                    Some("C-7") => expected.retain(|order| found.contains(order)),
                    Some(part) => expected.retain(|order| {
                        order.customer.to_lowercase().contains(&part.to_lowercase())
                    }),
                }
                assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{filter:?}");
                assert_eq!(
                    orders.count(&filter, u32::MAX).await.unwrap().unwrap(),
                    expected.len() as u64,
                    "{filter:?}"
                );
            }
        }
    }
}

async fn ids_are_suggested(kind: Kind) {
    let opened = Opened::sample(kind).await;
    let orders = &opened.backends.orders;
    assert_eq!(orders.suggest_ids("a10", 3).await.unwrap(), ["A100", "A101", "A102"]);
    assert_eq!(orders.suggest_ids("A601", 9).await.unwrap(), ["A601"]);
    assert_eq!(orders.suggest_ids("", 2).await.unwrap(), ["A100", "A101"]);
    assert!(orders.suggest_ids("%", 9).await.unwrap().is_empty());
}
