//! Governed SQL on the order database does not see the ledger.

use serde_json::{Value, json};

use super::shop::{REASON, Shop};
use crate::{
    orders::on_both,
    support::{database::Kind, json::text},
};

on_both!(the_ledger_is_not_there);

const LEDGER: [&str; 5] =
    ["audit_log", "audit_head", "idempotency_keys", "spent_confirmations", "order_events"];

fn content(reply: &Value) -> &str {
    reply["result"]["content"][0]["text"].as_str().unwrap_or_else(|| panic!("{reply}"))
}

async fn the_ledger_is_not_there(kind: Kind) {
    let shop = Shop::new(kind).await;
    let file = tempfile::NamedTempFile::new().unwrap();
    // The test's role is a superuser, which is refused unless that is accepted.
    let accept = match kind {
        Kind::Postgres => "[sql.sources.orders]\nallow_privileged_role = true\n",
        Kind::Sqlite => "",
    };
    std::fs::write(file.path(), accept).unwrap();
    let server = shop.server(&[("TOOLHUB_CONFIG", file.path().to_str().unwrap())]).await;
    let client = server.client();
    let note = json!({ "order_id": "A100", "note": REASON, "idempotency_key": "k" });
    text(&client.call("add_order_note", &note).await);
    let seen = client.call("query_sql", &json!({ "sql": "SELECT count(*) FROM orders" })).await;
    assert!(text(&seen).contains("502"), "{seen}");

    let tables = client.call("list_tables", &json!({})).await;
    for table in LEDGER {
        assert!(!content(&tables).contains(table), "{tables}");
        let described = client.call("describe_table", &json!({ "table": table })).await;
        assert_eq!(described["result"]["isError"], true, "{described}");
        for sql in [
            format!("SELECT * FROM {table}"),
            format!("SELECT * FROM \"{table}\""),
            format!("SELECT order_id FROM orders WHERE EXISTS (SELECT 1 FROM {table})"),
            format!("WITH t AS (SELECT * FROM {table}) SELECT * FROM t"),
            format!("SELECT (SELECT count(*) FROM {table}) FROM orders"),
            format!("SELECT o.order_id FROM orders o JOIN {table} t ON true"),
            format!("SELECT order_id FROM orders UNION ALL SELECT hash FROM {table}"),
            format!("DELETE FROM {table}"),
            match kind {
                Kind::Sqlite => format!("SELECT * FROM main.{table}"),
                Kind::Postgres => format!("SELECT * FROM public.{table}"),
            },
        ] {
            for tool in ["query_sql", "explain_query"] {
                let reply = client.call(tool, &json!({ "sql": sql })).await;
                assert_eq!(reply["result"]["isError"], true, "{sql}: {reply}");
                assert!(!content(&reply).contains("redacted"), "{reply}");
            }
        }
    }
    shop.verified();
}
