//! A connection on which anybody's statement may be prepared.

use std::{path::Path, sync::Arc, time::Duration};

use rusqlite::{Connection, OpenFlags, Result, config::DbConfig, limits::Limit};

use super::{
    authorize::{Judge, Verdict},
    functions,
    inventory::Inventory,
    math,
    project::Projections,
};

/// The longest text or blob that may be made or read.
pub(super) const MAX_VALUE_BYTES: usize = 1_000_000;

/// The longest statement, also on its way to EXPLAIN.
pub(super) const MAX_STATEMENT_BYTES: usize = 32_768;

/// What SQLite may allocate in this process, the order database included. The
/// statement that asks for more fails and frees what it had.
const HEAP_BYTES: u32 = 134_217_728;

/// How long a statement waits for a writer.
const BUSY_TIMEOUT: Duration = Duration::from_secs(1);

/// Bounds on what a statement may be made of.
const LIMITS: [(Limit, i32); 12] = [
    (Limit::SQLITE_LIMIT_LENGTH, 1_000_000),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 33_000),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 500),
    (Limit::SQLITE_LIMIT_PARSER_DEPTH, 500),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 100),
    (Limit::SQLITE_LIMIT_VDBE_OP, 100_000),
    (Limit::SQLITE_LIMIT_FUNCTION_ARG, 100),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200),
    (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 100),
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
];

/// A connection with its judge.
#[derive(Debug)]
pub(super) struct Armed {
    pub(super) connection: Connection,
    pub(super) verdict: Verdict,
    pub(super) projections: Projections,
    /// What it was armed by.
    pub(super) inventory: Arc<Inventory>,
}

impl Armed {
    /// Opens `path` for statements that may see what `inventory` shows.
    pub(super) fn open(path: &Path, inventory: &Arc<Inventory>) -> Result<Self> {
        let connection = read_only(path)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.pragma_update_and_check(None, "hard_heap_limit", HEAP_BYTES, |_| Ok(()))?;
        functions::replace(&connection)?;
        math::add(&connection)?;
        // Makes the table functions known; the judge would deny it later.
        connection.execute_batch("SELECT 1 FROM json_each('[]'), json_tree('[]')")?;
        let projections = Projections::create(&connection, &inventory.catalog)?;
        connection.pragma_update(None, "query_only", true)?;
        for (limit, value) in LIMITS {
            connection.set_limit(limit, value)?;
        }
        let verdict = Verdict::default();
        let judge =
            Judge::new(&inventory.catalog, &inventory.hidden, projections.clone(), verdict.clone());
        connection.authorizer(Some(move |context: rusqlite::hooks::AuthContext<'_>| {
            judge.decide(context)
        }))?;
        Ok(Self { connection, verdict, projections, inventory: Arc::clone(inventory) })
    }
}

/// Opens the file for reading, with every defence that SQLite has for files and
/// schemas of strangers.
pub(super) fn read_only(path: &Path) -> Result<Connection> {
    // Not URI: a path is a path, whatever it begins with.
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    for (option, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, false),
        (DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true),
    ] {
        connection.set_db_config(option, on)?;
    }
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    Ok(connection)
}
