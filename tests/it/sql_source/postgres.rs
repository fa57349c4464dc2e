//! PostgreSQL as a source: values, caps, cancellation, sessions, outages.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio_postgres::Client;
use toolhub::{
    backend::sql::{Query, Source, SqlError, Truncation},
    config::{Secret, Store, sql::SourceConfig},
};

use super::{ask, ask_with, column, peak_memory, source, value};
use crate::support::{
    postgres::{TestDatabase, connect, server, unique},
    proxy::Proxy,
};

/// A database with a role that may only read it.
pub(crate) struct Place {
    pub(super) database: TestDatabase,
    pub(super) admin: Client,
    pub(super) role: String,
}

impl Place {
    pub(crate) async fn new(schema: &str) -> Self {
        let database = TestDatabase::create().await;
        let admin = connect(database.url().expose()).await;
        admin.batch_execute(schema).await.unwrap();
        let role = unique("toolhub_reader");
        let grants = format!(
            "CREATE ROLE {role} LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"
        );
        admin.batch_execute(&grants).await.unwrap();
        Self { database, admin, role }
    }

    pub(crate) fn url(&self) -> String {
        let (address, _) = server();
        self.database.url_at(Some(&format!("{}@{address}", self.role)), "")
    }

    pub(super) fn source(&self, change: impl FnOnce(&mut SourceConfig)) -> Source {
        source(Store::Postgres { url: Secret::new(self.url()) }, change)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let drop = format!("DROP OWNED BY {0}; DROP ROLE {0}", self.role);
        let url = self.database.url().expose().to_owned();
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async { connect(&url).await.batch_execute(&drop).await })
        });
        let _ = dropped.join();
    }
}

#[tokio::test]
async fn every_type_is_answered_exactly() {
    let cases = [
        ("1::int2", json!(1)),
        ("(-2147483648)::int4", json!(-2_147_483_648_i64)),
        ("9007199254740991::int8", json!(9_007_199_254_740_991_i64)),
        ("9223372036854775807::int8", json!("9223372036854775807")),
        ("12345678901234567890.123456789::numeric", json!("12345678901234567890.123456789")),
        ("1.10::numeric", json!("1.10")),
        ("'NaN'::numeric", json!("NaN")),
        ("0.1::float8", json!(0.1)),
        ("0.1::float4", json!(0.1)),
        ("'Infinity'::float8", json!("Infinity")),
        ("true", json!(true)),
        ("NULL::text", json!(null)),
        ("'a'::char(3)", json!("a")),
        ("'käß 🦀'::text", json!("käß 🦀")),
        ("E'a\\u202Eb\\nc'::text", json!("a\\u{202e}b\nc")),
        ("'2026-01-31'::date", json!("2026-01-31")),
        ("'12:30:00.5'::time", json!("12:30:00.5")),
        ("'2026-01-31 12:30:00'::timestamp", json!("2026-01-31T12:30:00")),
        ("'2026-01-31 12:30:00+02'::timestamptz", json!("2026-01-31T10:30:00Z")),
        ("'infinity'::timestamptz", json!("infinity")),
        ("'1 year 2 days 3:04:05'::interval", json!("P1Y2DT3H4M5S")),
        ("'\\x00ff10'::bytea", json!({"bytes": 3, "hex": "00ff10"})),
        ("'{\"b\": 1, \"a\": [true, null]}'::jsonb", json!({"a": [true, null], "b": 1})),
        ("'12345678901234567890.5'::json", json!("12345678901234567890.5")),
        (
            "'6f2b5d34-5a4e-4f4e-9d0f-0a3f4f0d3c11'::uuid",
            json!("6f2b5d34-5a4e-4f4e-9d0f-0a3f4f0d3c11"),
        ),
        ("'10.0.0.1/8'::inet", json!("10.0.0.1/8")),
        ("'[1,5)'::int4range", json!("[1,5)")),
        ("ARRAY[1, NULL, 3]", json!([1, null, 3])),
        ("ARRAY[[1, 2], [3, 4]]", json!([[1, 2], [3, 4]])),
        ("ARRAY['a', 'b,c']", json!(["a", "b,c"])),
        ("ARRAY[9223372036854775807, 1]::int8[]", json!(["9223372036854775807", 1])),
        ("ARRAY[1.10, 2]::numeric[]", json!(["1.10", 2])),
        ("'{}'::int[]", json!([])),
        ("point(1, 2)", json!("(1,2)")),
        ("B'101'::bit(3)", json!("101")),
        ("'<a>1</a>'::xml", json!("<a>1</a>")),
    ];
    // Views, because not everything that is stored may also be called.
    let views = cases.iter().enumerate();
    let views = views.map(|(at, (sql, _))| format!("CREATE VIEW v{at} AS SELECT {sql} AS v;"));
    let place = Place::new(&views.collect::<String>()).await;
    let source = place.source(|_| {});
    for (at, (sql, expected)) in cases.into_iter().enumerate() {
        assert_eq!(value(&source, &format!("SELECT v FROM public.v{at}")).await, expected, "{sql}");
    }
}

#[tokio::test]
async fn types_of_the_database_s_own_are_text() {
    let place = Place::new(
        "CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE DOMAIN amount AS numeric(10, 2); \
         CREATE TYPE pair AS (a int, b text); \
         CREATE TABLE t (m mood, ms mood[], a amount, p pair); \
         INSERT INTO t VALUES ('happy', '{sad,happy}', 1.5, (1, 'x')), (NULL, NULL, NULL, NULL)",
    )
    .await;
    let rows = ask(&place.source(|_| {}), "SELECT * FROM public.t ORDER BY m").await.unwrap();
    let expected = [json!("happy"), json!("{sad,happy}"), json!("1.50"), json!("(1,x)")];
    assert_eq!(rows.rows[0], expected);
    assert_eq!(rows.rows[1], [Value::Null, Value::Null, Value::Null, Value::Null]);
    assert_eq!(rows.columns[0].type_name, "mood");
    assert!(rows.ordered);
}

#[tokio::test]
async fn parameters_are_bound_by_the_types_the_server_finds() {
    let place = Place::new("CREATE TABLE t (x int)").await;
    let source = place.source(|_| {});
    let sql = "SELECT $1::int + 1, $2::numeric, $3::text, $4::timestamptz, $5::text[], $6::jsonb, \
               $7::bytea, $8::bool";
    let params = [
        json!(41),
        json!("0.10"),
        json!("'; DROP TABLE t; --"),
        json!("2026-01-31T12:00:00+01:00"),
        json!(["a\"b", null]),
        json!({"a": "ä"}),
        json!("AP8="),
        json!(false),
    ];
    let rows = ask_with(&source, sql, &params).await.unwrap();
    assert_eq!(
        rows.rows[0],
        [
            json!(42),
            json!("0.10"),
            json!("'; DROP TABLE t; --"),
            json!("2026-01-31T11:00:00Z"),
            json!(["a\"b", null]),
            json!({"a": "ä"}),
            json!({"bytes": 2, "hex": "00ff"}),
            json!(false),
        ]
    );
    let error = ask_with(&source, "SELECT $1::int", &[json!("x")]).await.unwrap_err();
    let expected =
        "parameter 1 is text; int4 expects a whole number from -2147483648 to 2147483647";
    assert_eq!(error.to_string(), expected);
    let error = ask_with(&source, "SELECT $1::interval", &[json!("soon")]).await.unwrap_err();
    assert!(matches!(&error, SqlError::Database { message, .. } if message.contains("interval")));
}

#[tokio::test]
async fn rows_bytes_and_single_values_are_capped() {
    let place = Place::new(
        "CREATE TABLE thousand AS SELECT generate_series(1, 1000) AS n; \
         CREATE TABLE hundred AS SELECT generate_series(1, 100) AS n",
    )
    .await;
    let source = place.source(|config| {
        config.limits.max_rows = 10;
        config.limits.max_bytes = 10_000;
    });
    let rows = ask(&source, "SELECT n FROM public.thousand ORDER BY n").await.unwrap();
    assert_eq!((rows.rows.len(), rows.truncated_by, rows.more), (10, Some(Truncation::Rows), true));
    let sql = "SELECT n FROM public.thousand WHERE n <= 25 ORDER BY n";
    let page = Query { sql, params: &[], limit: 10, offset: 20, caller: "" };
    let rows = source.query(page).await.unwrap();
    assert_eq!((rows.rows.len(), rows.more, rows.truncated_by), (5, false, None));
    assert_eq!(rows.rows[0][0], json!(21));
    let rows = ask(&source, "SELECT repeat('x', 1500) FROM public.hundred").await.unwrap();
    assert_eq!((rows.rows.len(), rows.truncated_by), (6, Some(Truncation::Bytes)));
    let long = value(&source, "SELECT repeat('ä', 2500)").await;
    assert!(long.as_str().unwrap().ends_with("ä… [2000 of 2500 characters]"));
}

#[tokio::test]
async fn a_value_of_900_megabytes_stays_at_the_server() {
    let place = Place::new(
        "CREATE VIEW text AS SELECT repeat('x', 900000000) AS v; \
         CREATE VIEW bytes AS SELECT convert_to(repeat('x', 900000000), 'UTF8') AS v; \
         CREATE VIEW list AS SELECT ARRAY[repeat('x', 50000000)] AS v; \
         CREATE VIEW json AS SELECT to_json(repeat('x', 50000000)) AS v; \
         CREATE VIEW digits AS SELECT ('1' || repeat('0', 100000))::numeric AS v",
    )
    .await;
    let source = place.source(|config| config.limits.timeout = Duration::from_mins(1));
    value(&source, "SELECT 1").await;
    let before = peak_memory();
    for view in ["text", "bytes", "list", "json", "digits"] {
        let answer = value(&source, &format!("SELECT v FROM public.{view}")).await;
        let shown = answer.to_string();
        assert!(shown.contains("00000") || shown.contains("100001"), "{shown}");
        assert!(shown.len() < 3_000);
    }
    let grown = peak_memory() - before;
    assert!(grown < 20 * 1024 * 1024, "memory grew by {} MiB", grown >> 20);
}

/// A table whose joins with itself never end.
pub(super) const ENDLESS: &str = "CREATE TABLE n AS SELECT generate_series(1, 3000) AS x";
const JOINS: &str = "SELECT count(*) FROM public.n a, public.n b, public.n c";

#[tokio::test]
async fn a_statement_is_prepared_anew_when_its_tables_change() {
    let place = Place::new("CREATE TABLE changing AS SELECT 1 AS a").await;
    let source = place.source(|config| config.limits.concurrency = 1);
    let sql = "SELECT a FROM public.changing WHERE a = $1";
    let ask = async |a| ask_with(&source, sql, &[a]).await.unwrap();
    let types = |rows: &toolhub::backend::sql::Rows| rows.columns[0].type_name.clone();
    for _ in 0..3 {
        let rows = ask(json!(1)).await;
        assert_eq!((types(&rows), &rows.rows[0][0]), ("int4".to_owned(), &json!(1)));
    }
    place.admin.batch_execute("ALTER TABLE changing ALTER a TYPE text").await.unwrap();
    for _ in 0..3 {
        let rows = ask(json!("1")).await;
        assert_eq!((types(&rows), &rows.rows[0][0]), ("text".to_owned(), &json!("1")));
    }
    place.admin.batch_execute("DROP TABLE changing").await.unwrap();
    let gone = ask_with(&source, sql, &[json!("1")]).await.unwrap_err().to_string();
    assert_eq!(gone, "the database answered: relation \"public.changing\" does not exist");
}

/// How many statements of the role run at the server.
async fn running(place: &Place) -> i64 {
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE usename = $1 AND state = 'active'";
    place.admin.query_one(sql, &[&place.role]).await.unwrap().get(0)
}

async fn until_running(place: &Place, wanted: i64) {
    let seen = async {
        while running(place).await != wanted {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), seen).await.unwrap();
}

#[tokio::test]
async fn nobody_s_statement_goes_on() {
    let place = Place::new(ENDLESS).await;
    let source = place.source(|config| {
        config.limits.timeout = Duration::from_secs(30);
        config.limits.concurrency = 1;
    });
    value(&source, "SELECT 1").await;
    let waiting = tokio::spawn({
        let source = source.clone();
        async move { ask(&source, JOINS).await }
    });
    until_running(&place, 1).await;
    waiting.abort();
    until_running(&place, 0).await;
    assert_eq!(value(&source, "SELECT 2").await, json!(2));
}

#[tokio::test]
async fn time_is_bounded() {
    let place = Place::new(ENDLESS).await;
    let source = place.source(|config| {
        config.limits.timeout = Duration::from_millis(300);
        config.limits.concurrency = 1;
    });
    value(&source, "SELECT 1").await;
    let start = Instant::now();
    let error = ask(&source, JOINS).await.unwrap_err();
    assert!(matches!(error, SqlError::Timeout(_)), "{error:?}");
    assert!(start.elapsed() < Duration::from_secs(2));
    until_running(&place, 0).await;
    assert_eq!(value(&source, "SELECT 2").await, json!(2));
}

#[tokio::test]
async fn nothing_of_a_session_is_left_for_the_next() {
    let place = Place::new(
        "CREATE TABLE t (x int);
         CREATE VIEW process AS SELECT pg_backend_pid() AS pid;
         CREATE VIEW user_name AS SELECT set_config('app.user', 'somebody else', false);
         CREATE VIEW path AS SELECT set_config('search_path', 'public', false);
         CREATE VIEW timeout AS SELECT set_config('statement_timeout', '0', false);
         CREATE VIEW lock AS SELECT pg_advisory_lock(4711)::text;
         CREATE VIEW broken AS SELECT 1 / (SELECT 0 WHERE pg_advisory_lock_shared(4712) IS NOT NULL);
         CREATE VIEW session AS SELECT current_setting('app.user') || ' ' ||
             current_setting('search_path') || ' ' || current_setting('statement_timeout') || ' ' ||
             current_setting('transaction_read_only') || ' ' ||
             (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory')",
    )
    .await;
    let source = place.source(|config| {
        config.limits.concurrency = 1;
        config.caller_identity = Some("app.user".to_owned());
    });
    let process = value(&source, "SELECT pid FROM public.process").await;
    for view in ["user_name", "path", "timeout", "lock", "broken"] {
        let _ = ask(&source, &format!("SELECT * FROM public.{view}")).await;
        let session = value(&source, "SELECT * FROM public.session").await;
        assert_eq!(session, json!("ravi pg_catalog, pg_temp 5s on 0"), "after {view}");
    }
    assert_eq!(value(&source, "SELECT pid FROM public.process").await, process);
}

#[tokio::test]
async fn writing_is_refused_by_the_transaction_too() {
    let place = Place::new(
        "CREATE SEQUENCE s; CREATE VIEW advance AS SELECT nextval('s'); \
         CREATE VIEW large AS SELECT lo_create(0); \
         CREATE VIEW notify AS SELECT pg_notify('x', 'y')::text",
    )
    .await;
    let url = place.database.url();
    let source = source(Store::Postgres { url }, |config| config.allow_privileged_role = true);
    for view in ["advance", "large", "notify"] {
        let _ = ask(&source, &format!("SELECT * FROM public.{view}")).await;
    }
    let effects = "SELECT (SELECT last_value FROM pg_sequences WHERE sequencename = 's') IS NULL \
                   AND NOT EXISTS (SELECT 1 FROM pg_largeobject_metadata)";
    let is_untouched: bool = place.admin.query_one(effects, &[]).await.unwrap().get(0);
    assert!(is_untouched);
}

#[tokio::test]
async fn tables_are_described() {
    let place = Place::new(
        "CREATE TABLE customers (id int PRIMARY KEY, email text UNIQUE, parent int REFERENCES customers);
         CREATE TABLE orders (id bigint PRIMARY KEY, customer int NOT NULL REFERENCES customers,
             status text DEFAULT 'new', placed timestamptz);
         CREATE INDEX orders_status ON orders (status, lower(status)) WHERE placed IS NOT NULL;
         COMMENT ON TABLE orders IS 'What was ordered.';
         COMMENT ON COLUMN orders.status IS 'new or done';
         CREATE VIEW v AS SELECT id FROM orders;
         INSERT INTO customers VALUES (1, 'a@example.com', NULL), (2, 'b@example.com', 1);
         INSERT INTO orders VALUES (1, 1, 'new', '2026-01-31 12:00Z'), (2, 2, 'done', NULL);
         ANALYZE",
    )
    .await;
    let source = place.source(|_| {});
    let tables = source.tables(None).await.unwrap();
    insta::assert_debug_snapshot!("postgres_tables", tables);
    insta::assert_debug_snapshot!("postgres_orders", source.describe("orders").await.unwrap());
    insta::assert_debug_snapshot!(
        "postgres_customers",
        source.describe("public.customers").await.unwrap()
    );
    let error = source.describe("order").await.unwrap_err();
    assert!(
        matches!(&error, SqlError::UnknownTable { nearest: Some(near), .. } if near == "orders"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_server_that_goes_away_is_found_again() {
    let place = Place::new("CREATE TABLE t (x int)").await;
    let (address, _) = server();
    let mut proxy = Proxy::new(&address).await;
    proxy.start().await;
    let authority = format!("{}@{}", place.role, proxy.address());
    let url = place.database.url_at(Some(&authority), "");
    let source = source(Store::Postgres { url: Secret::new(url) }, |_| {});
    assert_eq!(value(&source, "SELECT 1").await, json!(1));
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1";
    place.admin.execute(kill, &[&place.role]).await.unwrap();
    assert_eq!(value(&source, "SELECT 2").await, json!(2), "a dead connection is not noticed");
    proxy.stop().await;
    let start = Instant::now();
    let error = ask(&source, "SELECT 3").await.unwrap_err();
    assert!(matches!(error, SqlError::Unavailable { .. }), "{error:?}");
    assert!(start.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn masked_and_denied_columns() {
    let place = Place::new(
        "CREATE TABLE people (id int, name text, email text, card text);
         INSERT INTO people VALUES (1, 'Ravi', 'ravi@example.com', '4111'), (2, NULL, NULL, NULL)",
    )
    .await;
    let source = place.source(|config| {
        config.visible.denied_columns = vec![column("people", "CARD")];
        config.visible.masked_columns = vec![column("peo*", "email")];
    });
    let rows = ask(&source, "SELECT * FROM people ORDER BY id").await.unwrap();
    assert_eq!(rows.rows[0], [json!(1), json!("Ravi"), json!("r***@example.com")]);
    assert_eq!(rows.rows[1], [json!(2), Value::Null, Value::Null]);
    for sql in [
        "SELECT card FROM people",
        "SELECT p.card FROM public.people p",
        "SELECT id FROM people WHERE card LIKE '4%'",
        "SELECT row_to_json(people) ->> 'card' FROM people",
        "SELECT people::text FROM people",
    ] {
        match ask(&source, sql).await {
            Ok(rows) => assert!(!json!(rows.rows).to_string().contains("4111"), "{sql}"),
            Err(error) => assert!(!format!("{error:?}").contains("4111"), "{sql}"),
        }
    }
    let rows =
        ask(&source, "SELECT id FROM people WHERE email = 'ravi@example.com'").await.unwrap();
    assert_eq!(rows.rows.len(), 0, "what is masked cannot be guessed");
    let described = source.describe("people").await.unwrap();
    let names: Vec<_> = described.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["id", "name", "email"]);
    assert!(described.partial && described.columns[2].masked);
    assert_eq!(described.columns[1].samples, [json!("Ravi")]);
    assert!(described.columns[2].samples.is_empty());
}
