//! Results written to a file: exact on both databases, and bounded.

use serde_json::{Value, json};
use toolhub::{
    backend::sql::{Format, Query, Rows, Source, Truncation},
    config::sql::SourceLimits,
};

use super::{canary::Canary, column, postgres::Place, source};

/// What is written of `sql`.
async fn write(source: &Source, sql: &str, format: Format) -> (Rows, String) {
    write_from(source, sql, format, 0).await
}

async fn write_from(source: &Source, sql: &str, format: Format, offset: u64) -> (Rows, String) {
    let query = Query { sql, params: &[], limit: u32::MAX, offset, caller: "ravi" };
    let rows = source.write(query, format).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    let content = rows.written.as_ref().unwrap().content.to_vec();
    (rows, String::from_utf8(content).unwrap())
}

#[tokio::test]
async fn sqlite_gives_every_value_as_it_is() {
    let canary = Canary::new();
    let source = canary.source();
    let sql = "SELECT 9007199254740993 AS big, 0.1 AS real, NULL AS none, '' AS empty, \
               'a\"b,' || char(13, 10) || 'c' AS text, x'00ff10' AS blob, char(8238) || 'x' AS odd";
    let (rows, csv) = write(&source, sql, Format::Csv).await;
    let expected = "big,real,none,empty,text,blob,odd\r\n\
                    9007199254740993,0.1,,\"\",\"a\"\"b,\r\nc\",00ff10,\u{202e}x\r\n";
    assert_eq!(csv, expected);
    assert_eq!(rows.rows[0][0], json!("9007199254740993"), "a model reads every digit");
    assert_eq!(rows.rows[0][6], json!("\\u{202e}x"), "and what is hidden");
    let (_, text) = write(&source, sql, Format::Json).await;
    let read: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read["columns"][6], "odd");
    let row =
        json!([9_007_199_254_740_993_i64, 0.1, null, "", "a\"b,\r\nc", "00ff10", "\u{202e}x"]);
    assert_eq!(read["data"], json!([row]));
}

#[tokio::test]
async fn postgres_gives_every_value_as_it_is() {
    let place = Place::new(
        "CREATE TABLE t (a int8, n numeric, e text, b bytea, j jsonb, l numeric[], f float4, \
         at timestamptz, o bool); \
         INSERT INTO t VALUES (9223372036854775807, 12345678901234567890.10, E'\\u202E\\n', \
         '\\x00ff', '{\"k\": [12345678901234567]}', '{1.10,2}', 0.1, '2026-01-31 12:00:00+00', \
         true), (NULL, 'NaN', '', '', 'null', '{}', NULL, NULL, NULL)",
    )
    .await;
    let source = place.source(|_| {});
    let sql = "SELECT * FROM public.t ORDER BY a";
    let (rows, csv) = write(&source, sql, Format::Csv).await;
    let expected = "a,n,e,b,j,l,f,at,o\r\n\
                    9223372036854775807,12345678901234567890.10,\"\u{202e}\n\",00ff,\
                    \"{\"\"k\"\":[12345678901234567]}\",\"[\"\"1.10\"\",2]\",0.1,\
                    2026-01-31T12:00:00Z,true\r\n\
                    ,NaN,\"\",\"\",null,[],,,\r\n";
    assert_eq!(csv, expected);
    assert_eq!((rows.rows.len(), rows.more, rows.shortened), (2, false, 0));
    let (_, text) = write(&source, sql, Format::Json).await;
    let read: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read["data"][0][0], json!(i64::MAX));
    assert_eq!(read["data"][0][1], json!("12345678901234567890.10"));
    assert_eq!(read["data"][0][4], json!({"k": [12_345_678_901_234_567_i64]}));
    assert_eq!(read["data"][1], json!([null, "NaN", "", "", "null", [], null, null, null]));
}

#[tokio::test]
async fn rows_are_bounded_and_the_rest_can_be_written_too() {
    let canary = Canary::new();
    let place =
        Place::new("CREATE TABLE orders AS SELECT n FROM generate_series(1, 300) AS n").await;
    let on_sqlite = source(canary.store(), |config| config.limits.max_kept_rows = 200);
    let on_postgres = place.source(|config| config.limits.max_kept_rows = 200);
    for (source, sql) in [
        (on_sqlite, "SELECT order_id FROM orders ORDER BY order_id"),
        (on_postgres, "SELECT n FROM public.orders ORDER BY n"),
    ] {
        let (rows, csv) = write(&source, sql, Format::Csv).await;
        assert_eq!(rows.written.as_ref().unwrap().rows, 200);
        assert_eq!((rows.more, rows.truncated_by), (true, Some(Truncation::Rows)));
        assert_eq!(rows.rows.len(), 5, "only the begin is shown");
        let (rest, more) = write_from(&source, sql, Format::Csv, 200).await;
        assert_eq!((rest.written.unwrap().rows, rest.more, rest.truncated_by), (100, false, None));
        let lines = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
        let mut all = [lines(&csv), lines(&more)].concat();
        all.dedup();
        assert_eq!(all.len(), 300);
    }
}

#[tokio::test]
async fn bytes_and_single_values_are_bounded() {
    let place = Place::new(
        "CREATE VIEW wide AS SELECT n, repeat('x', 65536) AS v FROM generate_series(1, 300) AS n; \
         CREATE VIEW long AS SELECT repeat('ä', 65537) AS t, \
         convert_to(repeat('x', 65537), 'UTF8') AS b",
    )
    .await;
    let source = place.source(|_| {});
    let (rows, csv) = write(&source, "SELECT * FROM public.wide", Format::Csv).await;
    assert_eq!(rows.truncated_by, Some(Truncation::Bytes));
    assert!(csv.len() <= SourceLimits::MAX_KEPT_BYTES, "{}", csv.len());
    assert_eq!(csv.lines().count(), rows.written.unwrap().rows + 1, "no row is torn");
    assert_eq!(rows.rows[0][1], json!("x".repeat(200) + "…"));
    let (rows, csv) = write(&source, "SELECT * FROM public.long", Format::Csv).await;
    assert_eq!(rows.shortened, 2);
    assert!(csv.contains("ä… [65536 of 65537 characters],7878"), "{}", csv.len());
    assert!(csv.ends_with("78… [65536 of 65537 bytes]\r\n"));
    // The connection is as good as before, after a result that was cut.
    assert_eq!(super::value(&source, "SELECT 1").await, json!(1));
}

#[tokio::test]
async fn what_is_masked_stays_masked() {
    let canary = Canary::new();
    let (_, csv) =
        write(&canary.source(), "SELECT * FROM customers ORDER BY name", Format::Csv).await;
    let expected = "customer_id,name,email\r\nC-2,Meera,m***@example.com\r\nC-3,Nobody,\r\n\
                    C-1,Ravi,r***@example.com\r\n";
    assert_eq!(csv, expected);
    let place = Place::new(
        "CREATE TABLE people (name text, email text, card text); \
         INSERT INTO people VALUES ('Ravi', 'ravi@example.com', '4111')",
    )
    .await;
    let source = place.source(|config| {
        config.visible.masked_columns = vec![column("people", "email")];
        config.visible.denied_columns = vec![column("people", "card")];
    });
    let (_, text) = write(&source, "SELECT * FROM public.people", Format::Json).await;
    let read: Value = serde_json::from_str(&text).unwrap();
    let expected = json!({ "columns": ["name", "email"], "data": [["Ravi", "r***@example.com"]] });
    assert_eq!(read, expected);
}
