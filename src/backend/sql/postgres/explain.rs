//! The plan of a statement on PostgreSQL.

use std::fmt::Write as _;

use serde_json::Value;
use tokio_postgres::{Error, Statement, types::ToSql};

use super::{
    Postgres,
    lease::Lease,
    params::{self, Param},
};
use crate::{
    backend::sql::{Plan, Query, SqlError, guard::Checked},
    text,
};

/// A table of fewer rows is read through as fast as through an index.
const LARGE: u64 = 10_000;

/// The longest condition that is shown.
const CONDITION_CHARACTERS: usize = 200;

impl Postgres {
    /// Asks for the plan of a checked statement, which is not run.
    pub(super) async fn plan(
        &self,
        checked: &Checked,
        query: &Query<'_>,
    ) -> Result<Plan, SqlError> {
        let sql = format!("EXPLAIN (FORMAT JSON, VERBOSE) {}", checked.sql);
        let lease = self.connections.lease().await?;
        let failed = |error| self.failed(error, &sql);
        let statement = self.open(&lease, &sql, query.caller).await.map_err(failed)?;
        let params = params::encode(statement.params(), query.params)?;
        let root = ask(&lease, &statement, &params).await.map_err(failed)?;
        let is_open = is_open(&lease, checked).await.map_err(failed)?;
        lease.finish();
        let seen = Seen { tables: &checked.tables, is_open };
        let mut summary = Plan {
            lines: Vec::new(),
            cost: root.get("Total Cost").and_then(Value::as_f64),
            rows: whole(&root, "Plan Rows"),
            hints: Vec::new(),
        };
        describe(&root, 0, is_open, &seen, &mut summary);
        self.hint(&root, &seen, &mut summary).await?;
        Ok(summary)
    }

    /// Which index would spare a large table's sequential scan.
    async fn hint(
        &self,
        node: &Value,
        seen: &Seen<'_>,
        summary: &mut Plan,
    ) -> Result<(), SqlError> {
        let catalog = self.catalog().await?;
        for scan in nodes(node).into_iter().filter(|node| seen.shows(node, seen.is_open)) {
            let (Some(filter), true) = (word(scan, "Filter"), is_sequential(scan)) else {
                continue;
            };
            let table = word(scan, "Relation Name").unwrap_or_default();
            let rows = self.rows_estimate(table).await?;
            let Some(rows) = rows.filter(|rows| *rows >= LARGE) else { continue };
            let known = catalog.tables.iter().find(|known| known.name == table);
            let columns: Vec<&str> = known
                .iter()
                .flat_map(|table| &table.columns)
                .map(|column| column.name.as_str())
                .filter(|column| mentions(filter, column))
                .collect();
            if columns.is_empty() {
                continue;
            }
            summary.hints.push(format!(
                "All of about {rows} rows of {table} are read; an index on ({}) may spare that.",
                columns.join(", ")
            ));
        }
        summary.hints.dedup();
        Ok(())
    }
}

/// The root of the plan that a prepared `EXPLAIN (FORMAT JSON)` gives.
pub(super) async fn ask(
    lease: &Lease<'_>,
    explain: &Statement,
    params: &[Param],
) -> Result<Value, Error> {
    let params: Vec<_> = params.iter().map(|param| param as &(dyn ToSql + Sync)).collect();
    let row = lease.client().query_one(explain, &params).await?;
    let plan: Json = row.try_get(0)?;
    Ok(plan.0.pointer("/0/Plan").cloned().unwrap_or_default())
}

/// A JSON document as the driver hands it over.
struct Json(Value);

impl<'a> tokio_postgres::types::FromSql<'a> for Json {
    fn from_sql(
        _: &tokio_postgres::types::Type,
        raw: &'a [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(serde_json::from_slice(raw)?))
    }

    tokio_postgres::types::accepts!(JSON);
}

/// What of a plan may be shown: it goes through views and policies, which say what
/// the statement does not.
struct Seen<'a> {
    /// The tables and views that the statement names.
    tables: &'a [(String, String)],
    /// Whether none of them is a view or has policies of its own.
    is_open: bool,
}

impl Seen<'_> {
    /// Whether the names and conditions of a node may be shown; one that has no
    /// table is like the one above it.
    fn shows(&self, node: &Value, above: bool) -> bool {
        let Some(relation) = word(node, "Relation Name") else { return above };
        let schema = word(node, "Schema").unwrap_or_default();
        let is_named = |(s, table): &(String, String)| s == schema && table == relation;
        self.is_open && self.tables.iter().any(is_named)
    }
}

/// Whether a statement's tables are all just that.
async fn is_open(lease: &Lease<'_>, checked: &Checked) -> Result<bool, Error> {
    let sql = "SELECT NOT EXISTS (
                   SELECT FROM pg_catalog.pg_class c
                   JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                   WHERE (c.relkind = 'v' OR c.relrowsecurity)
                     AND (n.nspname::text, c.relname::text) IN
                         (SELECT * FROM unnest($1::text[], $2::text[])))";
    let (schemas, tables): (Vec<&str>, Vec<&str>) =
        checked.tables.iter().map(|(schema, table)| (schema.as_str(), table.as_str())).unzip();
    lease.client().query_one(sql, &[&schemas, &tables]).await?.try_get(0)
}

fn describe(node: &Value, depth: usize, above: bool, seen: &Seen<'_>, summary: &mut Plan) {
    let mut line = "  ".repeat(depth) + word(node, "Node Type").unwrap_or("?");
    let is_shown = seen.shows(node, above);
    let below = if word(node, "Relation Name").is_some() { is_shown } else { seen.is_open };
    let word = |key| word(node, key).filter(|_| is_shown);
    for (key, before) in [("Index Name", " using "), ("Relation Name", " on ")] {
        if let Some(name) = word(key) {
            line += before;
            line += &text::inline(name);
        }
    }
    let cost = node.get("Total Cost").and_then(Value::as_f64).unwrap_or_default();
    let rows = whole(node, "Plan Rows").unwrap_or_default();
    // Writing to a String cannot fail.
    let _ = write!(line, " (cost {cost:.0}, rows {rows})");
    for key in ["Index Cond", "Hash Cond", "Merge Cond", "Join Filter", "Recheck Cond", "Filter"] {
        if let Some(condition) = word(key) {
            let condition = text::excerpt(condition, CONDITION_CHARACTERS);
            let _ = write!(line, " {}: {condition}", key.to_lowercase());
        }
    }
    summary.lines.push(line);
    for child in children(node) {
        describe(child, depth + 1, below, seen, summary);
    }
}

pub(super) fn children(node: &Value) -> impl Iterator<Item = &Value> {
    node.get("Plans").and_then(Value::as_array).into_iter().flatten()
}

fn nodes(node: &Value) -> Vec<&Value> {
    std::iter::once(node).chain(children(node).flat_map(nodes)).collect()
}

fn is_sequential(node: &Value) -> bool {
    word(node, "Node Type") == Some("Seq Scan")
}

/// Whether a condition names a column, as a word of its own.
fn mentions(condition: &str, column: &str) -> bool {
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    condition.split(|char| !is_word(char)).any(|word| word == column)
}

pub(super) fn word<'a>(node: &'a Value, key: &str) -> Option<&'a str> {
    node.get(key).and_then(Value::as_str)
}

pub(super) fn whole(node: &Value, key: &str) -> Option<u64> {
    let number = node.get(key)?;
    number.as_u64().or_else(|| number.to_string().split('.').next()?.parse().ok())
}
