//! Somebody who has the database changes the log of actions: `toolhub audit
//! verify` says where.

use serde_json::json;

use super::shop::{CANCEL, Shop, cancel, confirmed, token_of};
use crate::{
    orders::on_both,
    support::{database::Kind, json::text, program::Program},
};

on_both!(every_change_is_found, a_log_written_anew_is_found_by_an_anchor, the_log_takes_no_change);

const ENTRIES: u64 = 6;
const ALTERED_3: &str = "entry 3 was altered, or the one before it was";

/// A shop whose log has [`ENTRIES`] entries, and a copy of them.
async fn shop(kind: Kind) -> Shop {
    let shop = Shop::new(kind).await;
    let server = shop.server(&[]).await;
    let client = server.client();
    let token = token_of(&client.call("cancel_order", &cancel()).await, CANCEL);
    for number in 1..ENTRIES {
        let note = json!({ "order_id": "A100", "note": format!("Note {number}") });
        text(&client.call("add_order_note", &note).await);
        if number == 2 {
            text(&client.call("cancel_order", &confirmed(&cancel(), &token)).await);
        }
    }
    let copy = "CREATE TABLE kept_log AS SELECT * FROM audit_log;
        CREATE TABLE kept_head AS SELECT * FROM audit_head;";
    shop.place.execute(copy).await;
    shop
}

/// What keeps an honest program from changing the log stops nobody who may alter tables.
async fn disarm(shop: &Shop, kind: Kind) {
    let disarm = match kind {
        Kind::Postgres => "ALTER TABLE audit_log DISABLE TRIGGER USER".to_owned(),
        Kind::Sqlite => ["update", "delete", "replace"]
            .map(|what| format!("DROP TRIGGER audit_log_no_{what};"))
            .concat(),
    };
    shop.place.execute(&disarm).await;
}

/// What is done to the log, and what `verify` says then.
fn changes() -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |sql: &str, said: &str| all.push((sql.to_owned(), said.to_owned()));
    for (column, value) in [
        ("at", "'2020-01-01T00:00:00.000000Z'"),
        ("request_id", "'another'"),
        ("trace_id", "'4bf92f3577b34da6a3ce929d0e0e4736'"),
        ("trace_id", "''"),
        ("principal", "'somebody else'"),
        ("transport", "'pipe'"),
        ("tool", "'refund_order'"),
        ("arguments", "'{}'"),
        ("arguments", "arguments || ' '"),
        ("preview", "NULL"),
        ("preview", "'Cancel another order.'"),
        ("decision", "'elicited'"),
        ("outcome", "'not_done'"),
        ("detail", "'refused'"),
        ("detail", "''"),
        ("follows", "1"),
        ("hash", "''"),
        ("hash", "(SELECT hash FROM kept_log WHERE seq = 2)"),
        // From one field to the next.
        ("tool", "tool || decision, decision = ''"),
    ] {
        add(&format!("UPDATE audit_log SET {column} = {value} WHERE seq = 3"), ALTERED_3);
    }
    let first = "entry 1 was altered, or the one before it was";
    add("UPDATE audit_log SET tool = 'ping' WHERE seq = 1", first);
    add("UPDATE audit_log SET tool = 'ping' WHERE seq = 6", &ALTERED_3.replace('3', "6"));
    add("UPDATE audit_log SET seq = 30 WHERE seq = 3", "entries 3 to 3 are missing");
    add("DELETE FROM audit_log WHERE seq = 3", "entries 3 to 3 are missing");
    add("DELETE FROM audit_log WHERE seq IN (3, 4)", "entries 3 to 4 are missing");
    add("DELETE FROM audit_log WHERE seq = 1", "entries 1 to 1 are missing");
    add("DELETE FROM audit_log WHERE seq = 6", "entries 6 to 6 are missing");
    add("DELETE FROM audit_log", "entries 1 to 6 are missing");
    let swap = "UPDATE audit_log SET seq = 100 WHERE seq = 3; UPDATE audit_log SET seq = 3 WHERE \
        seq = 4; UPDATE audit_log SET seq = 4 WHERE seq = 100";
    add(swap, ALTERED_3);
    let close_up = "DELETE FROM audit_log WHERE seq = 3; UPDATE audit_log SET seq = 3 WHERE seq = \
        4; UPDATE audit_log SET seq = 4 WHERE seq = 5; UPDATE audit_log SET seq = 5 WHERE seq = 6; \
        UPDATE audit_head SET seq = 5";
    add(close_up, ALTERED_3);
    let insert = "INSERT INTO audit_log SELECT 7, at, request_id, trace_id, principal, transport, \
        tool, arguments, preview, decision, outcome, detail, follows, hash FROM kept_log WHERE seq \
        = 6; UPDATE audit_head SET seq = 7";
    add(insert, &ALTERED_3.replace('3', "7"));
    let before = insert.split_once(';').unwrap().0.replace("SELECT 7", "SELECT 0");
    add(&before, "entry 0 was added behind the log's back");
    let rewritten = "does not have the hash that is known of it: the log was written anew";
    add(
        "UPDATE audit_head SET hash = (SELECT hash FROM kept_log WHERE seq = 5)",
        &format!("entry 6 {rewritten}"),
    );
    add("UPDATE audit_head SET seq = 7", "entries 7 to 7 are missing");
    add("UPDATE audit_head SET seq = 5", &format!("entry 5 {rewritten}"));
    all
}

async fn every_change_is_found(kind: Kind) {
    let shop = shop(kind).await;
    let whole = shop.verified();
    assert!(whole.starts_with("6:") && whole.len() == 66, "{whole}");
    disarm(&shop, kind).await;
    let restore = "DELETE FROM audit_log; INSERT INTO audit_log SELECT * FROM kept_log;
        DELETE FROM audit_head; INSERT INTO audit_head SELECT * FROM kept_head;";
    for (sql, said) in changes() {
        shop.place.execute(&sql).await;
        assert_eq!(shop.verify(&[]), (1, format!("FAIL  {said}\n")), "{sql}");
        shop.place.execute(restore).await;
    }
    assert_eq!(shop.verified(), whole);
    shop.place.execute("DELETE FROM audit_head").await;
    let (code, text) = shop.verify(&[]);
    assert!(code == 1 && text.starts_with("error: "), "{text}");
}

async fn a_log_written_anew_is_found_by_an_anchor(kind: Kind) {
    let shop = shop(kind).await;
    let anchor = shop.verified();
    let hash = anchor.split_once(':').unwrap().1.to_owned();
    let earlier = shop.row("SELECT hash FROM audit_log WHERE seq = 4").await;
    let ok = |args: &[&str]| assert_eq!(shop.verify(args).0, 0, "{args:?}");
    ok(&["--anchor", &anchor]);
    ok(&["--anchor", &anchor.to_uppercase()]);
    ok(&["--anchor", &format!("4:{earlier}")]);
    let found = |anchor: &str, said: &str| {
        assert_eq!(shop.verify(&["--anchor", anchor]), (1, format!("FAIL  {said}\n")), "{anchor}");
    };
    let rewritten = "does not have the hash that is known of it: the log was written anew";
    found(&format!("4:{hash}"), &format!("entry 4 {rewritten}"));
    found(&format!("9:{hash}"), "entries 7 to 9 are missing");
    for bad in ["", "6", "6:", "x:y", "6:abc", &format!("-1:{hash}"), &format!("6:{hash}0")] {
        let anchor = format!("--anchor={bad}");
        let output = Program::run(&["audit", "verify", &anchor], &shop.env(&[]));
        assert_eq!(output.status.code(), Some(2), "{bad}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("is not NUMBER:HASH as `toolhub audit verify` prints it"), "{said}");
    }

    // The end is cut off, and nothing in the database knows of it.
    disarm(&shop, kind).await;
    let cut = format!(
        "DELETE FROM audit_log WHERE seq > 4; UPDATE audit_head SET seq = 4, hash = '{earlier}'"
    );
    shop.place.execute(&cut).await;
    assert!(shop.verified().starts_with("4:"));
    found(&anchor, "entries 5 to 6 are missing");
    // Others are written in its place.
    let server = shop.server(&[]).await;
    let note = json!({ "order_id": "A100", "note": "Nothing happened" });
    for _ in 0..4 {
        text(&server.client().call("add_order_note", &note).await);
    }
    assert!(shop.verified().starts_with("8:"));
    found(&anchor, &format!("entry 6 {rewritten}"));
    ok(&["--anchor", &format!("4:{earlier}")]);
}

async fn the_log_takes_no_change(kind: Kind) {
    let shop = shop(kind).await;
    let mut statements = vec![
        "UPDATE audit_log SET tool = 'ping' WHERE seq = 3",
        "UPDATE audit_log SET seq = seq + 1",
        "DELETE FROM audit_log WHERE seq = 6",
        "DELETE FROM audit_log",
    ];
    match kind {
        Kind::Postgres => statements.push("TRUNCATE audit_log"),
        Kind::Sqlite => statements.extend([
            "INSERT OR REPLACE INTO audit_log SELECT * FROM kept_log WHERE seq = 3",
            "REPLACE INTO audit_log SELECT * FROM kept_log",
            "INSERT INTO audit_log SELECT * FROM kept_log WHERE seq = 3 ON CONFLICT (seq) DO \
             UPDATE SET tool = 'ping'",
        ]),
    }
    for sql in statements {
        assert_eq!(shop.place.complaint(sql).await, "audit_log is append-only", "{sql}");
    }
    assert!(shop.verified().starts_with("6:"));
}
