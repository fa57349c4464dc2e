//! What the operator's patterns leave visible. Allowing is narrow (the exact
//! name), denying is wide (any letter case, any schema unless one is given).

use super::{Catalog, catalog::Table, source::Kind};
use crate::config::sql::{ColumnPattern, TablePattern, Visible};

/// The operator's patterns, for one kind of database.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules<'a> {
    visible: &'a Visible,
    kind: Kind,
}

impl<'a> Rules<'a> {
    pub(super) fn new(visible: &'a Visible, kind: Kind) -> Self {
        Self { visible, kind }
    }

    /// Whether a table may be seen at all.
    pub(super) fn shows(&self, schema: &str, table: &str) -> bool {
        let patterns = self.visible.tables.as_deref();
        patterns.is_none_or(|all| all.iter().any(|one| self.allows(one, schema, table)))
    }

    /// `table` without its denied columns, its masked ones marked.
    pub(super) fn cut(&self, mut table: Table) -> Table {
        let Visible { denied_columns, masked_columns, .. } = self.visible;
        let Table { schema, name, columns, partial } = &mut table;
        let all = columns.len();
        columns.retain(|column| !any(denied_columns, schema, name, &column.name));
        *partial |= columns.len() < all;
        for column in columns {
            column.masked |= any(masked_columns, schema, name, &column.name);
        }
        table
    }

    /// Patterns without stars that fit nothing: probably misspelt, and then what
    /// they should hide is not hidden. `hides` says whether a column exists.
    pub(super) fn idle(
        &self,
        catalog: &Catalog,
        exists: impl Fn(&ColumnPattern) -> bool,
    ) -> Vec<String> {
        let tables = self.visible.tables.iter().flatten().filter(|pattern| {
            !catalog.tables.iter().any(|table| self.allows(pattern, &table.schema, &table.name))
        });
        let Visible { denied_columns, masked_columns, .. } = self.visible;
        let columns =
            denied_columns.iter().chain(masked_columns).filter(|pattern| !exists(pattern));
        let columns = columns.map(|pattern| format!("{}.{}", pattern.table, pattern.column));
        tables.map(|pattern| pattern.table.to_string()).chain(columns).collect()
    }

    fn allows(&self, pattern: &TablePattern, schema: &str, table: &str) -> bool {
        match self.kind {
            Kind::Postgres => {
                let in_schema = pattern.schema.as_ref();
                in_schema.map_or(schema == "public", |wanted| wanted.matches(schema))
                    && pattern.table.matches(table)
            }
            // There, names are the same in any letter case.
            Kind::Sqlite => {
                let in_schema = pattern.schema.as_ref();
                in_schema.is_none_or(|wanted| wanted.covers(schema)) && pattern.table.covers(table)
            }
        }
    }
}

/// Whether a pattern is about this column.
pub(super) fn fits(pattern: &ColumnPattern, schema: &str, table: &str, column: &str) -> bool {
    pattern.schema.as_ref().is_none_or(|wanted| wanted.covers(schema))
        && pattern.table.covers(table)
        && pattern.column.covers(column)
}

fn any(patterns: &[ColumnPattern], schema: &str, table: &str, column: &str) -> bool {
    patterns.iter().any(|pattern| fits(pattern, schema, table, column))
}
