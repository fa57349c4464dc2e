//! The database under attack and the source in front of it.

use std::{collections::BTreeMap, os::unix::fs::PermissionsExt as _, path::Path, time::Duration};

use tempfile::TempDir;
use tokio_postgres::Client;
use toolhub::{
    backend::sql::{Source, Sql},
    config::{
        Secret, SqlConfig, Store,
        sql::{ColumnPattern, Glob, SourceConfig, SourceLimits, TablePattern, Visible},
    },
};

use super::corpus;
use crate::support::postgres::{TestDatabase, connect, server, unique};

/// How long a statement may run.
pub(super) const TIMEOUT: Duration = Duration::from_secs(1);

/// What of the database may be seen.
pub(super) const TABLES: [&str; 6] =
    ["customers", "products", "orders", "order_items", "order_totals", "Weird Table"];

/// Whom the source connects as.
#[derive(Debug, Clone, Copy)]
pub(super) enum Role {
    Superuser,
    /// One that may read every table, the hidden ones too, and nothing else.
    Reader,
}

/// A database with something to lose.
pub(super) struct Arena {
    pub(super) admin: Client,
    pub(super) source: Source,
    pub(super) database: TestDatabase,
    directory: TempDir,
    reader: Option<String>,
}

impl Arena {
    pub(super) async fn new(role: Role) -> Self {
        let database = TestDatabase::create().await;
        let directory = tempfile::tempdir().unwrap();
        // The server runs as somebody else.
        std::fs::set_permissions(directory.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
        let admin = connect(&database.url_at(None, "")).await;
        admin.batch_execute(&corpus::text("schema.sql")).await.unwrap();
        let count = "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET track_functions = ''all''', \
                     current_database()); END $$";
        admin.batch_execute(count).await.unwrap();
        let (url, reader) = match role {
            Role::Superuser => (database.url_at(None, ""), None),
            Role::Reader => {
                let name = unique("toolhub_reader");
                let make = format!(
                    "CREATE ROLE {name} LOGIN PASSWORD 'reader'; \
                     GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}"
                );
                admin.batch_execute(&make).await.unwrap();
                let authority = format!("{name}:reader@{}", server().0);
                (database.url_at(Some(&authority), ""), Some(name))
            }
        };
        let source = source(url);
        Self { admin, source, database, directory, reader }
    }

    pub(super) fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// Ends every session of the source and takes its role away.
    pub(super) async fn end(&self) {
        let end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
                   WHERE datname = current_database() AND pid <> pg_backend_pid() \
                   AND backend_type = 'client backend'";
        self.admin.batch_execute(end).await.unwrap();
        if let Some(name) = &self.reader {
            let gone = format!("DROP OWNED BY {name}; DROP ROLE {name}");
            self.admin.batch_execute(&gone).await.unwrap();
        }
    }
}

fn source(url: String) -> Source {
    let column = |column: &str| ColumnPattern {
        schema: None,
        table: Glob::new("customers"),
        column: Glob::new(column),
    };
    let table =
        |name: &str| TablePattern { schema: Some(Glob::new("public")), table: Glob::new(name) };
    let visible = Visible {
        tables: Some(TABLES.map(table).to_vec()),
        denied_columns: vec![column("card")],
        masked_columns: vec![column("email")],
    };
    let limits = SourceLimits {
        max_rows: 2_000,
        timeout: TIMEOUT,
        concurrency: 1,
        ..SourceLimits::default()
    };
    let config = SourceConfig {
        store: Store::Postgres { url: Secret::new(url) },
        description: None,
        visible,
        limits,
        allow_privileged_role: true,
        caller_identity: None,
    };
    let sources = BTreeMap::from([("test".to_owned(), config)]);
    let sql = Sql::open(&SqlConfig { adhoc: true, sources, queries: BTreeMap::new() }).unwrap();
    sql.source(Some("test")).unwrap().clone()
}
