//! What holds in the database whatever was called, in whatever order, and
//! whatever was interrupted.

use super::shop::Shop;

/// Queries that find nothing unless something is wrong. `was_orders` and
/// `was_products` are how it all began.
const WRONG: [(&str, &str); 10] = [
    (
        "amounts are out of order",
        "SELECT order_id FROM orders WHERE NOT (0 <= refunded_minor AND refunded_minor <= \
         paid_minor AND paid_minor <= total_minor)",
    ),
    (
        "refunds do not add up",
        "SELECT o.order_id FROM orders o JOIN was_orders w USING (order_id) WHERE \
         o.refunded_minor <> w.refunded_minor + (SELECT coalesce(sum(e.amount_minor), 0) FROM \
         order_events e WHERE e.order_id = o.order_id AND e.kind = 'refund')",
    ),
    (
        "events are not counted",
        "SELECT order_id FROM orders o WHERE events <> (SELECT count(*) FROM order_events e WHERE \
         e.order_id = o.order_id) OR events <> (SELECT coalesce(max(number), 0) FROM order_events \
         e WHERE e.order_id = o.order_id)",
    ),
    (
        "something was cancelled twice",
        "SELECT order_id FROM order_events WHERE kind = 'cancelled' GROUP BY order_id HAVING \
         count(*) > 1",
    ),
    (
        "the stock is not what came back",
        "SELECT p.sku FROM products p JOIN was_products w USING (sku) WHERE p.stock <> w.stock + \
         (SELECT coalesce(sum(i.quantity), 0) FROM order_items i JOIN order_events e USING \
         (order_id) WHERE i.sku = p.sku AND e.kind = 'cancelled')",
    ),
    (
        "a status is not what happened",
        "SELECT o.order_id FROM orders o JOIN was_orders w USING (order_id) WHERE o.status <> CASE \
         WHEN o.paid_minor > 0 AND o.refunded_minor = o.paid_minor THEN 'refunded' WHEN EXISTS \
         (SELECT 1 FROM order_events e WHERE e.order_id = o.order_id AND e.kind = 'cancelled') \
         THEN 'cancelled' ELSE w.status END",
    ),
    (
        "payments changed",
        "SELECT o.order_id FROM orders o JOIN was_orders w USING (order_id) WHERE o.paid_minor <> \
         w.paid_minor OR o.total_minor <> w.total_minor",
    ),
    (
        "what was cancelled is not what the log says",
        "SELECT 1 WHERE (SELECT count(*) FROM order_events WHERE kind = 'cancelled') <> (SELECT \
         count(*) FROM audit_log WHERE tool = 'cancel_order' AND outcome = 'done')",
    ),
    (
        "what was refunded is not what the log says",
        "SELECT 1 WHERE (SELECT count(*) FROM order_events WHERE kind = 'refund') <> (SELECT \
         count(*) FROM audit_log WHERE tool = 'refund_order' AND outcome = 'done')",
    ),
    (
        "what was noted is not what the log says",
        "SELECT 1 WHERE (SELECT count(*) FROM order_events WHERE kind = 'note') <> (SELECT \
         count(*) FROM audit_log WHERE tool = 'add_order_note' AND outcome = 'done')",
    ),
];

/// Keeps how it all begins.
pub(super) async fn remember(shop: &Shop) {
    let tables = "CREATE TABLE was_orders AS SELECT * FROM orders;
        CREATE TABLE was_products AS SELECT * FROM products;";
    shop.place.execute(tables).await;
}

/// Asserts that everything is as it must be, and the audit log whole.
pub(super) async fn hold(shop: &Shop) {
    for (what, sql) in WRONG {
        let found = shop.place.rows(sql).await;
        assert!(found.is_empty(), "{what}: {found:?}");
    }
    shop.verified();
}

/// How many actions the log says were done.
pub(super) async fn done(shop: &Shop) -> usize {
    let done = "SELECT count(*) FROM audit_log WHERE outcome = 'done'";
    shop.row(done).await.parse().unwrap()
}
