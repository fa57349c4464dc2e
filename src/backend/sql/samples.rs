//! A few values of each column, so that a model sees how they are written.

use serde_json::Value;

use super::{Query, Source, TableDescription, TableKind};

/// Rows that are looked at.
const ROWS: u32 = 25;

/// Values shown of a column.
const VALUES: usize = 3;

/// Longer ones say little for what they cost.
const MAX_CHARACTERS: usize = 40;

/// Reads the first rows the way anybody's statement would. A table that cannot
/// be read so (its rows may depend on who asks) simply has no samples.
pub(super) async fn add(source: &Source, description: &mut TableDescription) {
    let is_cheap = matches!(description.table.kind, TableKind::Table | TableKind::MaterializedView);
    let columns: Vec<_> = description.columns.iter_mut().filter(|column| !column.masked).collect();
    if !is_cheap || columns.is_empty() {
        return;
    }
    let names: Vec<String> = columns.iter().map(|column| quote(&column.name)).collect();
    let (schema, table) = (quote(&description.table.schema), quote(&description.table.name));
    // A table with hidden columns is known by its bare name only on SQLite.
    let table = match source.kind() {
        super::Kind::Sqlite => table,
        super::Kind::Postgres => format!("{schema}.{table}"),
    };
    let sql = format!("SELECT {} FROM {table} LIMIT {ROWS}", names.join(", "));
    let query = Query { sql: &sql, params: &[], limit: ROWS, offset: 0, caller: "" };
    let Ok(found) = source.query(query).await else { return };
    for (index, column) in columns.into_iter().enumerate() {
        for value in found.rows.iter().filter_map(|row| row.get(index)) {
            let is_telling = match value {
                Value::Null | Value::Object(_) | Value::Array(_) => false,
                Value::String(text) => (1..=MAX_CHARACTERS).contains(&text.chars().count()),
                Value::Bool(_) | Value::Number(_) => true,
            };
            if is_telling && !column.samples.contains(value) && column.samples.len() < VALUES {
                column.samples.push(value.clone());
            }
        }
    }
}

fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
