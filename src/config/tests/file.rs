//! The configuration file, well and badly written, with the exact words people read.

use std::time::Duration;

use serde_json::json;

use super::{Config, Path, Store, fs, load};
use crate::config::sql::{ParamKind, SourceLimits};

/// Loads `text` as the configuration file; its directory reads `<dir>` in what is wrong.
fn read(text: &str) -> Result<Config, String> {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("toolhub.toml");
    fs::write(&file, text).unwrap();
    fs::write(directory.path().join("url"), "postgres://reader:hunter2@db/stock\n").unwrap();
    fs::write(directory.path().join("bad"), "mysql://hunter2").unwrap();
    let config = load(&[("TOOLHUB_CONFIG", file.to_str().unwrap())]);
    config.map_err(|problem| problem.replace(directory.path().to_str().unwrap(), "<dir>"))
}

fn problems(text: &str) -> String {
    match read(text) {
        Ok(_) => "accepted".to_owned(),
        Err(problems) => problems,
    }
}

#[test]
fn without_a_file_the_order_database_is_the_source() {
    let sql = load(&[]).unwrap().sql;
    assert!(sql.adhoc && sql.queries.is_empty());
    let orders = &sql.sources["orders"];
    assert!(matches!(&orders.store, Store::Sqlite { embedded: true, .. }));
    let tables = orders.visible.tables.as_ref().unwrap();
    let tables: Vec<_> = tables.iter().map(|pattern| pattern.table.to_string()).collect();
    assert_eq!(tables, ["customers", "products", "orders", "order_items"]);
    assert!(!load(&[("TOOLHUB_SQL_ADHOC", "off")]).unwrap().sql.adhoc);
}

#[test]
fn everything_is_read() {
    let sql = read(
        r#"
        [sql.sources.orders]
        url = "postgres://reader@db/shop"
        masked_columns = ["customers.email"]

        [sql.sources.stock]
        url_file = "url"
        description = "What is in which warehouse."
        tables = ["public.*", "moves"]
        denied_columns = ["public.suppliers.iban"]
        masked_columns = ["*.email"]
        max_rows = 50
        max_bytes = 65536
        max_kept_rows = 0
        timeout = "3s"
        concurrency = 2
        allow_privileged_role = true
        caller_identity = "app.user"

        [sql.sources.archive]
        url = "sqlite:old/archive.db"

        [sql.queries.late_orders]
        title = "Late orders"
        description = "Orders placed before a day and still pending."
        sql = "SELECT * FROM orders WHERE placed_at < :day AND status = :status -- :x"
        params.day = { type = "date", description = "The day." }
        params.status = { type = "string", default = "pending", enum = ["pending", "shipped"] }

        [sql.queries.old]
        source = "archive"
        description = "Old ones."
        sql = "SELECT * FROM t WHERE a = :a OR b = :b OR a > :a"
        params.a = { type = "integer", required = false }
        params.b = { type = "timestamp", default = 2026-01-31T12:00:00Z }
        "#,
    )
    .unwrap()
    .sql;
    let stock = &sql.sources["stock"];
    assert!(matches!(&stock.store, Store::Postgres { url } if url.expose().ends_with("/stock")));
    let limits = SourceLimits {
        max_rows: 50,
        max_bytes: 65_536,
        max_kept_rows: 0,
        timeout: Duration::from_secs(3),
        concurrency: 2,
    };
    assert_eq!(stock.limits, limits);
    assert!(stock.allow_privileged_role);
    assert_eq!(stock.caller_identity.as_deref(), Some("app.user"));
    assert_eq!(stock.visible.tables.as_ref().unwrap().len(), 2);
    let archive = &sql.sources["archive"].store;
    assert!(
        matches!(archive, Store::Sqlite { path, .. } if path.ends_with("old/archive.db") && path.is_absolute())
    );
    let orders = &sql.sources["orders"];
    assert!(matches!(&orders.store, Store::Postgres { .. }));
    assert_eq!(orders.visible.tables.as_ref().unwrap().len(), 4, "its own tables stay");
    let late = &sql.queries["late_orders"];
    assert_eq!(late.source, "orders");
    assert_eq!(late.sql, "SELECT * FROM orders WHERE placed_at < $1 AND status = $2 -- :x");
    assert_eq!(late.params[0].kind, ParamKind::Date);
    assert!(late.params[0].required && !late.params[1].required);
    assert_eq!(late.params[1].default, Some(json!("pending")));
    let old = &sql.queries["old"];
    assert_eq!(old.sql, "SELECT * FROM t WHERE a = ?1 OR b = ?2 OR a > ?1");
    assert_eq!(old.params[1].default, Some(json!("2026-01-31T12:00:00Z")));
}

#[test]
fn all_that_is_wrong_with_sources_is_told_at_once() {
    insta::assert_snapshot!(problems(
        r#"
        colour = "red"
        [sql]
        adhoc = true
        [sql.sources.stock]
        url = "mysql://root:hunter2@db/stock"
        urll = "x"
        tables = "orders"
        denied_columns = ["iban", 7]
        masked_columns = ["a.b.c.d"]
        max_rows = 0
        max_bytes = "1MB"
        max_kept_rows = -1
        timeout = "3"
        concurrency = 1.5
        allow_privileged_role = "yes"
        caller_identity = "role"
        [sql.sources.Bad]
        [sql.sources.both]
        url = "sqlite:a.db"
        url_file = "url"
        [sql.sources.lite]
        url = "sqlite:a.db"
        caller_identity = "app.user"
        [sql.sources.gone]
        url_file = "missing"
        [sql.sources.secret]
        url_file = "bad"
        "#
    ));
}

#[test]
fn all_that_is_wrong_with_queries_is_told_at_once() {
    insta::assert_snapshot!(problems(
        r#"
        [sql.queries.empty]
        [sql.queries.Loud]
        description = "x"
        sql = "SELECT 1"
        [sql.queries.lost]
        source = "oders"
        description = "x"
        sql = "SELECT 1"
        [sql.queries.undeclared]
        description = "x"
        sql = "SELECT :a, :b"
        params.a = { type = "string" }
        params.c = { type = "string" }
        [sql.queries.positional]
        description = "x"
        sql = "SELECT ?"
        [sql.queries.open]
        description = "x"
        sql = "SELECT 'a"
        [sql.queries.types]
        description = "x"
        sql = "SELECT :a, :b, :c, :d, :e, :limit"
        params.a = { type = "text" }
        params.b = { type = "integer", default = "one" }
        params.c = { type = "date", default = "31.01.2026" }
        params.d = { type = "string", default = "x", enum = ["a", "b"], required = true }
        params.e = { typ = "string" }
        params.F = { type = "string" }
        params.limit = { type = "integer" }
        "#
    ));
}

#[test]
fn what_is_no_toml_is_named_without_its_text() {
    insta::assert_snapshot!(problems("[sql.sources.a]\nurl = postgres://u:hunter2@h/d"));
    insta::assert_snapshot!(problems("[sql.sources.a]\n[sql.sources.a]"));
    insta::assert_snapshot!(problems("[sql]\nsources = 3\n[x]"));
    let missing = load(&[("TOOLHUB_CONFIG", "/nowhere/toolhub.toml")]).unwrap_err();
    assert!(missing.starts_with("/nowhere/toolhub.toml: cannot be read: "), "{missing}");
    assert!(!Path::new("/nowhere").exists());
}

#[test]
fn the_switch_has_two_positions() {
    let problem = load(&[("TOOLHUB_SQL_ADHOC", "no")]).unwrap_err();
    insta::assert_snapshot!(problem);
}
