//! Tables with hidden or masked columns are read through temporary views of
//! their name, which SQLite finds before the table.
//!
//! Each is two views. The one with the table's name selects from one whose name
//! is random, and only that reads the table: SQLite tells the judge for which
//! view a column is read, but a common table expression can take any name it
//! knows, the table's among them.

use rusqlite::Connection;

use crate::backend::sql::catalog::{Catalog, Table};

/// The views on a connection.
#[derive(Debug, Clone, Default)]
pub(super) struct Projections {
    secret: String,
    views: Vec<Projection>,
}

#[derive(Debug, Clone)]
struct Projection {
    /// As stored.
    table: String,
    /// The name that nobody else knows.
    view: String,
}

impl Projections {
    /// Creates the views that `catalog` needs.
    pub(super) fn create(
        connection: &Connection,
        catalog: &Catalog,
    ) -> Result<Self, rusqlite::Error> {
        let secret = secret()?;
        let mut views = Vec::new();
        for (index, table) in catalog.tables.iter().filter(|t| t.needs_projection()).enumerate() {
            let view = format!("v{index}_{secret}");
            connection.execute_batch(&definition(table, &view))?;
            views.push(Projection { table: table.name.clone(), view });
        }
        Ok(Self { secret, views })
    }

    /// Whether `name` is one of the views, by either name.
    pub(super) fn is_one(&self, name: &str) -> bool {
        self.views.iter().any(|own| own.view == name || own.table.eq_ignore_ascii_case(name))
    }

    /// Whether `view` is the one that may read all of `table`.
    pub(super) fn is_source(&self, view: &str, table: &str) -> bool {
        self.views.iter().any(|own| own.view == view && own.table.eq_ignore_ascii_case(table))
    }

    /// Whether a statement holds what nobody but us can know. SQLite's names have
    /// no escapes: it could not be spelt another way.
    pub(super) fn are_betrayed_by(&self, sql: &str) -> bool {
        !self.views.is_empty() && sql.to_ascii_lowercase().contains(&self.secret)
    }

    /// Text of SQLite's own without the secret names.
    pub(super) fn hide(&self, text: &str) -> String {
        let hide = |text: String, own: &Projection| text.replace(&own.view, &own.table);
        self.views.iter().fold(text.to_owned(), hide)
    }
}

fn secret() -> Result<String, rusqlite::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| rusqlite::Error::UserFunctionError(error.to_string().into()))?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}

fn definition(table: &Table, view: &str) -> String {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            let name = quote(&column.name);
            if column.masked { format!("{} AS {name}", mask(&name)) } else { name }
        })
        .collect();
    let columns = if columns.is_empty() { "NULL AS hidden".to_owned() } else { columns.join(", ") };
    let name = quote(&table.name);
    let from = quote(&table.schema);
    format!(
        "CREATE TEMP VIEW {view} AS SELECT {columns} FROM {from}.{name}; \
         CREATE TEMP VIEW {name} AS SELECT * FROM temp.{view};"
    )
}

/// The first character, three stars and for an e-mail address its domain.
fn mask(column: &str) -> String {
    let text = format!("CAST({column} AS TEXT)");
    format!(
        "CASE WHEN {column} IS NULL THEN NULL WHEN instr({text}, '@') > 1 THEN substr({text}, 1, \
         1) || '***' || substr({text}, instr({text}, '@')) ELSE substr({text}, 1, 1) || '***' END"
    )
}

/// A name as SQL spells it.
pub(super) fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
