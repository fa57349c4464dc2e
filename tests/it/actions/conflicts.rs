//! Many callers want different things of the same few orders at once: whatever
//! wins, the books are right afterwards.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{
    invariants,
    shop::{Shop, confirmed, with},
};
use crate::{
    orders::on_both,
    support::{database::Kind, http::Client},
};

on_both!(whatever_wins_the_books_are_right);

const CALLERS: usize = 16;
const WISHES: usize = 12;
/// Two orders to be refunded, two to be cancelled, each with little to give.
const ORDERS: &str = "UPDATE orders SET currency = 'USD', total_minor = 900, paid_minor = 900, \
    refunded_minor = 0, status = CASE WHEN order_id IN ('A100', 'A102') THEN 'shipped' ELSE \
    'processing' END WHERE order_id IN ('A100', 'A101', 'A102', 'A103')";

/// What the wish with that number is about; every third one has a key that
/// another caller has too.
fn wish(caller: usize, number: usize) -> (&'static str, Value) {
    let order = ["A100", "A101", "A102", "A103"][(caller + number) % 4];
    let reason = format!("Wish {number}");
    let (tool, arguments) = match (caller * 7 + number) % 5 {
        0 => ("add_order_note", json!({ "order_id": order, "note": reason })),
        1 => ("cancel_order", json!({ "order_id": order, "reason": reason })),
        2 => ("refund_order", json!({ "order_id": order, "reason": reason })),
        _ => ("refund_order", json!({ "order_id": order, "amount": "1.00", "reason": reason })),
    };
    if number.is_multiple_of(3) {
        let key = format!("{}-{number}-{arguments}", caller / 2).replace([' ', '"'], "");
        return (tool, with(&arguments, &json!({ "idempotency_key": key })));
    }
    (tool, arguments)
}

/// Calls until it is done, or cannot be; each reply's kind.
async fn pursue(client: &Client, tool: &'static str, arguments: &Value) -> Vec<String> {
    let mut kinds = Vec::new();
    let mut arguments = arguments.clone();
    for _ in 0..4 {
        let reply = client.call(tool, &arguments).await;
        let (kind, token) = read(&reply);
        kinds.push(kind);
        let Some(token) = token else { break };
        arguments = confirmed(&arguments, &token);
    }
    kinds
}

/// What a reply says became of the call, and the token to go on with.
fn read(reply: &Value) -> (String, Option<String>) {
    let result = &reply["result"];
    let text = result["content"][0]["text"].as_str().unwrap();
    let token = text.split("confirmation_token=\"").nth(1);
    let token = token.and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let kind = match (&result["_meta"]["toolhub/error"]["kind"], &result["structuredContent"]) {
        (Value::String(kind), _) => kind,
        _ if result["_meta"]["toolhub/repeated"] == true => "repeated",
        (_, content) => content["status"].as_str().unwrap_or("done"),
    };
    // What a refund is called and what it comes to is not the order's status.
    (if kind == "preview" { kind } else { known(kind) }.to_owned(), token)
}

fn known(kind: &str) -> &str {
    let kinds =
        ["done", "repeated", "not_confirmed", "refused", "invalid_arguments", "unavailable"];
    assert!(kinds.contains(&kind), "{kind}");
    kind
}

async fn whatever_wins_the_books_are_right(kind: Kind) {
    let shop = Shop::new(kind).await;
    shop.place.execute(ORDERS).await;
    invariants::remember(&shop).await;
    let servers = [shop.server(&[]).await, shop.server(&[]).await];
    let callers = (0..CALLERS).map(|caller| {
        let client = servers[caller % 2].client();
        async move {
            let mut kinds = Vec::new();
            for number in 0..WISHES {
                let (tool, arguments) = wish(caller, number);
                kinds.extend(pursue(&client, tool, &arguments).await);
            }
            kinds
        }
    });
    let mut tally = BTreeMap::<String, usize>::new();
    for kind in join_all(callers).await.concat() {
        *tally.entry(kind).or_default() += 1;
    }
    println!("{kind:?}: {tally:?}");
    invariants::hold(&shop).await;
    let done = tally["done"];
    assert_eq!(invariants::done(&shop).await, done, "each done reply is in the log");
    assert!(done > 30 && tally["refused"] > 10, "{tally:?}");
    let cancelled = "SELECT count(*) FROM order_events WHERE kind = 'cancelled'";
    assert_eq!(shop.row(cancelled).await, "2");
    let left =
        "SELECT sum(paid_minor - refunded_minor) FROM orders WHERE order_id IN ('A100', 'A102')";
    assert_eq!(shop.row(left).await, "0");
}
