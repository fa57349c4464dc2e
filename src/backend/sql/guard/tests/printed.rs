//! One statement for every construct, and what is printed of it.

use super::{accepted, catalog, check};
use crate::backend::sql::catalog::Reading;

/// `> statement`, then what is printed, then an empty line.
const PRINTED: &str = include_str!("printed.sql");

#[test]
fn constructs_are_printed_in_full() {
    for pair in PRINTED.trim_end().split("\n\n") {
        let (sent, printed) = pair.strip_prefix("> ").unwrap().split_once('\n').unwrap();
        assert_eq!(accepted(sent).sql, printed, "{sent}");
    }
}

#[test]
fn what_is_said_about_a_statement_is_true() {
    let checked = accepted("SELECT o.id FROM orders o, orders p, order_items WHERE o.id = $2");
    assert_eq!(checked.parameters, 2);
    assert!(!checked.ordered && !checked.explain);
    let table = |name: &str| ("public".to_owned(), name.to_owned());
    assert_eq!(checked.tables, [table("order_items"), table("orders")]);
    assert!(accepted("(SELECT 1) UNION SELECT 2 ORDER BY 1").ordered);
    assert!(!accepted("SELECT * FROM (SELECT id FROM orders ORDER BY id) AS o").ordered);
    assert!(accepted("EXPLAIN VERBOSE SELECT 1").explain);
    assert!(accepted("explain (select 1)").explain);
}

#[test]
fn a_table_is_projected_where_its_own_columns_could_show() {
    let projected = |sql: &str| accepted(sql).sql.contains("***");
    // named columns stand for themselves
    assert!(!projected("SELECT c.id, c.name FROM customers c GROUP BY c.id"));
    // masked, whole, by place
    assert!(projected("SELECT id FROM customers WHERE email IS NULL"));
    assert!(projected("SELECT * FROM customers"));
    assert!(projected("SELECT count(c) FROM customers c"));
    assert!(projected("SELECT a FROM customers AS c(a)"));
    assert!(projected("SELECT 1 FROM customers a JOIN customers b USING (email)"));
    assert!(projected("SELECT 1 FROM customers a NATURAL JOIN customers b"));
    // a bare name anywhere might be taken for a hidden column
    assert!(projected("SELECT card FROM (SELECT 1) AS card, customers"));
    assert!(projected("SELECT (SELECT card FROM customers LIMIT 1) FROM (SELECT 1) AS card"));
    assert!(projected(
        "SELECT (SELECT card FROM customers LIMIT 1)
         FROM (SELECT 1 AS card) a FULL JOIN (SELECT 1 AS card) b USING (card)"
    ));
    let grouped = accepted("SELECT 1 AS card, count(*) FROM customers GROUP BY card").sql;
    assert!(grouped.ends_with("GROUP BY 1"), "{grouped}");
}

#[test]
fn a_users_type_never_reaches_a_statement() {
    let mut catalog = catalog();
    let orders = catalog.tables.iter_mut().find(|table| table.name == "orders").unwrap();
    let status = orders.columns.iter_mut().find(|column| column.name == "status").unwrap();
    status.reading = Reading::Text;
    let raw = |sql: &str| {
        let printed = check(sql, &catalog).unwrap().sql;
        assert_eq!(printed.matches("FROM \"public\"").count(), 1, "{printed}");
        printed.ends_with("FROM \"public\".\"orders\" AS \"orders\"")
    };
    assert!(raw("SELECT id FROM orders"));
    for sql in [
        "SELECT status::integer FROM orders",
        "SELECT status FROM orders",
        "SELECT * FROM orders",
        "SELECT orders FROM orders",
        "SELECT id FROM orders ORDER BY status",
        "SELECT 1 FROM orders WHERE status = 1",
        "SELECT 1 FROM orders GROUP BY status",
        "SELECT 1 FROM (SELECT 1 AS status) AS s JOIN orders USING (status)",
        "SELECT count(*) FILTER (WHERE status IS NULL) FROM orders",
        "SELECT sum(id) OVER (PARTITION BY status) FROM orders",
        "SELECT 1 FROM orders, LATERAL (SELECT orders.status) AS l",
    ] {
        assert!(!raw(sql), "{sql}");
    }
}

#[test]
fn a_frame_s_text_is_an_interval_in_every_spelling() {
    for text in ["'1 day'", "E'1 day'", "$$1 day$$", "U&'1 day'"] {
        let frame = format!("ORDER BY created_at RANGE {text} PRECEDING");
        let printed = accepted(&format!("SELECT sum(id) OVER ({frame}) FROM orders")).sql;
        assert!(printed.contains("RANGE CAST('1 day' AS"), "{printed}");
        assert_eq!(accepted(&printed).sql, printed);
    }
}
