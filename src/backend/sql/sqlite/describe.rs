//! What SQLite knows about its tables.

use std::{path::Path, sync::Arc};

use rusqlite::{Connection, OptionalExtension, Result};

use super::{connect::read_only, inventory::Inventory, project::quote};
use crate::backend::sql::{
    ColumnDescription, ForeignKey, Index, Reference, TableDescription, TableInfo, TableKind,
    catalog::Table,
};

/// Tables without rowid are counted up to here.
const COUNTED: i64 = 10_000;

/// Every visible table.
pub(super) fn tables(path: &Path, inventory: &Arc<Inventory>) -> Result<Vec<TableInfo>> {
    let connection = read_only(path)?;
    inventory.catalog.tables.iter().map(|table| info(&connection, inventory, table)).collect()
}

/// All about one visible table; `None` when there is none of that name.
pub(super) fn table(
    path: &Path,
    inventory: &Arc<Inventory>,
    name: &str,
) -> Result<Option<TableDescription>> {
    let bare = name.strip_prefix("main.").unwrap_or(name);
    let all = &inventory.catalog.tables;
    let Some(table) = all.iter().find(|table| table.name.eq_ignore_ascii_case(bare)) else {
        return Ok(None);
    };
    let connection = read_only(path)?;
    let (columns, primary_key) = columns(&connection, table)?;
    let indexes = indexes(&connection, table)?;
    let unique = indexes.iter().filter(|index| index.unique && index.condition.is_none());
    let mut referenced_by = Vec::new();
    for other in all {
        let keys = foreign_keys(&connection, &other.name)?;
        referenced_by.extend(keys.into_iter().filter_map(|key| reversed(key, other, table)));
    }
    let references = foreign_keys(&connection, &table.name)?;
    let references = references.into_iter().filter_map(|key| visible(key, table, all));
    Ok(Some(TableDescription {
        table: info(&connection, inventory, table)?,
        unique: unique.map(|index| index.columns.clone()).collect(),
        references: references.collect(),
        referenced_by,
        partial: table.partial,
        columns,
        primary_key,
        indexes,
    }))
}

fn info(connection: &Connection, inventory: &Inventory, table: &Table) -> Result<TableInfo> {
    let is_view = inventory.views.contains(&table.name);
    Ok(TableInfo {
        schema: table.schema.clone(),
        name: table.name.clone(),
        kind: if is_view { TableKind::View } else { TableKind::Table },
        rows_estimate: if is_view { None } else { estimate(connection, &table.name)? },
        comment: None,
    })
}

/// The largest rowid, or a count that does not go on for long.
fn estimate(connection: &Connection, table: &str) -> Result<Option<u64>> {
    let name = quote(table);
    let largest = format!("SELECT max(_rowid_) FROM main.{name}");
    let counted = format!("SELECT count(*) FROM (SELECT 1 FROM main.{name} LIMIT {COUNTED})");
    let rows: Option<i64> =
        match connection.query_row(&largest, [], |row| row.get::<_, Option<i64>>(0)) {
            Ok(largest) => Some(largest.unwrap_or(0)),
            Err(_) => {
                let count: i64 = connection.query_row(&counted, [], |row| row.get(0))?;
                Some(count).filter(|count| *count < COUNTED)
            }
        };
    Ok(rows.and_then(|rows| u64::try_from(rows).ok()))
}

fn columns(
    connection: &Connection,
    table: &Table,
) -> Result<(Vec<ColumnDescription>, Vec<String>)> {
    let sql = "SELECT name, \"notnull\", dflt_value, pk FROM pragma_table_xinfo(?1, 'main')";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([&table.name])?;
    let (mut described, mut key) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let Some(column) = table.column(&name) else { continue };
        let in_key: i64 = row.get(3)?;
        if in_key > 0 {
            key.push((in_key, name.clone()));
        }
        described.push(ColumnDescription {
            type_name: column.type_name.clone(),
            nullable: !row.get::<_, bool>(1)? && in_key == 0,
            default: row.get(2)?,
            comment: None,
            masked: column.masked,
            samples: Vec::new(),
            name,
        });
    }
    key.sort_unstable();
    Ok((described, key.into_iter().map(|(_, name)| name).collect()))
}

fn indexes(connection: &Connection, table: &Table) -> Result<Vec<Index>> {
    let sql = "SELECT name, \"unique\" FROM pragma_index_list(?1, 'main') \
               WHERE origin <> 'pk' ORDER BY seq DESC";
    let mut statement = connection.prepare(sql)?;
    let found = statement.query_map([&table.name], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut indexes = Vec::new();
    for index in found {
        let (name, unique): (String, bool) = index?;
        let sql = "SELECT name FROM pragma_index_xinfo(?1, 'main') WHERE key ORDER BY seqno";
        let mut statement = connection.prepare(sql)?;
        let columns: Vec<Option<String>> =
            statement.query_map([&name], |row| row.get(0))?.collect::<Result<_>>()?;
        let is_visible =
            |column: &Option<String>| column.as_ref().is_none_or(|c| table.column(c).is_some());
        if !columns.iter().all(is_visible) || (table.partial && columns.contains(&None)) {
            continue;
        }
        let expression = || "(expression)".to_owned();
        let columns = columns.into_iter().map(|c| c.unwrap_or_else(expression)).collect();
        let condition = if table.partial { None } else { condition(connection, &name)? };
        indexes.push(Index { name, columns, unique, condition });
    }
    Ok(indexes)
}

fn condition(connection: &Connection, index: &str) -> Result<Option<String>> {
    let sql = "SELECT sql FROM main.sqlite_schema WHERE type = 'index' AND name = ?1";
    let sql: Option<String> =
        connection.query_row(sql, [index], |row| row.get(0)).optional()?.flatten();
    Ok(sql.and_then(|sql| {
        let at = sql.to_ascii_uppercase().find(" WHERE ")?;
        sql.get(at + 7..).map(str::to_owned)
    }))
}

/// The foreign keys of a table, whoever may see them.
fn foreign_keys(connection: &Connection, table: &str) -> Result<Vec<ForeignKey>> {
    let sql = "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(?1, 'main') \
               ORDER BY id, seq";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([table])?;
    let (mut keys, mut last): (Vec<ForeignKey>, _) = (Vec::new(), None);
    while let Some(row) = rows.next()? {
        let (id, from, to): (i64, String, Option<String>) = (row.get(0)?, row.get(2)?, row.get(3)?);
        if last != Some(id) {
            let other =
                Reference { schema: "main".to_owned(), table: row.get(1)?, columns: Vec::new() };
            keys.push(ForeignKey { columns: Vec::new(), other });
            last = Some(id);
        }
        if let Some(key) = keys.last_mut() {
            key.columns.push(from);
            key.other.columns.extend(to);
        }
    }
    Ok(keys)
}

/// A key whose both ends may be seen.
fn visible(key: ForeignKey, table: &Table, all: &[Table]) -> Option<ForeignKey> {
    let other = all.iter().find(|other| other.name.eq_ignore_ascii_case(&key.other.table))?;
    let seen = key.columns.iter().all(|column| table.column(column).is_some())
        && key.other.columns.iter().all(|column| other.column(column).is_some());
    seen.then_some(key)
}

/// The key of `other` as `table` sees it.
fn reversed(key: ForeignKey, other: &Table, table: &Table) -> Option<ForeignKey> {
    if !key.other.table.eq_ignore_ascii_case(&table.name) {
        return None;
    }
    let ForeignKey { columns, other: target } = visible(key, other, std::slice::from_ref(table))?;
    let other = Reference { schema: other.schema.clone(), table: other.name.clone(), columns };
    Some(ForeignKey { columns: target.columns, other })
}
