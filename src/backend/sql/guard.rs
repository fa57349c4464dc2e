//! The guard in front of PostgreSQL: **what is executed is what was checked, not
//! what was sent**.
//!
//! A statement is parsed, lowered node by node into a small tree of our own that
//! has no place for anything forbidden, and printed anew from that tree. Where our
//! parser and PostgreSQL's would read a text differently, the worst outcome is
//! another harmless query.

mod refusal;

pub use refusal::Refusal;

use crate::backend::sql::catalog::Catalog;

/// A statement that may be executed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The statement, printed anew: one query, without `EXPLAIN` before it.
    pub sql: String,
    /// Whether it has an ORDER BY of its own at the top.
    pub ordered: bool,
    /// The highest `$n` in it; 0 without parameters.
    pub parameters: usize,
    /// The tables and views it reads, each once, as schema and name.
    pub tables: Vec<(String, String)>,
    /// Whether its plan was asked for instead of its rows.
    pub explain: bool,
}

/// Checks `sql` against what of a source may be seen.
pub fn check(_sql: &str, _catalog: &Catalog) -> Result<Checked, Refusal> {
    Err(Refusal::new("statement", "is not supported"))
}
