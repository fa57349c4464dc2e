//! A database in which every harm shows: hidden values have a word of their own
//! in them, and the file and its directory are compared with what they were.

use std::{collections::BTreeMap, fs, path::PathBuf, time::Duration};

use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;
use toolhub::{
    backend::sql::{Source, SqlError},
    config::Store,
};

use super::{ask, column, source, tables};

/// In every value that must not be seen.
pub(super) const WORD: &str = "CANARY";

/// How long a statement that is given up may go on: some copying while it is
/// prepared ends only at the bound on memory.
const LINGERING: Duration = Duration::from_secs(5);

const SCHEMA: &str = "
PRAGMA journal_mode = WAL;
CREATE TABLE customers (customer_id TEXT PRIMARY KEY, name TEXT, email TEXT, card TEXT);
CREATE INDEX customers_card ON customers (card);
CREATE TABLE orders (order_id TEXT PRIMARY KEY, customer_id TEXT REFERENCES customers,
    status TEXT NOT NULL DEFAULT 'pending', total INTEGER, placed_at TEXT);
CREATE INDEX orders_customer ON orders (customer_id);
CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT, picture BLOB, price REAL, big INTEGER);
CREATE TABLE secrets (id INTEGER PRIMARY KEY AUTOINCREMENT, value TEXT);
CREATE VIEW order_totals AS SELECT status, count(*) AS n, sum(total) AS total FROM orders GROUP BY 1;
CREATE VIEW hidden_view AS SELECT value FROM secrets;
CREATE VIEW v_emails AS SELECT name, email FROM customers;
CREATE TRIGGER orders_guard AFTER INSERT ON orders BEGIN DELETE FROM orders; END;
CREATE VIRTUAL TABLE docs USING fts5(body);
INSERT INTO customers VALUES ('C-1', 'Ravi', 'ravi-CANARY@example.com', '4111-CANARY'),
    ('C-2', 'Meera', 'meera-CANARY@example.com', '4222-CANARY'), ('C-3', 'Nobody', NULL, NULL);
INSERT INTO secrets (value) VALUES ('CANARY one'), ('CANARY two');
INSERT INTO docs VALUES ('CANARY in full text');
INSERT INTO notes VALUES (1, '{\"title\": \"first\", \"tags\": [\"a\", \"b\"]}', x'00ff10', 0.5, 9007199254740993);
INSERT INTO notes VALUES (2, '{\"title\": \"second\", \"tags\": []}', zeroblob(100), NULL, -1);
DROP TRIGGER orders_guard;
WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < 299)
INSERT INTO orders SELECT 'A' || (100 + i), 'C-' || (1 + i % 2),
    CASE i % 3 WHEN 0 THEN 'shipped' WHEN 1 THEN 'pending' ELSE 'delivered' END,
    100 * (i + 1), date('2026-01-01', '+' || (i % 90) || ' days') FROM n;
CREATE TRIGGER orders_guard AFTER INSERT ON orders BEGIN DELETE FROM orders; END;
ANALYZE;
PRAGMA wal_checkpoint(TRUNCATE);
";

/// The database and what it is compared with.
pub(super) struct Canary {
    directory: TempDir,
    before: BTreeMap<String, Vec<u8>>,
}

impl Canary {
    pub(super) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let connection = Connection::open(directory.path().join("canary.db")).unwrap();
        connection.execute_batch(SCHEMA).unwrap();
        drop(connection);
        let mut canary = Self { directory, before: BTreeMap::new() };
        canary.before = canary.files();
        canary
    }

    pub(super) fn path(&self) -> PathBuf {
        self.directory.path().join("canary.db")
    }

    pub(super) fn store(&self) -> Store {
        Store::Sqlite { path: self.path(), embedded: false }
    }

    /// The database as a governed source with one connection and little time.
    pub(super) fn source(&self) -> Source {
        source(self.store(), |config| {
            let seen = ["customers", "orders", "notes", "order_totals", "hidden_view", "v_emails"];
            config.visible.tables = Some(tables(&seen));
            config.visible.denied_columns = vec![column("customers", "card")];
            config.visible.masked_columns = vec![column("customers", "email")];
            config.limits.timeout = Duration::from_secs(1);
            config.limits.concurrency = 1;
        })
    }

    /// That nothing was written, and that the source still answers as it did, on
    /// its only connection: nothing of the last statement runs any more.
    pub(super) async fn check(&self, source: &Source, after: &str) {
        let shown: String = after.chars().take(200).collect();
        assert_eq!(self.files(), self.before, "files changed after {shown}");
        let probe = "SELECT count(*) || ' ' || ('a' LIKE 'A') || ' ' || (SELECT group_concat(email) \
                     FROM customers) FROM orders";
        let expected = json!("300 1 r***@example.com,m***@example.com");
        let free = async {
            loop {
                match ask(source, probe).await {
                    Err(SqlError::Busy { .. }) => {}
                    answer => break answer,
                }
            }
        };
        let answer = tokio::time::timeout(LINGERING, free).await;
        let answer = answer.unwrap_or_else(|_| panic!("busy {LINGERING:?} after {shown}"));
        let answer = answer.unwrap_or_else(|error| panic!("{error:?} after {shown}"));
        assert_eq!(answer.rows[0][0], expected, "after {shown}");
    }

    /// The files that hold data; readers of a WAL come and go.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(self.directory.path()).unwrap().map(Result::unwrap);
        let mut files = BTreeMap::new();
        for entry in entries {
            let name = entry.file_name().into_string().unwrap();
            let bytes = fs::read(entry.path()).unwrap();
            let is_empty_wal = name.ends_with("-wal") && bytes.is_empty();
            if !name.ends_with("-shm") && !is_empty_wal {
                files.insert(name, bytes);
            }
        }
        let here = fs::read_dir(".").unwrap().map(|entry| entry.unwrap().file_name());
        let pwned = here.filter(|name| name.to_string_lossy().contains("pwned"));
        files.extend(pwned.map(|name| (name.to_string_lossy().into_owned(), Vec::new())));
        files
    }
}

/// Whether a result or an error shows what must not be seen.
pub(super) fn betrays(shown: &str) -> bool {
    [WORD, "CREATE TABLE", "CREATE VIEW", "CREATE INDEX", "sqlite_autoindex"]
        .iter()
        .any(|word| shown.contains(word))
}

/// Every value of a page as text.
pub(super) fn all_text(rows: &[Vec<Value>]) -> String {
    rows.iter().flatten().map(Value::to_string).collect()
}
