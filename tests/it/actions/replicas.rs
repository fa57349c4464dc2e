//! Two processes on one database: a preview from one is confirmed on the other,
//! and what arrives at both at the same moment is done by one of them.

use serde_json::{Value, json};

use super::{
    invariants,
    shop::{CANCEL, CANCELLED, KEY, REASON, Shop, cancel, confirmed, token_of, with},
};
use crate::{
    orders::on_both,
    support::{
        database::Kind,
        http::Client,
        json::{call, failure, text},
        person::{retry, state, yes},
        program::Program,
        server::{Server, TOKEN},
    },
};

on_both!(
    a_preview_from_one_is_confirmed_on_the_other,
    a_confirmation_at_both_at_once_is_used_once,
    a_key_at_both_at_once_is_done_once,
);

const ROUNDS: usize = 12;
const USED: &str = "Not done, nothing was changed: this confirmation was used before.\n";

#[tokio::test]
async fn replicas_that_share_too_little_do_not_start() {
    let keys = "error: TOOLHUB_REPLICAS: replicas must share their keys, and TOOLHUB_SECRET_KEY is \
        unset; give all of them the same (openssl rand -base64 32)";
    let database = "error: TOOLHUB_REPLICAS: replicas must share a database, and the order \
        database is an SQLite file; set DATABASE_URL=postgres://...";
    let (postgres, sqlite) = ("postgres://toolhub@127.0.0.1:1/shop", "sqlite:orders.db");
    for (url, key, said) in [(postgres, "", keys), (sqlite, KEY, database), ("", KEY, database)] {
        let env = [("TOOLHUB_REPLICAS", "2"), ("DATABASE_URL", url), ("TOOLHUB_SECRET_KEY", key)];
        let env = [&env[..], &[("TOOLHUB_API_TOKEN", TOKEN), ("HTTP_PORT", "0")]].concat();
        for args in [&["--http"][..], &[]] {
            let output = Program::run(args, &env);
            assert_eq!(output.status.code(), Some(1), "{output:?}");
            assert_eq!(String::from_utf8(output.stderr).unwrap().trim_end(), said);
        }
    }
}

/// Clients of two servers over one shop.
async fn replicas(shop: &Shop, kind: Kind) -> ([Server; 2], [Client; 2]) {
    let env: &[(&str, &str)] = match kind {
        Kind::Postgres => &[("TOOLHUB_REPLICAS", "2")],
        // Not one service, but two processes all the same.
        Kind::Sqlite => &[],
    };
    let servers = [shop.server(env).await, shop.server(env).await];
    let clients = [servers[0].client(), servers[1].client()];
    (servers, clients)
}

/// The replies to one call at both, sent at the same moment.
async fn at_both(clients: &[Client; 2], tool: &str, arguments: &Value) -> [Value; 2] {
    let [one, other] = clients;
    let (one, other) = tokio::join!(one.call(tool, arguments), other.call(tool, arguments));
    [one, other]
}

async fn a_preview_from_one_is_confirmed_on_the_other(kind: Kind) {
    let shop = Shop::new(kind).await;
    let (_servers, [one, other]) = replicas(&shop, kind).await;
    let token = token_of(&one.call("cancel_order", &cancel()).await, CANCEL);
    let reply = other.call("cancel_order", &confirmed(&cancel(), &token)).await;
    assert_eq!(text(&reply), CANCELLED);
    let again = one.call("cancel_order", &confirmed(&cancel(), &token)).await;
    assert!(failure(&again).0.starts_with(USED), "{again}");

    // A dialogue that goes on elsewhere.
    let refund = json!({ "order_id": "A100", "amount": "1", "reason": REASON });
    let ask = call("refund_order", &refund);
    let state = state(&one, &ask).await;
    let reply = retry(&other, &ask, &state, json!({ "confirm": yes() })).await;
    assert!(text(&reply).starts_with("Refunded 1.00 USD"), "{reply}");
    let again = retry(&one, &ask, &state, json!({ "confirm": yes() })).await;
    assert!(failure(&again).0.starts_with(USED), "{again}");
    shop.verified();
}

async fn a_confirmation_at_both_at_once_is_used_once(kind: Kind) {
    let shop = Shop::new(kind).await;
    invariants::remember(&shop).await;
    let (_servers, clients) = replicas(&shop, kind).await;
    for round in 1..=ROUNDS {
        let refund = json!({ "order_id": "A100", "amount": "1", "reason": REASON });
        let preview = clients[round % 2].call("refund_order", &refund).await;
        let token = &preview["result"]["structuredContent"]["confirmation_token"];
        let refund = confirmed(&refund, token.as_str().unwrap());
        let mut replies = at_both(&clients, "refund_order", &refund).await;
        replies.sort_by_key(|reply| reply["result"]["isError"] == true);
        let [done, refused] = replies;
        assert!(text(&done).starts_with("Refunded 1.00 USD of order A100"), "{done}");
        assert!(failure(&refused).0.starts_with(USED), "{refused}");
        let row = "SELECT refunded_minor, events FROM orders WHERE order_id = 'A100'";
        assert_eq!(shop.row(row).await, format!("{} {round}", round * 100));
    }
    invariants::hold(&shop).await;
}

async fn a_key_at_both_at_once_is_done_once(kind: Kind) {
    let shop = Shop::new(kind).await;
    invariants::remember(&shop).await;
    let (_servers, clients) = replicas(&shop, kind).await;
    for round in 0..ROUNDS {
        let key = json!({ "idempotency_key": format!("key-{round}") });
        let note = with(&json!({ "order_id": "A100", "note": "Call back" }), &key);
        let [one, other] = at_both(&clients, "add_order_note", &note).await;
        assert_eq!(text(&one), "The note is kept with order A100.");
        assert_eq!(text(&other), text(&one));
        let repeated = |reply: &Value| reply["result"]["_meta"]["toolhub/repeated"] == true;
        assert!(repeated(&one) != repeated(&other), "{one} {other}");

        // Confirmed actions too, whichever of them has the confirmation.
        let refund = json!({ "order_id": "A100", "amount": "1", "reason": REASON });
        let refund = with(&refund, &key);
        let preview = clients[0].call("refund_order", &refund).await;
        let token = &preview["result"]["structuredContent"]["confirmation_token"];
        let refund = confirmed(&refund, token.as_str().unwrap());
        let [one, other] = at_both(&clients, "refund_order", &refund).await;
        assert!(text(&one).starts_with("Refunded 1.00 USD"), "{one}");
        assert_eq!(text(&other), text(&one));
        assert_eq!(other["result"]["structuredContent"], one["result"]["structuredContent"]);
        let row = "SELECT refunded_minor, events FROM orders WHERE order_id = 'A100'";
        assert_eq!(shop.row(row).await, format!("{} {}", (round + 1) * 100, (round + 1) * 2));
    }
    invariants::hold(&shop).await;
}
