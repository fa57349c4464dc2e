//! What an SQLite file holds, and what of it may be seen.

use std::{path::Path, sync::Arc};

use rusqlite::{Connection, Result};

use super::connect::{Armed, read_only};
use crate::{
    backend::sql::{
        catalog::{Catalog, Column, Reading, Table},
        description::TableKind,
        source::Kind,
        visible::{self, Rules},
    },
    config::sql::Visible,
};

/// The tables of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Inventory {
    /// What may be seen.
    pub(super) catalog: Arc<Catalog>,
    /// The other tables there are.
    pub(super) hidden: Vec<String>,
    /// Names in the catalog that are views.
    pub(super) views: Vec<String>,
    /// The operator's patterns that fit nothing.
    pub(super) idle: Vec<String>,
}

impl Inventory {
    /// Looks through the file at `path`.
    pub(super) fn take(path: &Path, visible: &Visible) -> Result<Self> {
        let connection = read_only(path)?;
        let rules = Rules::new(visible, Kind::Sqlite);
        let (mut seen, mut all, mut hidden, mut views) = (vec![], vec![], vec![], vec![]);
        for (name, kind) in names(&connection)? {
            let kind = match &*kind {
                "table" => TableKind::Table,
                "view" => TableKind::View,
                // Virtual tables and what lies beneath them run code of their own.
                _ => {
                    hidden.push(name);
                    continue;
                }
            };
            let table = table(&connection, &name)?;
            if !rules.shows(&table.schema, &name) {
                hidden.push(name);
                continue;
            }
            if kind == TableKind::View {
                views.push(name);
            }
            all.push(table.clone());
            seen.push(rules.cut(table));
        }
        let catalog = Catalog { tables: seen, search_path: vec!["main".to_owned()] };
        let idle = rules.idle(&catalog, |pattern| {
            let fits = |table: &Table, column: &Column| {
                visible::fits(pattern, &table.schema, &table.name, &column.name)
            };
            all.iter().any(|table| table.columns.iter().any(|column| fits(table, column)))
        });
        let whole = Self { catalog: Arc::new(catalog), hidden, views, idle };
        whole.without_views_on_hidden_tables(path)
    }

    /// A view shows no more than the tables beneath it: one that reads what is
    /// hidden or masked could not be read, and is not shown.
    fn without_views_on_hidden_tables(mut self, path: &Path) -> Result<Self> {
        loop {
            let inventory = Arc::new(self.clone());
            let armed = Armed::open(path, &inventory)?;
            let is_readable = |name: &String| {
                let sql = format!("SELECT * FROM {}", super::project::quote(name));
                armed.connection.prepare(&sql).is_ok()
            };
            let (readable, broken): (Vec<_>, Vec<_>) =
                self.views.iter().cloned().partition(is_readable);
            if broken.is_empty() {
                return Ok(self);
            }
            let mut catalog = (*self.catalog).clone();
            catalog.tables.retain(|table| !broken.contains(&table.name));
            self.catalog = Arc::new(catalog);
            self.views = readable;
            self.hidden.extend(broken);
        }
    }
}

fn names(connection: &Connection) -> Result<Vec<(String, String)>> {
    let sql = "SELECT name, type FROM pragma_table_list WHERE schema = 'main' \
               AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

fn table(connection: &Connection, name: &str) -> Result<Table> {
    // `hidden` is 1 for the invisible columns of virtual tables only.
    let sql =
        "SELECT name, type FROM pragma_table_xinfo(?1, 'main') WHERE hidden <> 1 ORDER BY cid";
    let mut statement = connection.prepare(sql)?;
    let columns = statement.query_map([name], |row| {
        Ok(Column {
            name: row.get(0)?,
            type_name: row.get(1)?,
            masked: false,
            reading: Reading::Own,
        })
    })?;
    let columns = columns.collect::<Result<_>>()?;
    Ok(Table { schema: "main".to_owned(), name: name.to_owned(), columns, partial: false })
}
