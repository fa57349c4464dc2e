//! Keys that make calls safe to repeat: whose they are, what uses them up, and
//! many at once.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{
    invariants,
    shop::{CANCEL, REASON, Shop, cancel, confirmed, token_of, with},
};
use crate::{
    orders::on_both,
    support::{
        database::Kind,
        json::{failure, text},
        mcp::{Mcp, Way},
        server::Server,
    },
};

on_both!(
    keys_belong_to_a_caller_and_a_tool,
    nothing_but_what_was_done_uses_a_key_up,
    many_duplicates_at_once_run_once,
    a_key_whose_time_is_over_is_free,
    what_is_over_is_forgotten_now_and_then,
);

fn keyed(arguments: &Value) -> Value {
    with(arguments, &json!({ "idempotency_key": "k" }))
}

fn repeated(reply: &Value) -> bool {
    reply["result"]["_meta"]["toolhub/repeated"] == true
}

async fn keys_belong_to_a_caller_and_a_tool(kind: Kind) {
    let shop = Shop::new(kind).await;
    let server = shop.server(&[]).await;
    let open = [("HTTP_PORT", "0"), ("TOOLHUB_AUTH", "none")];
    let anonymous = Server::bare(&shop.env(&open)).await;
    let mut local = Mcp::with(Way::StdioModern, &shop.env(&[])).await;
    let note = keyed(&json!({ "order_id": "A100", "note": "Call back" }));
    for reply in [
        server.client().call("add_order_note", &note).await,
        anonymous.stranger().call("add_order_note", &note).await,
        local.call("add_order_note", note.clone()).await,
    ] {
        assert!(!repeated(&reply), "{reply}");
        text(&reply);
    }
    let token = token_of(&server.client().call("cancel_order", &keyed(&cancel())).await, CANCEL);
    let reply = server.client().call("cancel_order", &keyed(&confirmed(&cancel(), &token))).await;
    assert!(!repeated(&reply) && text(&reply).starts_with("Order A101 is cancelled."), "{reply}");
    // The order of arguments, and arguments that are null, make no difference.
    let turned = json!({ "note": "Call back", "idempotency_key": "k", "order_id": "A100" });
    assert!(repeated(&server.client().call("add_order_note", &turned).await));
    assert_eq!(shop.row("SELECT count(*) FROM order_events").await, "4");
}

async fn nothing_but_what_was_done_uses_a_key_up(kind: Kind) {
    let shop = Shop::new(kind).await;
    let server = shop.server(&[]).await;
    let client = server.client();
    // Refused, previewed, wrongly confirmed: the key is still free, for other arguments too.
    let absent = keyed(&json!({ "order_id": "NOPE", "note": "x" }));
    failure(&client.call("add_order_note", &absent).await);
    text(&client.call("add_order_note", &keyed(&json!({ "order_id": "A100", "note": "x" }))).await);
    let token = token_of(&client.call("cancel_order", &keyed(&cancel())).await, CANCEL);
    failure(&client.call("cancel_order", &keyed(&confirmed(&cancel(), "forged"))).await);
    let set = |status| format!("UPDATE orders SET status = '{status}' WHERE order_id = 'A101'");
    shop.place.execute(&set("shipped")).await;
    failure(&client.call("cancel_order", &keyed(&confirmed(&cancel(), &token))).await);
    shop.place.execute(&set("processing")).await;
    let reply = client.call("cancel_order", &keyed(&confirmed(&cancel(), &token))).await;
    assert!(!repeated(&reply) && text(&reply).starts_with("Order A101 is cancelled."), "{reply}");
    for wrong in ["", "a b", "ключ", "a\nb", "k\n", &"k".repeat(129)] {
        let note = json!({ "order_id": "A100", "note": "x", "idempotency_key": wrong });
        let reply = client.call("add_order_note", &note).await;
        let (text, _) = failure(&reply);
        assert!(text.starts_with("Invalid arguments:\n- idempotency_key: "), "{wrong}: {text}");
    }
    assert_eq!(shop.row("SELECT count(*) FROM idempotency_keys").await, "2");
}

async fn many_duplicates_at_once_run_once(kind: Kind) {
    let shop = Shop::new(kind).await;
    invariants::remember(&shop).await;
    let server = shop.server(&[]).await;
    let client = server.client();
    let refund = json!({ "order_id": "A100", "amount": "1", "reason": REASON });
    for round in 1..=3 {
        let key = json!({ "idempotency_key": format!("round {round}").replace(' ', "-") });
        let refund = with(&refund, &key);
        let preview = client.call("refund_order", &refund).await;
        let token = &preview["result"]["structuredContent"]["confirmation_token"];
        let refund = confirmed(&refund, token.as_str().unwrap());
        let replies = join_all((0..12).map(|_| client.call("refund_order", &refund))).await;
        let texts: BTreeSet<&str> = replies.iter().map(text).collect();
        assert_eq!(texts.len(), 1, "{texts:?}");
        assert_eq!(replies.iter().filter(|reply| !repeated(reply)).count(), 1);
        let row = "SELECT refunded_minor, events FROM orders WHERE order_id = 'A100'";
        assert_eq!(shop.row(row).await, format!("{} {round}", round * 100));
    }
    invariants::hold(&shop).await;
}

async fn a_key_whose_time_is_over_is_free(kind: Kind) {
    let shop = Shop::new(kind).await;
    let server = shop.server(&[]).await;
    let client = server.client();
    let note = |text| keyed(&json!({ "order_id": "A100", "note": text }));
    text(&client.call("add_order_note", &note("one")).await);
    assert!(repeated(&client.call("add_order_note", &note("one")).await));
    failure(&client.call("add_order_note", &note("two")).await);
    let over = "UPDATE idempotency_keys SET expires_at = '2026-01-31T00:00:00.000000Z'";
    for (round, same) in ["one", "two"].into_iter().enumerate() {
        shop.place.execute(over).await;
        let reply = client.call("add_order_note", &note(same)).await;
        assert!(!repeated(&reply), "{reply}");
        let again = client.call("add_order_note", &note(same)).await;
        assert!(repeated(&again) && text(&again) == text(&reply), "{again}");
        let notes = format!("{}", round + 2);
        assert_eq!(shop.row("SELECT count(*) FROM order_events").await, notes);
    }
}

async fn what_is_over_is_forgotten_now_and_then(kind: Kind) {
    let shop = Shop::new(kind).await;
    let (past, coming) = ("'2026-01-31T00:00:00.000000Z'", "'2126-01-31T00:00:00.000000Z'");
    let rows = format!(
        "INSERT INTO idempotency_keys VALUES ('token', 'x', 'old', '', '', {past}), ('token', 'x', \
         'new', '', '', {coming});
         INSERT INTO spent_confirmations VALUES ('old', {past}), ('new', {coming});"
    );
    shop.place.execute(&rows).await;
    // A server begins with it, and does it once in a while from there on.
    let server = shop.server(&[]).await;
    let note = json!({ "order_id": "A100", "note": "x" });
    text(&server.client().call("add_order_note", &note).await);
    assert_eq!(shop.row("SELECT key FROM idempotency_keys").await, "new");
    assert_eq!(shop.row("SELECT nonce FROM spent_confirmations").await, "new");
    for table in ["idempotency_keys", "spent_confirmations"] {
        assert_eq!(shop.row(&format!("SELECT count(*) FROM {table}")).await, "1");
    }
}
