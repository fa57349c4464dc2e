//! What a statement could have changed, as one comparable text.

use std::{path::Path, time::Duration};

use tokio::time::{Instant, sleep};
use tokio_postgres::Client;

/// Everything that outlives a transaction. The catalogs by their newest row
/// version and size; statistics and what vacuum writes in place are left out.
const STATE: &str = "
SELECT concat_ws(' ',
    (SELECT md5(string_agg(id || note, ',' ORDER BY id)) FROM canary),
    (SELECT md5(string_agg(o::text, ',' ORDER BY id)) FROM (SELECT id, status, total FROM orders) o),
    (SELECT md5(string_agg(id || name || email || card, ',' ORDER BY id)) FROM customers),
    (SELECT last_value || is_called::text FROM canary_seq),
    (SELECT md5(string_agg(loid::text || data, ',' ORDER BY loid, pageno)) FROM pg_largeobject),
    (SELECT count(*) || 'c' || max(xmin::text::bigint) FROM pg_class),
    (SELECT count(*) || 'p' || max(xmin::text::bigint) FROM pg_proc),
    (SELECT count(*) || 't' || max(xmin::text::bigint) FROM pg_type),
    (SELECT count(*) || 'r' || max(xmin::text::bigint) FROM pg_rewrite),
    (SELECT count(*) || 'g' || max(xmin::text::bigint) FROM pg_trigger),
    (SELECT count(*) || 'n' || max(xmin::text::bigint) FROM pg_namespace),
    (SELECT count(*) || 'e' || max(xmin::text::bigint) FROM pg_extension),
    (SELECT count(*) FROM pg_description), (SELECT count(*) FROM pg_collation),
    (SELECT count(*)::text || max(lomowner) FROM pg_largeobject_metadata),
    (SELECT count(*) FROM pg_roles WHERE rolname LIKE 'pwned%'),
    (SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'pwned'),
    (SELECT count(*) FROM pg_prepared_xacts),
    (SELECT count(*) FROM pg_file_settings WHERE name = 'archive_command' AND applied))";

/// What a session of another must not hold once its statement is over.
const HELD: &str = "
SELECT coalesce(string_agg(what, ', '), '') FROM (
    SELECT 'a lock: ' || locktype AS what FROM pg_locks
    WHERE pid <> pg_backend_pid() AND (locktype = 'advisory' OR granted)
      AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend')
    UNION ALL
    SELECT 'a session that is ' || state FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend'
      AND pid <> pg_backend_pid() AND state <> 'idle'
) held";

/// How long the server may take to stop and forget a statement.
const PATIENCE: Duration = Duration::from_secs(5);

/// The lasting state, with the files that the server wrote.
pub(super) async fn lasting(admin: &Client, directory: &Path) -> String {
    let state: String = admin.query_one(STATE, &[]).await.unwrap().get(0);
    let files: Vec<_> = std::fs::read_dir(directory).unwrap().map(|f| f.unwrap().path()).collect();
    format!("{state} {files:?}")
}

/// What is still held when the server has had its time; nothing, if all is well.
pub(super) async fn held(admin: &Client) -> String {
    let end = Instant::now() + PATIENCE;
    loop {
        let held: String = admin.query_one(HELD, &[]).await.unwrap().get(0);
        if held.is_empty() || Instant::now() > end {
            return held;
        }
        sleep(Duration::from_millis(20)).await;
    }
}

/// How often each of the database's own functions ran, by sessions that ended.
pub(super) async fn calls(admin: &Client) -> String {
    let sql = "SELECT coalesce(string_agg(funcname || ' ' || calls, ', '), '') \
               FROM pg_stat_user_functions WHERE schemaname <> 'pg_catalog'";
    admin.query_one(sql, &[]).await.unwrap().get(0)
}

/// The most memory that any backend of this database has used, in bytes, where
/// the server runs on this machine.
pub(super) async fn backend_memory(admin: &Client) -> u64 {
    let sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() \
               AND pid <> pg_backend_pid()";
    let rows = admin.query(sql, &[]).await.unwrap();
    let peak = |row: &tokio_postgres::Row| {
        let pid: i32 = row.get(0);
        status(&pid.to_string(), "VmHWM:").unwrap_or_default()
    };
    rows.iter().map(peak).max().unwrap_or_default()
}

/// A line of `/proc/<process>/status`, in bytes.
pub(super) fn status(process: &str, key: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(key))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kb| kb * 1024)
}
