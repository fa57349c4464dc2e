//! The guard in front of PostgreSQL: **what is executed is what was checked, not
//! what was sent**.
//!
//! A statement is parsed, lowered node by node into a small tree of our own that
//! has no place for anything forbidden, and printed anew from that tree. Where our
//! parser and PostgreSQL's would read a text differently, the worst outcome is
//! another harmless query.

mod dialect;
mod functions;
#[cfg(feature = "judge")]
pub mod judge;
mod lower;
mod mask;
mod measure;
mod name;
mod operators;
mod print;
mod read;
mod refusal;
mod scope;
mod tree;
mod types;
mod weight;
#[cfg(any(test, feature = "judge"))]
pub mod world;

#[cfg(test)]
mod tests;

pub use refusal::Refusal;

use crate::backend::sql::catalog::Catalog;
use lower::Lower;

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
    /// The bytes of each row that it gathers into one value, as json_agg does; 0
    /// for none. PostgreSQL keeps such a value in memory whatever `work_mem` says:
    /// whoever executes the statement looks at the plan's estimate of rows before.
    pub gathers: u64,
}

/// Checks `sql` against what of a source may be seen.
pub fn check(sql: &str, catalog: &Catalog) -> Result<Checked, Refusal> {
    let (query, explain) = read::read(sql)?;
    let mut lower = Lower::new(catalog);
    let query = lower.statement(&query)?;
    Ok(Checked {
        sql: query.to_string(),
        ordered: !query.order.is_empty(),
        parameters: lower.parameters.into(),
        tables: lower.tables.into_iter().collect(),
        explain,
        gathers: lower.gathers,
    })
}

/// The functions of pg_catalog that a statement may call.
pub fn functions() -> impl Iterator<Item = &'static str> {
    functions::names()
}

/// The types of pg_catalog that a value may be cast to.
pub fn types() -> impl Iterator<Item = &'static str> {
    types::names()
}
