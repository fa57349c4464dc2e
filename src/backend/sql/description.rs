//! What a person or model is told about a table.

use serde_json::Value;

/// A line of the list of tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableInfo {
    /// `public`, or `main` on SQLite.
    pub schema: String,
    /// As stored.
    pub name: String,
    /// Table, view or what else.
    pub kind: TableKind,
    /// How many rows the database believes it has.
    pub rows_estimate: Option<u64>,
    /// What its owner says about it.
    pub comment: Option<String>,
}

/// What a relation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// A table, partitioned or not.
    Table,
    /// A view.
    View,
    /// A view whose rows are stored.
    MaterializedView,
    /// A table that lies elsewhere.
    Foreign,
}

impl TableKind {
    /// In words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::View => "view",
            Self::MaterializedView => "materialized view",
            Self::Foreign => "foreign table",
        }
    }
}

/// All that may be known about a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableDescription {
    /// The table itself.
    pub table: TableInfo,
    /// The columns that may be seen, in table order.
    pub columns: Vec<ColumnDescription>,
    /// Columns of the primary key, in key order.
    pub primary_key: Vec<String>,
    /// Other keys: each a set of columns whose values occur once.
    pub unique: Vec<Vec<String>>,
    /// Indexes whose columns may all be seen.
    pub indexes: Vec<Index>,
    /// What this table refers to.
    pub references: Vec<ForeignKey>,
    /// What refers to this table.
    pub referenced_by: Vec<ForeignKey>,
    /// Whether columns were left out because they are denied.
    pub partial: bool,
}

/// A column that may be seen.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnDescription {
    /// As stored.
    pub name: String,
    /// The database's name of its type.
    pub type_name: String,
    /// Whether it may hold NULL.
    pub nullable: bool,
    /// The expression of its default.
    pub default: Option<String>,
    /// What its owner says about it.
    pub comment: Option<String>,
    /// Whether its values are shown masked.
    pub masked: bool,
    /// A few values it holds; none of a masked column.
    pub samples: Vec<Value>,
}

/// An index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// What it is over: columns or expressions, in index order.
    pub columns: Vec<String>,
    /// Whether its values occur once.
    pub unique: bool,
    /// The condition of a partial index.
    pub condition: Option<String>,
}

/// A foreign key, seen from the table that has it or the table it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// Columns of the table described.
    pub columns: Vec<String>,
    /// The table and columns at the other end.
    pub other: Reference,
}

/// Columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The table's schema.
    pub schema: String,
    /// The table.
    pub table: String,
    /// Its columns.
    pub columns: Vec<String>,
}
