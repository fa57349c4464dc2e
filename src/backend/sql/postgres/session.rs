//! The transaction that a statement runs in.

use std::{fmt::Write as _, time::Duration};

use crate::config::sql::SourceConfig;

/// What opens the transaction: read-only, bounded in time, with nothing on the
/// search path but PostgreSQL's own, and values in the spelling we read.
pub(super) fn begin(config: &SourceConfig, caller: &str) -> String {
    let timeout = config.limits.timeout;
    let idle = timeout + Duration::from_secs(5);
    let mut sql = format!(
        "BEGIN READ ONLY; SET LOCAL statement_timeout = {}; SET LOCAL lock_timeout = 1000; \
         SET LOCAL idle_in_transaction_session_timeout = {}; \
         SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL standard_conforming_strings = on; \
         SET LOCAL \"DateStyle\" = 'ISO, YMD'; SET LOCAL \"IntervalStyle\" = 'iso_8601'; \
         SET LOCAL \"TimeZone\" = 'UTC'; SET LOCAL bytea_output = 'hex'; \
         SET LOCAL extra_float_digits = 1; SET LOCAL row_security = on; SET LOCAL jit = off; \
         SET LOCAL work_mem = '16MB'; SET LOCAL max_parallel_workers_per_gather = 0",
        timeout.as_millis(),
        idle.as_millis(),
    );
    if let Some(setting) = &config.caller_identity {
        let name = setting.replace('.', "\".\"");
        // Writing to a String cannot fail.
        let _ = write!(sql, "; SET LOCAL \"{name}\" = {}", literal(caller));
    }
    sql
}

/// Text as a literal that means the same whatever the session's settings.
pub(super) fn literal(text: &str) -> String {
    let escaped = text.replace('\0', "").replace('\\', "\\\\").replace('\'', "''");
    format!("E'{escaped}'")
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn a_caller_cannot_leave_the_literal() {
        assert_eq!(literal("a'; RESET ALL --"), "E'a''; RESET ALL --'");
        assert_eq!(literal("\\'; x"), "E'\\\\''; x'");
        assert_eq!(literal("a\0b"), "E'ab'");
    }
}
