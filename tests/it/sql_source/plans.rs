//! PostgreSQL's plans: what is said of them, and what is decided by them.

use std::time::{Duration, Instant};

use serde_json::json;
use toolhub::backend::sql::{Query, SqlError};

use super::{
    ask,
    postgres::{ENDLESS, Place},
};

#[tokio::test]
async fn what_is_gathered_into_one_value_is_bounded() {
    let place = Place::new("").await;
    let source = place.source(|_| ());
    let refused = ask(
        &source,
        "SELECT json_agg(x) FROM generate_series(1, 1000000) AS x, generate_series(1, 5)",
    );
    assert_eq!(
        refused.await.unwrap_err().to_string(),
        "the statement is refused: gathering rows into a value would take about 5000000 rows, of \
         4194304; narrow the rows with WHERE, or count or sum them instead"
    );
    for sql in [
        "SELECT cardinality(ARRAY(SELECT x FROM generate_series(1, 1000000) AS x, generate_series(1, 5)))",
        "SELECT 1 FROM generate_series(1, 1000000) AS x, generate_series(1, 5) HAVING cardinality(array_agg(x)) > 1",
        "SELECT length(string_agg(repeat('x', 10000), '')) FROM generate_series(1, 100000)",
        "SELECT array_agg(x) OVER () FROM generate_series(1, 1000000) AS x, generate_series(1, 5) LIMIT 1",
        "WITH w AS MATERIALIZED (SELECT x FROM generate_series(1, 1000000) AS x, generate_series(1, 5))
         SELECT cardinality(array_agg(x)) FROM w",
    ] {
        let answer = ask(&source, sql).await;
        assert!(matches!(answer, Err(SqlError::Refused(_))), "{sql}: {answer:?}");
    }
    for sql in [
        "SELECT cardinality(array_agg(x)) FROM generate_series(1, 500000) AS x",
        "SELECT json_agg(n) FROM (SELECT count(*) AS n FROM generate_series(1, 1000000) AS x, generate_series(1, 5)) AS c",
        "SELECT ARRAY(SELECT x FROM generate_series(1, 1000000) AS x, generate_series(1, 5) LIMIT 3)",
    ] {
        ask(&source, sql).await.unwrap();
    }
}

#[tokio::test]
async fn long_rows_that_mislead_the_planner_get_a_second() {
    let place = Place::new(ENDLESS).await;
    let source = place.source(|_| ());
    // never true, and one row by estimate
    let sql = "SELECT array_agg(repeat(repeat('x', 100), 9999))
               FROM public.n a, public.n b, public.n c
               WHERE a.x + b.x + c.x = -1 AND a.x + c.x + b.x = -1 AND b.x + a.x + c.x = -1
                 AND b.x + c.x + a.x = -1 AND c.x + a.x + b.x = -1";
    let started = Instant::now();
    let stopped = ask(&source, sql).await.unwrap_err();
    let took = started.elapsed();
    assert!(
        matches!(stopped, SqlError::Timeout(after) if after == Duration::from_secs(1)),
        "{stopped:?}"
    );
    assert!(took < Duration::from_secs(3), "{took:?}");
}

#[tokio::test]
async fn plans_name_the_missing_index() {
    let place = Place::new(
        "CREATE TABLE big AS SELECT n AS id, n % 1000 AS grp, n::text AS t \
         FROM generate_series(1, 50000) n; ANALYZE big",
    )
    .await;
    let source = place.source(|_| {});
    let sql = "SELECT * FROM public.big WHERE grp = $1";
    let query = Query { sql, params: &[json!(7)], limit: 0, offset: 0, caller: "" };
    let plan = source.explain(query).await.unwrap();
    let hint = "All of about 50000 rows of big are read; an index on (grp) may spare that.";
    assert_eq!(plan.hints, [hint]);
    assert!(plan.lines[0].starts_with("Seq Scan on big (cost"), "{plan:?}");
    assert!(plan.cost.unwrap() > 100.0 && plan.rows.is_some());
}

#[tokio::test]
async fn plans_say_nothing_that_the_statement_does_not() {
    let place = Place::new(
        "CREATE TABLE vault (id int, secret text);
         CREATE VIEW fenced AS SELECT id FROM vault WHERE secret <> 'canary';
         CREATE TABLE tenants (owner text, v text);
         CREATE POLICY own ON tenants USING (owner = current_user OR v = 'canary');
         ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
         CREATE TABLE parts (id int) PARTITION BY RANGE (id);
         CREATE TABLE canary_part PARTITION OF parts FOR VALUES FROM (0) TO (100);
         CREATE INDEX canary_index ON canary_part (id);
         CREATE TABLE open (id int, v text)",
    )
    .await;
    let source = place.source(|config| {
        config.visible.tables = Some(super::tables(&["fenced", "tenants", "parts", "open"]));
    });
    let explain = async |sql| {
        let query = Query { sql, params: &[], limit: 0, offset: 0, caller: "" };
        source.explain(query).await.unwrap().lines.join("\n")
    };
    for sql in [
        "SELECT * FROM fenced",
        "SELECT * FROM tenants",
        "SELECT * FROM parts WHERE id = 5",
        "SELECT * FROM open JOIN fenced USING (id)",
    ] {
        let plan = explain(sql).await;
        assert!(plan.contains("Scan") && plan.contains("(cost"), "{plan}");
        assert!(!plan.contains("canary") && !plan.contains("vault"), "{plan}");
    }
    let plan = explain("SELECT * FROM open WHERE v = 'mine'").await;
    assert!(plan.starts_with("Seq Scan on open (cost") && plan.contains("mine"), "{plan}");
}
