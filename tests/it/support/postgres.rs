//! The PostgreSQL server that `scripts/test` starts.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio_postgres::{Client, NoTls};
use toolhub::config::Secret;

/// A database that is dropped with this value.
pub(crate) struct TestDatabase {
    name: String,
}

impl TestDatabase {
    pub(crate) async fn create() -> Self {
        let name = unique("toolhub_test");
        let admin = connect(&admin_url()).await;
        // A locale that folds every script, however the server was set up.
        let create =
            format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'");
        admin.batch_execute(&create).await.unwrap();
        Self { name }
    }

    pub(crate) fn url(&self) -> Secret {
        Secret::new(self.url_at(None, ""))
    }

    /// The URL with another `user@host:port` and options.
    pub(crate) fn url_at(&self, authority: Option<&str>, options: &str) -> String {
        let admin = admin_url();
        let (_, rest) = admin.split_once("://").unwrap();
        let authority = authority.unwrap_or_else(|| rest.split_once('/').unwrap().0);
        format!("postgres://{authority}/{}{options}", self.name)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // A runtime of its own: the test's may be the thread that drops this.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime
                .unwrap()
                .block_on(async { connect(&admin_url()).await.batch_execute(&drop).await })
        });
        let _ = dropped.join();
    }
}

/// A connection that lives as long as the test's runtime.
pub(crate) async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// `host:port` of the server, and the user (with password) to go there as.
pub(crate) fn server() -> (String, String) {
    let url = admin_url();
    let (_, rest) = url.split_once("://").unwrap();
    let (authority, _) = rest.split_once('/').unwrap();
    let (user, address) = authority.rsplit_once('@').unwrap();
    (address.to_owned(), user.to_owned())
}

/// A name that no other test uses.
pub(crate) fn unique(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let (process, number) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    format!("{prefix}_{process}_{number}")
}

pub(crate) fn admin_url() -> String {
    std::env::var("TOOLHUB_TEST_POSTGRES_URL")
        .expect("TOOLHUB_TEST_POSTGRES_URL is not set: run scripts/test, which starts PostgreSQL")
}
