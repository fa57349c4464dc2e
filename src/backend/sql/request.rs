//! What is asked of a source, and the plan it may answer with.

use serde_json::Value;

/// One statement to run.
#[derive(Debug, Clone)]
pub struct Query<'a> {
    /// The statement, as it was sent.
    pub sql: &'a str,
    /// Values of `$1`, `$2`, ... (`?1`, `?2`, ... on SQLite).
    pub params: &'a [Value],
    /// The most rows of this page; the source's own cap stays in force.
    pub limit: u32,
    /// Rows to leave out before the page.
    pub offset: u64,
    /// The principal the statement runs for.
    pub caller: &'a str,
}

/// How a statement would be run.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The steps, indented as they nest.
    pub lines: Vec<String>,
    /// The estimated cost, in the database's own unit.
    pub cost: Option<f64>,
    /// How many rows are expected.
    pub rows: Option<u64>,
    /// What would make it cheaper.
    pub hints: Vec<String>,
}
