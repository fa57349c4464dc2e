//! The SQL guard's lists and its printed statements, held against a real server.

#[cfg(feature = "judge")]
mod canary;

use std::fmt::Write as _;

use tokio_postgres::{Client, SimpleQueryMessage};
use toolhub::backend::sql::{
    catalog::{Catalog, Column, Reading, Table},
    guard,
};

use crate::support::postgres::{TestDatabase, connect};

const SCHEMA: &str = include_str!("../corpus/sql/postgres/schema.sql");
const LEGITIMATE: &str = include_str!("../corpus/sql/postgres/legitimate.sql");

/// Functions that give something new at every call and are allowed nevertheless.
const VOLATILE: [&str; 2] = ["clock_timestamp", "random"];

/// Every overload of a name on the list runs with the caller's rights, changes
/// nothing and takes no reference to an object of the database.
#[tokio::test]
async fn every_overload_of_an_allowed_function_is_harmless() {
    let database = TestDatabase::create().await;
    let client = connect(&database.url_at(None, "")).await;
    let names: Vec<_> = guard::functions().collect();
    let doubtful = client
        .query(
            "SELECT p.oid::regprocedure::text FROM pg_catalog.pg_proc p
             JOIN pg_catalog.pg_language l ON l.oid = p.prolang
             WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname = ANY ($1)
             AND (p.prosecdef OR p.prokind = 'p' OR l.lanname NOT IN ('internal', 'sql')
                  OR p.provolatile = 'v' AND p.proname <> ALL ($2)
                  OR EXISTS (SELECT FROM unnest(p.proargtypes::oid[] || p.prorettype) AS t(oid)
                             WHERE t.oid::regtype::text ~ ('^(reg|internal|cstring|xml|refcursor'
                                   || '|trigger|event_trigger|aclitem|void|language_handler|pg_[^l])')
                             AND t.oid <> 'regconfig'::regtype))",
            &[&names, &&VOLATILE[..]],
        )
        .await
        .unwrap();
    let doubtful: Vec<String> = doubtful.iter().map(|row| row.get(0)).collect();
    assert_eq!(doubtful, [""; 0]);
}

/// A name that no release has is a mistake in the list.
#[tokio::test]
async fn allowed_functions_and_types_exist() {
    let database = TestDatabase::create().await;
    let client = connect(&database.url_at(None, "")).await;
    // of PostgreSQL 16
    let newer = ["any_value"];
    for (names, catalog) in [
        (guard::functions().collect::<Vec<_>>(), "pg_proc WHERE pronamespace"),
        (guard::types().collect(), "pg_type WHERE typtype IN ('b', 'r', 'm') AND typnamespace"),
    ] {
        let column = if catalog.starts_with("pg_proc") { "proname" } else { "typname" };
        let known =
            format!("SELECT {column}::text FROM pg_catalog.{catalog} = 'pg_catalog'::regnamespace");
        let known = client.query(&known, &[]).await.unwrap();
        let known: Vec<String> = known.iter().map(|row| row.get(0)).collect();
        let is_unknown =
            |name: &&str| !known.iter().any(|known| known == name) && !newer.contains(name);
        let unknown: Vec<_> = names.into_iter().filter(is_unknown).collect();
        assert_eq!(unknown, [""; 0]);
    }
}

/// A printed name that misses its WITH query finds a relation of pg_catalog at most,
/// and those begin with what a WITH query may not begin with.
#[tokio::test]
async fn relations_of_pg_catalog_begin_with_pg() {
    let database = TestDatabase::create().await;
    let client = connect(&database.url_at(None, "")).await;
    let others = client
        .query(
            "SELECT relname::text FROM pg_catalog.pg_class
             WHERE relnamespace = 'pg_catalog'::regnamespace AND relname NOT LIKE 'pg\\_%'",
            &[],
        )
        .await
        .unwrap();
    assert!(others.is_empty(), "{others:?}");
}

/// The printed statement gives what the sent one gives.
#[tokio::test]
async fn what_is_printed_means_what_was_sent() {
    let database = TestDatabase::create().await;
    let client = connect(&database.url_at(None, "")).await;
    client.batch_execute(SCHEMA).await.unwrap();
    // user operators must not decide what the sent text means
    client.batch_execute("DROP OPERATOR = (text, integer)").await.unwrap();
    let catalog = catalog(&client).await;
    client.batch_execute("BEGIN READ ONLY; SET LOCAL TimeZone = 'UTC'").await.unwrap();
    let mut differences = String::new();
    for (name, sql) in legitimate() {
        let checked = guard::check(sql, &catalog).unwrap_or_else(|refusal| panic!("{refusal}"));
        if checked.explain || checked.parameters > 0 || sql.contains("random()") {
            let prepared = at(&client, "pg_catalog").await.prepare(&checked.sql).await;
            prepared.unwrap_or_else(|error| panic!("{name}: {error:?}"));
            continue;
        }
        let sent = rows(at(&client, "public").await, sql).await;
        let printed = rows(at(&client, "pg_catalog").await, &checked.sql).await;
        if sent != printed {
            writeln!(differences, "{name}:\n  {sent:?}\n  {printed:?}\n  {}", checked.sql).unwrap();
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

async fn at<'c>(client: &'c Client, schema: &str) -> &'c Client {
    client.batch_execute(&format!("SET LOCAL search_path = {schema}")).await.unwrap();
    client
}

/// Column names and rows as text, in an order that does not depend on the plan; or
/// the database's complaint.
async fn rows(client: &Client, sql: &str) -> Result<(Vec<String>, Vec<String>), String> {
    client.batch_execute("SAVEPOINT attempt").await.unwrap();
    let messages = match client.simple_query(sql).await {
        Ok(messages) => messages,
        Err(error) => {
            client.batch_execute("ROLLBACK TO attempt").await.unwrap();
            return Err(error.as_db_error().unwrap().message().to_owned());
        }
    };
    let (mut names, mut rows) = (Vec::new(), Vec::new());
    for message in messages {
        match message {
            SimpleQueryMessage::RowDescription(columns) => {
                names = columns.iter().map(|column| column.name().to_owned()).collect();
            }
            SimpleQueryMessage::Row(row) => {
                let values: Vec<_> = (0..row.len()).map(|place| row.get(place)).collect();
                rows.push(format!("{values:?}"));
            }
            _ => {}
        }
    }
    rows.sort();
    Ok((names, rows))
}

/// Everything of the corpus's visible tables, without masks: both texts then see
/// the same.
async fn catalog(client: &Client) -> Catalog {
    let columns = client
        .query(
            "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod)
             FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
             WHERE c.relname = ANY ('{customers,products,orders,order_items}')
             AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0
             ORDER BY c.relname, a.attnum",
            &[],
        )
        .await
        .unwrap();
    let mut tables: Vec<Table> = Vec::new();
    for row in columns {
        let name: String = row.get(0);
        if tables.last().is_none_or(|table| table.name != name) {
            let schema = "public".to_owned();
            tables.push(Table { schema, name, columns: Vec::new(), partial: false });
        }
        let column = Column {
            name: row.get(1),
            type_name: row.get(2),
            masked: false,
            reading: Reading::Own,
        };
        tables.last_mut().unwrap().columns.push(column);
    }
    Catalog { tables, search_path: vec!["public".to_owned()] }
}

fn legitimate() -> impl Iterator<Item = (&'static str, &'static str)> {
    let corpus = LEGITIMATE.strip_prefix("--- ").unwrap();
    corpus.split("\n--- ").map(|entry| entry.split_once('\n').unwrap())
}
