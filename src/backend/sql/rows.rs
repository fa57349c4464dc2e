//! A page of a result.

use serde_json::Value;

use super::Written;

/// A page of a result.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rows {
    /// The columns, in order.
    pub columns: Vec<ResultColumn>,
    /// The values, row by row.
    pub rows: Vec<Vec<Value>>,
    /// Whether the result goes on after this page.
    pub more: bool,
    /// What ended the page before it was as long as asked for.
    pub truncated_by: Option<Truncation>,
    /// Whether the statement fixes the order of its rows, so that pages fit together.
    pub ordered: bool,
    /// How many values are shortened.
    pub shortened: u32,
    /// The file, where one was asked for; `rows` then holds only how it begins.
    pub written: Option<Written>,
}

/// A column of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultColumn {
    /// Its name; several may share one.
    pub name: String,
    /// The database's name of its type.
    pub type_name: String,
}

/// What ended a page early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truncation {
    /// The source's `max_rows` or `max_kept_rows`.
    Rows,
    /// The source's `max_bytes`, or the bound of a file.
    Bytes,
}
