//! SQLite as a source: values, caps, descriptions, outages.

use std::time::{Duration, Instant};

use serde_json::json;
use toolhub::{
    backend::sql::{Query, SqlError, Truncation},
    config::Store,
};

use super::{ask, ask_with, canary::Canary, column, source, tables, value};

#[tokio::test]
async fn values_keep_their_digits_and_say_their_size() {
    let canary = Canary::new();
    let rows = ask(&canary.source(), "SELECT * FROM notes ORDER BY id").await.unwrap();
    assert_eq!(rows.rows[0][2], json!({"bytes": 3, "hex": "00ff10"}));
    assert_eq!(rows.rows[0][3], json!(0.5));
    assert_eq!(rows.rows[0][4], json!("9007199254740993"));
    assert_eq!(rows.rows[1][2], json!({"bytes": 100, "hex": format!("{}…", "00".repeat(16))}));
    assert_eq!(rows.rows[1][3], json!(null));
    assert!(rows.ordered);
    assert_eq!(rows.shortened, 1);
    let types: Vec<_> = rows.columns.iter().map(|column| column.type_name.as_str()).collect();
    assert_eq!(types, ["integer", "text", "blob", "real", "integer"]);
}

#[tokio::test]
async fn parameters_are_bound_as_they_are() {
    let canary = Canary::new();
    let source = canary.source();
    let sql = "SELECT ?1, ?2, ?3, ?4, typeof(?5)";
    let params = [json!("it's; --"), json!(7), json!(0.5), json!(null), json!(true)];
    let rows = ask_with(&source, sql, &params).await.unwrap();
    assert_eq!(
        rows.rows[0],
        [json!("it's; --"), json!(7), json!(0.5), json!(null), json!("integer")]
    );
    for (params, problem) in [
        (vec![], "parameter 1 is missing: the statement has 1"),
        (vec![json!(1), json!(2)], "parameter 2 is one too many: the statement has 1"),
        (
            vec![json!([1])],
            "parameter 1 is a list or an object; SQLite takes text, numbers, true, false and null",
        ),
        (vec![json!(u64::MAX)], "parameter 1 is too large for SQLite's integers"),
    ] {
        let error = ask_with(&source, "SELECT ?1", &params).await.unwrap_err();
        assert_eq!(error.to_string(), problem);
    }
}

#[tokio::test]
async fn pages_fit_together() {
    let canary = Canary::new();
    let source = canary.source();
    let sql = "SELECT order_id FROM orders ORDER BY order_id";
    let mut seen = Vec::new();
    loop {
        let offset = u64::try_from(seen.len()).unwrap();
        let query = Query { sql, params: &[], limit: 70, offset, caller: "" };
        let page = source.query(query).await.unwrap();
        seen.extend(page.rows);
        if !page.more {
            break;
        }
        assert_eq!(page.truncated_by, None);
    }
    assert_eq!(seen.len(), 300);
    seen.dedup();
    assert_eq!(seen.len(), 300);
}

#[tokio::test]
async fn rows_and_bytes_are_capped() {
    let canary = Canary::new();
    let source = source(canary.store(), |config| {
        config.limits.max_rows = 10;
        config.limits.max_bytes = 2_000;
    });
    let rows = ask(&source, "SELECT order_id FROM orders").await.unwrap();
    assert_eq!((rows.rows.len(), rows.truncated_by), (10, Some(Truncation::Rows)));
    assert!(rows.more && !rows.ordered);
    let long = "SELECT hex(zeroblob(400)) FROM orders";
    assert!(ask(&source, long).await.is_err(), "zeroblob is not to be called");
    let long = "SELECT substr(group_concat(order_id) OVER (), 1, 800) FROM orders";
    let rows = ask(&source, long).await.unwrap();
    assert_eq!((rows.rows.len(), rows.truncated_by), (2, Some(Truncation::Bytes)));
}

#[tokio::test]
async fn a_statement_is_stopped_when_its_time_is_up_or_nobody_waits() {
    let canary = Canary::new();
    let source = canary.source();
    let endless = "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) \
                   SELECT count(*) FROM n";
    let error = ask(&source, endless).await.unwrap_err();
    assert!(matches!(error, SqlError::Timeout(after) if after == Duration::from_secs(1)));
    let given_up = tokio::time::timeout(Duration::from_millis(50), ask(&source, endless)).await;
    assert!(given_up.is_err());
    // The only connection is free at once.
    let start = Instant::now();
    assert_eq!(value(&source, "SELECT 1").await, json!(1));
    assert!(start.elapsed() < Duration::from_millis(500));
}

#[tokio::test]
async fn too_many_at_once_are_told_so() {
    let canary = Canary::new();
    let source = canary.source();
    let endless = "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) \
                   SELECT count(*) FROM n";
    let (first, second) = tokio::join!(ask(&source, endless), ask(&source, "SELECT 1"));
    assert!(matches!(first, Err(SqlError::Timeout(_))));
    assert!(matches!(second, Err(SqlError::Busy { .. })));
}

#[tokio::test]
async fn masked_and_denied_columns() {
    let canary = Canary::new();
    let source = canary.source();
    let rows = ask(&source, "SELECT * FROM customers ORDER BY name").await.unwrap();
    let names: Vec<_> = rows.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["customer_id", "name", "email"]);
    assert_eq!(rows.rows[0], [json!("C-2"), json!("Meera"), json!("m***@example.com")]);
    assert_eq!(rows.rows[1][2], json!(null));
    let error = ask(&source, "SELECT email FROM main.customers").await.unwrap_err();
    let SqlError::Refused(refusal) = error else { panic!("{error:?}") };
    assert_eq!(refusal.part, "customers.email");
    let catalog = source.catalog().await.unwrap();
    let names: Vec<_> = catalog.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["customers", "notes", "order_totals", "orders"]);
}

#[tokio::test]
async fn errors_say_what_is_wrong_and_what_was_meant() {
    let canary = Canary::new();
    let source = canary.source();
    let mut shown = Vec::new();
    for sql in [
        "SELECT * FROM ordrs",
        "SELECT * FROM secrets",
        "SELECT totl FROM orders",
        "SELECT load_extension('x')",
        "SELECT printf('%d', 1)",
        "SELECT grp_concat(status) FROM orders",
        "SELEC 1",
        "SELECT 1; SELECT 2",
        "EXPLAIN SELECT 1",
        "PRAGMA user_version",
        "DROP TABLE orders",
        "",
    ] {
        shown.push(format!("{sql} -> {:?}", ask(&source, sql).await.unwrap_err()));
    }
    insta::assert_snapshot!(shown.join("\n"));
}

#[tokio::test]
async fn tables_are_described() {
    let canary = Canary::new();
    let source = canary.source();
    let names = |pattern: Option<&'static str>| {
        let source = source.clone();
        async move {
            let tables = source.tables(pattern).await.unwrap();
            tables.into_iter().map(|table| table.name).collect::<Vec<_>>()
        }
    };
    assert_eq!(names(None).await, ["customers", "notes", "order_totals", "orders"]);
    assert_eq!(names(Some("ORDER")).await, ["order_totals", "orders"]);
    assert_eq!(names(Some("*s")).await, ["customers", "notes", "order_totals", "orders"]);
    let orders = source.describe("main.orders").await.unwrap();
    insta::assert_debug_snapshot!("sqlite_orders", orders);
    let customers = source.describe("Customers").await.unwrap();
    insta::assert_debug_snapshot!("sqlite_customers", customers);
    let error = source.describe("secrets").await.unwrap_err();
    assert!(matches!(error, SqlError::UnknownTable { .. }), "{error:?}");
}

#[tokio::test]
async fn plans_are_shown_and_nothing_is_run() {
    let canary = Canary::new();
    let source = canary.source();
    let explain = |sql: &'static str| {
        let source = source.clone();
        async move {
            let query = Query { sql, params: &[], limit: 0, offset: 0, caller: "" };
            source.explain(query).await
        }
    };
    let plan = explain("SELECT * FROM orders WHERE order_id = ?1").await.unwrap();
    assert_eq!(plan.lines, ["SEARCH orders USING INDEX sqlite_autoindex_orders_1 (order_id=?)"]);
    let plan = explain("SELECT * FROM orders a JOIN orders b ON a.total = b.total").await.unwrap();
    assert_eq!(plan.hints.len(), 1, "{plan:?}");
    assert!(plan.hints[0].contains("(total)"), "{plan:?}");
    let plan = explain("SELECT email FROM customers GROUP BY email").await.unwrap();
    assert!(!plan.lines.join("\n").contains("v0_"), "{plan:?}");
    assert!(explain("SELECT * FROM secrets").await.is_err());
    assert!(explain("DELETE FROM orders").await.is_err());
    let endless =
        "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT * FROM n";
    explain(endless).await.unwrap();
    canary.check(&source, "explaining").await;
}

#[tokio::test]
async fn what_is_new_in_the_file_is_found() {
    let canary = Canary::new();
    let source = source(canary.store(), |_| {});
    assert!(ask(&source, "SELECT * FROM later").await.is_err());
    let other = rusqlite::Connection::open(canary.path()).unwrap();
    other.execute_batch("CREATE TABLE later AS SELECT 42 AS x").unwrap();
    // Nobody looks twice within two seconds, so that misspelt names stay cheap.
    let found = async {
        loop {
            match ask(&source, "SELECT x FROM later").await {
                Ok(rows) => break rows,
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    };
    let rows = tokio::time::timeout(Duration::from_secs(10), found).await.unwrap();
    assert_eq!(rows.rows[0][0], json!(42));
}

#[tokio::test]
async fn a_file_that_is_missing_is_served_when_it_comes() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("late.db");
    let source = source(Store::Sqlite { path: path.clone(), embedded: false }, |_| {});
    let error = ask(&source, "SELECT 1").await.unwrap_err();
    assert!(matches!(error, SqlError::Unavailable { .. }), "{error:?}");
    assert!(!path.exists());
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert_eq!(value(&source, "SELECT count(*) FROM t").await, json!(0));
}

#[tokio::test]
async fn patterns_that_fit_nothing_are_told() {
    let canary = Canary::new();
    let source = source(canary.store(), |config| {
        config.visible.tables = Some(tables(&["orders", "oders"]));
        config.visible.denied_columns = vec![column("orders", "totall"), column("orders", "total")];
    });
    assert_eq!(source.idle_patterns().await.unwrap(), ["oders", "orders.totall"]);
}
