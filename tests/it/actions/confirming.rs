//! Clients that cannot ask their person: a preview, then its token.

use serde_json::json;

use super::shop::{
    A101, CANCEL, CANCELLED, REASON, Shop, cancel, confirmed, refused_with, token_of, with,
};
use crate::support::{
    database::Kind,
    json::{failure, text},
    mcp::{Mcp, Way, on_every_way},
};

on_every_way!(
    a_preview_changes_nothing,
    nothing_but_its_token_confirms_it,
    its_token_does_it_once,
    a_changed_target_is_refused_with_the_new_preview,
    what_cannot_be_done_is_not_offered,
    a_key_returns_the_first_result,
);

const USED: &str = "Not done, nothing was changed: this confirmation was used before.\nIf it is to \
    be done once more, call again without confirmation_token for a new preview.";
const CHANGED: &str = "what this is about has changed since the preview";

async fn a_preview_changes_nothing(way: Way) {
    let shop = Shop::new(Kind::Sqlite).await;
    let mut mcp = Mcp::with(way, &shop.env(&[])).await;
    let before = shop.state().await;
    let first = token_of(&mcp.call("cancel_order", cancel()).await, CANCEL);
    let second = token_of(&mcp.call("cancel_order", cancel()).await, CANCEL);
    assert_ne!(first, second, "each is good for once");
    assert_eq!(shop.state().await, before);
    assert_eq!(shop.audit().await, [""; 0], "nothing came of it");
}

async fn nothing_but_its_token_confirms_it(way: Way) {
    let shop = Shop::new(Kind::Sqlite).await;
    let mut mcp = Mcp::with(way, &shop.env(&[])).await;
    let before = shop.state().await;
    let token = token_of(&mcp.call("cancel_order", cancel()).await, CANCEL);
    for more in [
        json!({ "confirm": true }),
        json!({ "confirm": true, "confirmation_token": null }),
        json!({ "confirm": false, "confirmation_token": token }),
        json!({ "confirm": null, "confirmation_token": token }),
        json!({ "confirmation_token": token }),
        json!({ "confirm": true, "idempotency_key": "k" }),
    ] {
        let reply = mcp.call("cancel_order", with(&cancel(), &more)).await;
        token_of(&reply, CANCEL);
    }
    for (more, problem) in [
        (json!({ "confirm": "true" }), "- confirm: \"true\" has the wrong type. Allowed: boolean"),
        (json!({ "confirm": 1 }), "- confirm: 1 has the wrong type. Allowed: boolean"),
        (
            json!({ "confirm": true, "confirmation_token": true }),
            "- confirmation_token: true has the wrong type. Allowed: string of at most 512 \
             characters",
        ),
        (
            json!({ "confirmed": true }),
            "- confirmed: is not an argument; did you mean confirm?. Allowed: order_id, reason, \
             idempotency_key, confirm, confirmation_token",
        ),
    ] {
        let reply = mcp.call("cancel_order", with(&cancel(), &more)).await;
        assert_eq!(failure(&reply).0, format!("Invalid arguments:\n{problem}"));
    }
    assert_eq!(shop.state().await, before);
}

async fn its_token_does_it_once(way: Way) {
    let shop = Shop::new(Kind::Sqlite).await;
    let mut mcp = Mcp::with(way, &shop.env(&[])).await;
    let stock: i64 =
        shop.row("SELECT stock FROM products WHERE sku = 'SKU-2'").await.parse().unwrap();
    let token = token_of(&mcp.call("cancel_order", cancel()).await, CANCEL);
    let reply = mcp.call("cancel_order", confirmed(&cancel(), &token)).await;
    assert_eq!(text(&reply), CANCELLED);
    let result = json!({
        "order_id": "A101",
        "status": "cancelled",
        "restocked": [{ "sku": "SKU-2", "quantity": 1 }],
        "to_refund": "89.50",
        "currency": "USD",
    });
    let expected = json!({ "status": "done", "result": result });
    assert_eq!(reply["result"]["structuredContent"], expected);
    assert_eq!(shop.row(A101).await, format!("cancelled 0 1 {}", stock + 1));
    let events =
        "SELECT number, kind, amount_minor, note FROM order_events WHERE order_id = 'A101'";
    assert_eq!(shop.row(events).await, format!("1 cancelled  {REASON}"));

    let after = shop.state().await;
    let again = mcp.call("cancel_order", confirmed(&cancel(), &token)).await;
    assert_eq!(failure(&again).0, USED);
    assert_eq!(shop.state().await, after);
    let refused = "cancel_order not_done not_confirmed token";
    let audit = shop.audit().await;
    assert_eq!(audit.first().unwrap(), "cancel_order done  token");
    assert!(audit[1..].iter().all(|entry| entry == refused), "{audit:?}");
    shop.verified();
}

async fn a_changed_target_is_refused_with_the_new_preview(way: Way) {
    let shop = Shop::new(Kind::Sqlite).await;
    let mut mcp = Mcp::with(way, &shop.env(&[])).await;
    let token = token_of(&mcp.call("cancel_order", cancel()).await, CANCEL);
    let pay = "UPDATE orders SET refunded_minor = 950 WHERE order_id = 'A101'";
    shop.place.execute(pay).await;
    let before = shop.state().await;
    let now = CANCEL.replace("refunded: 0.00", "refunded: 9.50");
    let reply = mcp.call("cancel_order", confirmed(&cancel(), &token)).await;
    let new = refused_with(&reply, CHANGED, &now);
    assert_eq!(shop.state().await, before);
    // The old one is worth nothing for the new preview either.
    let reply = mcp.call("cancel_order", confirmed(&cancel(), &token)).await;
    refused_with(&reply, CHANGED, &now);
    let reply = mcp.call("cancel_order", confirmed(&cancel(), &new)).await;
    assert_eq!(text(&reply), CANCELLED.replace("89.50", "80.00"));
    shop.verified();
}

async fn what_cannot_be_done_is_not_offered(way: Way) {
    let shop = Shop::new(Kind::Sqlite).await;
    let mut mcp = Mcp::with(way, &shop.env(&[])).await;
    let before = shop.state().await;
    for (tool, arguments, problem) in [
        (
            "cancel_order",
            json!({ "order_id": "a100", "reason": REASON }),
            "Order A100 is shipped: it cannot be cancelled. The parcel is on its way: refund it \
             (refund_order) and tell the customer to refuse or return it.",
        ),
        (
            "refund_order",
            json!({ "order_id": "A100", "amount": "249.01", "reason": REASON }),
            "Order A100: the amount is more than is left of what was paid. Refund at most 249.00 \
             USD; leave amount out for all of it.",
        ),
        (
            "refund_order",
            json!({ "order_id": "A101", "reason": REASON }),
            "Order A101: it is not shipped yet, so a full refund would leave its items reserved. \
             Cancel it first (cancel_order returns the items to stock), then refund it; or refund \
             a part.",
        ),
        (
            "refund_order",
            json!({ "order_id": "A100", "amount": "0", "reason": REASON }),
            "Invalid arguments:\n- amount: is zero. Allowed: more than zero",
        ),
        (
            "refund_order",
            json!({ "order_id": "A100", "amount": "-1", "reason": REASON }),
            "Invalid arguments:\n- amount: is not a plain decimal number. Allowed: a decimal string of USD, e.g. \
             \"12.50\", or left out for all that is left",
        ),
    ] {
        for more in [json!({}), json!({ "confirm": true })] {
            let reply = mcp.call(tool, with(&arguments, &more)).await;
            assert_eq!(failure(&reply).0, problem);
        }
    }
    assert_eq!(shop.state().await, before);
}

async fn a_key_returns_the_first_result(way: Way) {
    let shop = Shop::new(Kind::Sqlite).await;
    let mut mcp = Mcp::with(way, &shop.env(&[])).await;
    let note = json!({ "order_id": "A100", "note": "Call back", "idempotency_key": "monday" });
    let first = mcp.call("add_order_note", note.clone()).await;
    assert_eq!(text(&first), "The note is kept with order A100.");
    assert_eq!(first["result"]["_meta"]["toolhub/repeated"], json!(null));
    let after = shop.state().await;
    let again = mcp.call("add_order_note", note.clone()).await;
    assert_eq!(again["result"]["_meta"]["toolhub/repeated"], true);
    for part in ["content", "structuredContent"] {
        assert_eq!(again["result"][part], first["result"][part]);
    }
    let other = with(&note, &json!({ "note": "Call again" }));
    let used = "Invalid arguments:\n- idempotency_key: was used with other arguments of \
        add_order_note within the last 24 h; take a new one";
    assert_eq!(failure(&mcp.call("add_order_note", other).await).0, used);
    assert_eq!(shop.state().await, after);

    // A confirmed action is repeated without its confirmation: it is done already.
    let key = json!({ "idempotency_key": "tuesday" });
    let keyed = with(&cancel(), &key);
    let token = token_of(&mcp.call("cancel_order", keyed.clone()).await, CANCEL);
    let first = mcp.call("cancel_order", confirmed(&keyed, &token)).await;
    assert_eq!(text(&first), CANCELLED);
    let after = shop.state().await;
    for repeated in [confirmed(&keyed, &token), keyed, confirmed(&with(&cancel(), &key), "x")] {
        let again = mcp.call("cancel_order", repeated).await;
        assert_eq!(text(&again), CANCELLED);
        assert_eq!(again["result"]["_meta"]["toolhub/repeated"], true);
    }
    assert_eq!(shop.state().await, after);
    assert_eq!(shop.audit().await.len(), 2);
}
