//! Which databases may be asked in SQL, and what of them may be seen.

mod glob;
mod param;
mod placeholders;
mod query;
mod read;
mod source;
mod variables;

pub(super) use variables::GROUP;

pub use glob::{ColumnPattern, Glob, TablePattern};

use std::{collections::BTreeMap, time::Duration};

use super::Store;

/// The name of the source that is the order database.
pub const ORDERS: &str = "orders";

/// Governed SQL.
#[derive(Debug, Clone, Default)]
pub struct SqlConfig {
    /// Whether statements other than the saved queries are taken.
    pub adhoc: bool,
    /// Databases by name; always holds [`ORDERS`].
    pub sources: BTreeMap<String, SourceConfig>,
    /// Saved queries by name.
    pub queries: BTreeMap<String, QueryConfig>,
}

/// One database.
#[derive(Debug, Clone)]
pub struct SourceConfig {
    /// Where it is.
    pub store: Store,
    /// What it holds, for whoever chooses between sources.
    pub description: Option<String>,
    /// What of it may be seen.
    pub visible: Visible,
    /// What bounds a statement.
    pub limits: SourceLimits,
    /// Whether a role that may do more than read is accepted (PostgreSQL).
    pub allow_privileged_role: bool,
    /// The setting that names the caller to row-level security (PostgreSQL).
    pub caller_identity: Option<String>,
}

/// What of a source may be seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visible {
    /// Tables, when not every one that the role can read.
    pub tables: Option<Vec<TablePattern>>,
    /// Columns that nobody may see.
    pub denied_columns: Vec<ColumnPattern>,
    /// Columns whose values are shown masked.
    pub masked_columns: Vec<ColumnPattern>,
}

/// What bounds a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLimits {
    /// Most rows of one page.
    pub max_rows: u32,
    /// Most bytes of one page.
    pub max_bytes: usize,
    /// Most rows of a result that is kept as a file; none is kept when zero.
    pub max_kept_rows: u32,
    /// The longest a statement may run.
    pub timeout: Duration,
    /// Most statements at once.
    pub concurrency: usize,
}

impl SourceLimits {
    /// Bytes of a result that is kept as a file: as much as Python code takes.
    pub const MAX_KEPT_BYTES: usize = 8 * 1024 * 1024;

    /// Most rows and bytes of a page, or of a result that is kept.
    pub const fn most(&self, is_kept: bool) -> (u32, usize) {
        if is_kept {
            (self.max_kept_rows, Self::MAX_KEPT_BYTES)
        } else {
            (self.max_rows, self.max_bytes)
        }
    }
}

impl Default for SourceLimits {
    fn default() -> Self {
        Self {
            max_rows: 200,
            max_bytes: 262_144,
            max_kept_rows: 50_000,
            timeout: Duration::from_secs(10),
            concurrency: 4,
        }
    }
}

/// A statement that the operator wrote, with typed parameters.
#[derive(Debug, Clone)]
pub struct QueryConfig {
    /// The source it is asked of.
    pub source: String,
    /// A name for people.
    pub title: Option<String>,
    /// What it answers.
    pub description: String,
    /// The statement with the source's own placeholders, `$1` or `?1` for the
    /// first of `params`.
    pub sql: String,
    /// The parameters, in the order of their placeholders.
    pub params: Vec<ParamConfig>,
}

/// A parameter of a saved query.
#[derive(Debug, Clone, PartialEq)]
pub struct ParamConfig {
    /// Its name in the statement and in the tool's arguments.
    pub name: String,
    /// What values it takes.
    pub kind: ParamKind,
    /// What it means.
    pub description: Option<String>,
    /// Whether a value has to be given; without one `default` or NULL is bound.
    pub required: bool,
    /// The value when none is given.
    pub default: Option<serde_json::Value>,
    /// The only values allowed, when there are any.
    pub allowed: Vec<serde_json::Value>,
}

/// What values a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// `2026-01-31`.
    Date,
    /// RFC 3339.
    Timestamp,
}
