//! Whether a statement fixes the order of its rows.

use sqlparser::{ast::Statement, dialect::SQLiteDialect, parser::Parser};

/// Whether an SQLite statement ends in an ORDER BY of its own. One that the
/// parser does not understand is taken as unordered: pages then say so.
pub(super) fn is_fixed(sql: &str) -> bool {
    let parsed = Parser::parse_sql(&SQLiteDialect {}, sql);
    let Ok([Statement::Query(query)]) = parsed.as_deref() else { return false };
    query.order_by.is_some()
}
