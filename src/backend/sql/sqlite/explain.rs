//! The plan of a statement on SQLite.

use std::collections::HashMap;

use super::{connect::Armed, execute, failure::Failure};
use crate::{backend::sql::Plan, text};

/// Asks for the plan; the statement passes the judge first and is never run.
pub(super) fn explain(armed: &Armed, sql: &str) -> Result<Plan, Failure> {
    execute::prepare(armed, sql)?;
    let mut statement = armed.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
    let mut rows = statement.raw_query();
    let (mut depths, mut lines, mut hints) = (HashMap::from([(0, 0)]), Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let (id, parent, detail): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(3)?);
        let depth: usize = depths.get(&parent).copied().unwrap_or_default();
        depths.insert(id, depth + 1);
        let detail = text::inline(&armed.projections.hide(&detail));
        hints.extend(hint(&detail));
        lines.push("  ".repeat(depth) + &detail);
    }
    hints.dedup();
    Ok(Plan { lines, cost: None, rows: None, hints })
}

/// SQLite builds an index for one statement where a lasting one is missing.
fn hint(detail: &str) -> Option<String> {
    let (table, columns) = detail.strip_prefix("SEARCH ")?.split_once(" USING AUTOMATIC ")?;
    let columns = columns.split_once('(')?.1.trim_end_matches(')');
    let names: Vec<&str> =
        columns.split(" AND ").filter_map(|term| term.split(['=', '<', '>']).next()).collect();
    let names = names.join(", ");
    Some(format!("An index on {table} ({names}) would spare SQLite building one for each run."))
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn automatic_indexes_are_suggested() {
        assert_eq!(
            hint("SEARCH b USING AUTOMATIC COVERING INDEX (x=? AND y>?)").as_deref(),
            Some("An index on b (x, y) would spare SQLite building one for each run.")
        );
        assert_eq!(hint("SEARCH b USING INDEX i (x=?)"), None);
        assert_eq!(hint("SCAN b"), None);
    }
}
