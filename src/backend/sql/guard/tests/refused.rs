//! What a refusal says, and that no text takes the guard long or down.

use std::time::{Duration, Instant};

use super::{accepted, catalog, refused};
use crate::backend::sql::guard::check;

#[test]
fn refusals_say_what_to_do_instead() {
    for (sql, said) in [
        (
            "SELECT lenght('a')",
            "function lenght is not allowed; the nearest allowed function is length",
        ),
        (
            "SELECT stat FROM orders",
            "column stat is not visible here; the nearest visible name is status",
        ),
        ("SELECT 1 FROM", "the statement cannot be read: Expected: identifier, found: EOF"),
        ("SELECT 1 FROM ordrs", "table ordrs is not visible; the nearest visible table is orders"),
        (
            "SELECT 1 FROM pg_class",
            "table pg_class is not visible; visible: customers, products, orders, order_items",
        ),
        (
            "SELECT id FROM orders, customers",
            "column id is ambiguous; put the table's name or alias before it",
        ),
        ("SELECT 1; SELECT 2", "more than one statement is not allowed; send one SELECT at a time"),
        (
            "SELECT ?",
            "the statement cannot be read: Expected: an expression, found: ? at Line: 1, Column: 8",
        ),
    ] {
        assert_eq!(refused(sql).to_string(), said, "{sql}");
    }
}

#[test]
fn identifiers_are_cut_by_nobody() {
    let longest = "a".repeat(63);
    accepted(&format!("SELECT 1 AS {longest}"));
    assert!(refused(&format!("SELECT 1 AS {longest}a")).problem.contains("63 bytes"));
    assert!(refused("SELECT 1 AS \"\"").problem.contains("63 bytes"));
}

#[test]
fn nul_and_length_are_bounded() {
    assert_eq!(refused("SELECT 'a\0b'").part, "a NUL character");
    refused("SELECT E'a\\000b'");
    assert!(refused(&format!("SELECT '{}'", "a".repeat(20_000))).problem.contains("20000 bytes"));
    assert!(refused(&format!("SELECT 1{}", ",1".repeat(2_500))).problem.contains("5000 words"));
}

#[test]
fn texts_made_to_explode_are_answered_at_once() {
    let nested = |open: &str, middle: &str, close: &str, depth: usize| {
        format!("SELECT {}{middle}{}", open.repeat(depth), close.repeat(depth))
    };
    let texts = [
        nested("(", "1", ")", 55),
        nested("(", "1", ")", 5_000),
        nested("position(", "'a' in 'b'", ")", 55),
        nested("position('a' in position(", "'b'", "))", 27),
        nested("convert(", "1", ")", 50),
        nested("case when true then ", "1", " end", 200),
        nested("case-", "c", "", 500),
        nested("not ", "true", "", 2_000),
        nested("- ", "1", "", 2_000),
        nested("exists(select ", "1", ")", 40),
        nested("1 between 1 and ", "1", "", 800),
        nested("1 like ", "'a'", "", 800),
        nested("interval ", "'1'", "", 1_000),
        format!("SELECT 1{}", "::int".repeat(1_600)),
        format!("SELECT CAST(1 AS xml{})", "[]".repeat(1_200)),
        format!("SELECT 1{}", " + 1 - 1".repeat(1_000)),
        format!("SELECT 1{}", " union select 1".repeat(1_200)),
        format!("SELECT * FROM orders{}", " join orders".repeat(1_600)),
        format!("SELECT * FROM {}orders", "orders cross join ".repeat(1_000)),
        format!("SELECT {}* FROM orders", "*,".repeat(2_000)),
        format!("SELECT * FROM {}orders", "(".repeat(50)),
        format!("{}SELECT 1", "EXPLAIN ".repeat(2_000)),
        format!("{}orders", "TABLE ".repeat(2_000)),
        format!("SELECT '{}'", "1e".repeat(9_000)),
    ];
    for text in texts {
        let started = Instant::now();
        let _ = check(&text, &catalog());
        let (start, took) = (text.get(..40).unwrap(), started.elapsed());
        assert!(took < Duration::from_secs(5), "{took:?} for {start}");
    }
}

#[test]
fn growth_is_bounded_and_ordinary_text_is_not_growth() {
    // 50 keys that look a little like numbers with exponents
    let keys = vec!["'123e4567-e89b-12d3-a456-426614174000'"; 20].join(", ");
    accepted(&format!("SELECT id FROM orders WHERE status = ANY (ARRAY[{keys}])"));
    accepted(
        "SELECT json_agg(c) FROM (SELECT id, (SELECT json_agg(o) FROM (SELECT id,
              (SELECT json_agg(i) FROM order_items i) AS items FROM orders) o) AS orders
              FROM customers) c",
    );
    let unfolding = vec!["1e131071"; 40].join(",");
    assert!(refused(&format!("SELECT '[{unfolding}]'::jsonb")).problem.contains("large"));
    assert!(refused("SELECT repeat('x', 10000)").problem.contains("9999"));
}
