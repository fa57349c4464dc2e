//! The log of actions: nothing is done that it cannot hold, and nothing personal
//! is in it, nor in any other log.

use serde_json::{Value, json};

use super::shop::{CANCEL, DECLINED, REASON, Shop, cancel, confirmed, refund, token_of};
use crate::{
    orders::on_both,
    support::{
        database::Kind,
        http::Reply,
        json::{call, failure, modern, text},
        person::{retry, state, yes},
        program::Program,
    },
};

on_both!(
    what_cannot_be_recorded_is_not_done,
    nothing_personal_is_written_down,
    entries_are_listed_and_exported,
);

/// Ways to keep the log from being written, and back.
fn sabotage(kind: Kind) -> Vec<(&'static str, &'static str)> {
    let mut all = vec![
        ("ALTER TABLE audit_log RENAME TO elsewhere", "ALTER TABLE elsewhere RENAME TO audit_log"),
        (
            "ALTER TABLE audit_head RENAME TO elsewhere",
            "ALTER TABLE elsewhere RENAME TO audit_head",
        ),
        ("DELETE FROM audit_head", "INSERT INTO audit_head VALUES (1, 0, '')"),
        // No entry can follow this one.
        ("UPDATE audit_head SET seq = -1", "UPDATE audit_head SET seq = 0"),
    ];
    all.push(match kind {
        Kind::Sqlite => (
            "CREATE TRIGGER full BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'full'); END",
            "DROP TRIGGER full",
        ),
        Kind::Postgres => (
            "CREATE FUNCTION full_now() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE \
             EXCEPTION 'full'; END $$; CREATE TRIGGER full_now BEFORE INSERT ON audit_log FOR EACH \
             ROW EXECUTE FUNCTION full_now()",
            "DROP TRIGGER full_now ON audit_log",
        ),
    });
    all
}

async fn what_cannot_be_recorded_is_not_done(kind: Kind) {
    let shop = Shop::new(kind).await;
    let server = shop.server(&[]).await;
    let client = server.client();
    let token = token_of(&client.call("cancel_order", &cancel()).await, CANCEL);
    let ask = call("refund_order", &refund());
    let asked = state(&client, &ask).await;
    let before = shop.state().await;
    for (harm, mend) in sabotage(kind) {
        shop.place.execute(harm).await;
        let note = json!({ "order_id": "A100", "note": REASON, "idempotency_key": "k" });
        for reply in [
            client.call("add_order_note", &note).await,
            client.call("cancel_order", &confirmed(&cancel(), &token)).await,
            retry(&client, &ask, &asked, json!({ "confirm": yes() })).await,
        ] {
            let (text, reference) = failure(&reply);
            let expected = format!(
                "Internal error; the fault is not in your arguments. Give the operator this \
                 reference: {reference}."
            );
            assert_eq!(text, expected, "{harm}");
        }
        // A preview changes nothing and needs no entry.
        token_of(&client.call("cancel_order", &cancel()).await, CANCEL);
        shop.place.execute(mend).await;
        assert_eq!(shop.state().await, before, "{harm}");
    }
    assert_eq!(shop.audit().await, [""; 0]);
    // Nothing was used up by all this.
    let done = client.call("cancel_order", &confirmed(&cancel(), &token)).await;
    assert!(text(&done).starts_with("Order A101 is cancelled."), "{done}");
    let done = retry(&client, &ask, &asked, json!({ "confirm": yes() })).await;
    assert!(text(&done).starts_with("Refunded 10.00 USD of order A100"), "{done}");
    shop.verified();
}

async fn nothing_personal_is_written_down(kind: Kind) {
    let shop = Shop::new(kind).await;
    let mut server = shop.server(&[("LOG_LEVEL", "debug")]).await;
    let client = server.client();
    let note = json!({ "order_id": "A100", "note": REASON, "idempotency_key": "k" });
    text(&client.call("add_order_note", &note).await);
    let wrong = json!({ "order_id": "A100", "reason": REASON, "amount": REASON.repeat(20) });
    failure(&client.call("refund_order", &wrong).await);
    let token = token_of(&client.call("cancel_order", &cancel()).await, CANCEL);
    let ask = call("cancel_order", &cancel());
    let asked = state(&client, &ask).await;
    let no = json!({ "confirm": { "action": "decline", "content": { "note": REASON } } });
    assert_eq!(text(&retry(&client, &ask, &asked, no).await), DECLINED);
    text(&client.call("cancel_order", &confirmed(&cancel(), &token)).await);
    failure(&client.call("cancel_order", &confirmed(&cancel(), &token)).await);

    let metrics = client.get("/metrics").await.body;
    assert!(metrics.contains("cancel_order"), "{metrics}");
    server.program.signal("TERM");
    server.program.exited().await;
    let log = server.program.log.text().await;
    assert!(log.contains("cancel_order"), "{log}");
    let exported = Program::run(&["audit", "export"], &shop.env(&[]));
    let exported = String::from_utf8(exported.stdout).unwrap();
    assert_eq!(exported.lines().count(), 3, "{exported}");
    for (what, text) in [("metrics", metrics), ("log", log), ("audit", exported)] {
        for secret in [REASON, "broke", &token, &asked, "Ravi"] {
            assert!(!text.contains(secret), "{secret} in the {what}: {text}");
        }
    }
    let keys = shop.place.rows("SELECT * FROM idempotency_keys").await;
    assert!(!format!("{keys:?}").contains("broke"), "{keys:?}");
}

async fn entries_are_listed_and_exported(kind: Kind) {
    let shop = Shop::new(kind).await;
    let server = shop.server(&[]).await;
    let client = server.client();
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let note = call("add_order_note", &json!({ "order_id": "A100", "note": REASON }));
    let mut note = modern(client.id(), "tools/call", note);
    note["params"]["_meta"]["traceparent"] = format!("00-{trace}-0011223344556677-01").into();
    text(&Reply::to(client.message(&note)).await.json());
    let token = token_of(&client.call("cancel_order", &cancel()).await, CANCEL);
    text(&client.call("cancel_order", &confirmed(&cancel(), &token)).await);

    let run = |args: &[&str]| {
        let output = Program::run(&[&["audit"], args].concat(), &shop.env(&[]));
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let exported = run(&["export"]);
    let entries: Vec<Value> =
        exported.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(entries.len(), 2);
    for (entry, seq) in entries.iter().zip(1..) {
        assert_eq!(entry["seq"], seq);
        assert_eq!((&entry["principal"], &entry["transport"]), (&json!("token"), &json!("tcp")));
        // The same id is in the server's log.
        let event = server.program.log.reference(entry["request_id"].as_str().unwrap()).await;
        assert_eq!(event["gen_ai.tool.name"], entry["tool"]);
    }
    assert_eq!(entries[0]["trace_id"], trace);
    assert_eq!(entries[1]["preview"], CANCEL);
    assert_eq!(entries[1]["decision"], "token");
    let at = entries[1]["at"].as_str().unwrap();
    let shown = r#"{"order_id":"A101","reason":"[redacted, 18 characters]","confirm":true,"#;
    let line = run(&["list", "--last", "1"]);
    let start = format!("     2 {at} token cancel_order done by token {shown}");
    assert!(line.starts_with(&start) && line.lines().count() == 1, "{line}");

    for (filter, count) in [
        (&["--tool", "cancel_order"][..], 1),
        (&["--tool", "ping"], 0),
        (&["--caller", "token"], 2),
        (&["--caller", "local"], 0),
        (&["--outcome", "done"], 2),
        (&["--outcome", "forbidden"], 0),
        (&["--since", at], 1),
        (&["--until", at], 1),
        (&["--since", "2020-01-01T00:00:00Z", "--until", "2021-01-01T00:00:00Z"], 0),
    ] {
        assert_eq!(run(&[&["export"], filter].concat()).lines().count(), count, "{filter:?}");
        assert_eq!(run(&[&["list"], filter].concat()).lines().count(), count, "{filter:?}");
    }
}
