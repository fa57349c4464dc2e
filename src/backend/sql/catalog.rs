//! What of a source may be seen: the database's own tables, cut down to the
//! allow-list. The guard, the descriptions and the executor all go by it.

/// The visible part of a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalog {
    /// Visible tables and views, by schema and name.
    pub tables: Vec<Table>,
    /// Schemas in which an unqualified table name is looked up, first match wins.
    pub search_path: Vec<String>,
}

/// A visible table or view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// `public`, or `main` on SQLite.
    pub schema: String,
    /// As stored, letter case and all.
    pub name: String,
    /// The columns that may be seen, in table order; denied ones are absent.
    pub columns: Vec<Column>,
    /// Whether the table has columns that are denied: then it must never be read
    /// as a whole but through a projection of `columns`.
    pub partial: bool,
}

/// A visible column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As stored.
    pub name: String,
    /// The database's name of its type.
    pub type_name: String,
    /// Whether its values are shown masked.
    pub masked: bool,
    /// As what its values are read.
    pub reading: Reading,
}

/// As what a column's values are read. Casts and domain checks that users wrote
/// run wherever a value of their type meets another type, so that such values
/// never reach a statement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Reading {
    /// As what they are.
    #[default]
    Own,
    /// As the built-in type beneath a domain.
    Base {
        /// The type's name in `pg_catalog`.
        name: String,
        /// Whether it is an array of it.
        array: bool,
    },
    /// As the text that the type writes.
    Text,
}

impl Catalog {
    /// The table an unqualified or qualified name stands for. Names are compared
    /// exactly: the caller folds letter case by its dialect first.
    pub fn table(&self, schema: Option<&str>, name: &str) -> Option<&Table> {
        let find = |schema: &str| {
            self.tables.iter().find(|table| table.schema == schema && table.name == name)
        };
        match schema {
            Some(schema) => find(schema),
            None => self.search_path.iter().find_map(|schema| find(schema)),
        }
    }
}

impl Column {
    /// Whether its values must not reach a statement as the table holds them.
    pub fn is_disguised(&self) -> bool {
        self.masked || self.reading != Reading::Own
    }
}

impl Table {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether reading the table itself would show more than may be seen.
    pub fn needs_projection(&self) -> bool {
        self.partial || self.columns.iter().any(Column::is_disguised)
    }
}
