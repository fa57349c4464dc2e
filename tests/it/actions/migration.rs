//! A database from before there were actions: its orders are what they were,
//! and can be acted on.

use refinery::{Migration, Runner};
use serde_json::{Value, json};

use super::{
    invariants,
    shop::{REASON, Shop, confirmed},
};
use crate::{
    orders::on_both,
    support::{
        database::{Kind, Place},
        http::Client,
        json::{failure, text},
        postgres,
    },
};

on_both!(older_orders_are_sane_and_can_be_acted_on);

const STATUSES: [&str; 6] =
    ["pending", "processing", "shipped", "delivered", "cancelled", "refunded"];

/// A database of the first version with an order of every status.
async fn first_version(kind: Kind) -> Place {
    let place = Place::new(kind).await;
    let runner = |sql| Runner::new(&[Migration::unapplied("V1__orders", sql).unwrap()]);
    match &place {
        Place::Sqlite(directory) => {
            let path = directory.path().join("orders.db");
            let mut connection = rusqlite::Connection::open(path).unwrap();
            let sql = include_str!("../../../migrations/sqlite/V1__orders.sql");
            runner(sql).run(&mut connection).unwrap();
        }
        Place::Postgres(database) => {
            let mut client = postgres::connect(database.url().expose()).await;
            let sql = include_str!("../../../migrations/postgres/V1__orders.sql");
            runner(sql).run_async(&mut client).await.unwrap();
        }
    }
    let at = "'2026-01-31T00:00:00.000000Z'";
    let rows = STATUSES.map(|status| {
        let id = status.to_uppercase();
        format!(
            "INSERT INTO orders VALUES ('{id}', 'C-1', '{status}', 1000, 'USD', {at}, {at});
             INSERT INTO order_items VALUES ('{id}', 'SKU-1', 'Pen', 2, 500);"
        )
    });
    let rows = format!(
        "INSERT INTO customers VALUES ('C-1', 'Ravi', 'ravi@example.com');
         INSERT INTO products VALUES ('SKU-1', 'Pen', 'Writes.', 500, 'USD', 7, {at});
         {}
         INSERT INTO orders VALUES ('FREE', 'C-1', 'shipped', 0, 'USD', {at}, {at});",
        rows.concat()
    );
    place.execute(&rows).await;
    place
}

/// Confirms what is previewed; what it says.
async fn act(client: &Client, tool: &str, arguments: &Value) -> String {
    let preview = client.call(tool, arguments).await;
    if preview["result"]["isError"] == true {
        return failure(&preview).0.to_owned();
    }
    let token = &preview["result"]["structuredContent"]["confirmation_token"];
    let reply = client.call(tool, &confirmed(arguments, token.as_str().unwrap())).await;
    text(&reply).to_owned()
}

async fn older_orders_are_sane_and_can_be_acted_on(kind: Kind) {
    let shop = Shop::at(first_version(kind).await);
    let server = shop.server(&[]).await;
    let client = server.client();
    let money =
        "SELECT order_id, status, paid_minor, refunded_minor, events FROM orders ORDER BY 1";
    let expected = [
        "CANCELLED cancelled 0 0 0",
        "DELIVERED delivered 1000 0 0",
        "FREE shipped 0 0 0",
        "PENDING pending 0 0 0",
        "PROCESSING processing 1000 0 0",
        "REFUNDED refunded 1000 1000 0",
        "SHIPPED shipped 1000 0 0",
    ];
    let rows = shop.place.rows(money).await;
    assert_eq!(rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>(), expected);
    invariants::remember(&shop).await;
    invariants::hold(&shop).await;
    for status in STATUSES {
        let reply = client.call("get_order", &json!({ "order_id": status })).await;
        assert!(text(&reply).starts_with(&format!("Order {}", status.to_uppercase())), "{reply}");
        assert_eq!(reply["result"]["structuredContent"]["status"], status);
    }

    let not_cancelled = |status: &str| format!("Order {} is {status}:", status.to_uppercase());
    for (status, cancelled, refunded) in [
        ("pending", "Order PENDING is cancelled.", "Order PENDING: nothing was paid"),
        ("processing", "Order PROCESSING is cancelled.", "Refunded 10.00 USD"),
        ("shipped", &not_cancelled("shipped"), "Refunded 10.00 USD"),
        ("delivered", &not_cancelled("delivered"), "Refunded 10.00 USD"),
        ("cancelled", &not_cancelled("cancelled"), "Order CANCELLED: nothing was paid for it."),
        ("refunded", &not_cancelled("refunded"), "Order REFUNDED: all that was paid is refunded"),
    ] {
        let arguments = json!({ "order_id": status, "reason": REASON });
        let said = act(&client, "cancel_order", &arguments).await;
        assert!(said.starts_with(cancelled), "{status}: {said}");
        let said = act(&client, "refund_order", &arguments).await;
        assert!(said.starts_with(refunded), "{status}: {said}");
    }
    assert_eq!(shop.row("SELECT stock FROM products").await, "11", "two orders of two came back");
    invariants::hold(&shop).await;
}
