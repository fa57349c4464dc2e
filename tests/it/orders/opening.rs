//! Opening a database: what is made, and what is said when it cannot be.

use std::{error::Error, fs, os::unix::fs::PermissionsExt, path::Path, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use toolhub::{
    backend::{Db, OpenError, orders::OrderFilter},
    config::{DatabaseConfig, Secret, Store},
};

use super::on_both;
use crate::support::{
    database::{Kind, Place, config, open},
    postgres::{self, TestDatabase, unique},
};

on_both!(opening_at_once_works, reopening_keeps_everything);

async fn opening_at_once_works(kind: Kind) {
    let place = Place::new(kind).await;
    let config = place.config();
    let opened = futures_util::future::join_all((0..6).map(|_| Db::open(&config))).await;
    for db in opened {
        db.unwrap().ready().await.unwrap();
    }
}

async fn reopening_keeps_everything(kind: Kind) {
    let place = Place::new(kind).await;
    drop(Db::open(&place.config()).await.unwrap());
    place.execute("INSERT INTO customers VALUES ('C-1', 'Ravi', 'r@example.com')").await;
    let db = Db::open(&place.config()).await.unwrap();
    db.ready().await.unwrap();
    let status = db.status();
    assert_eq!((status.max, status.waiting), (4, 0));
    assert!(status.available <= status.size && status.size <= status.max);
}

fn embedded(path: &Path) -> DatabaseConfig {
    config(Store::Sqlite { path: path.to_owned(), embedded: true })
}

/// An error and its causes, as the program prints them.
fn told(error: &OpenError) -> String {
    let (mut line, mut next) = (error.to_string(), error.source());
    while let Some(cause) = next {
        line = format!("{line}: {cause}");
        next = cause.source();
    }
    line
}

async fn refused(config: &DatabaseConfig) -> String {
    told(&Db::open(config).await.unwrap_err())
}

fn at(url: impl Into<String>) -> DatabaseConfig {
    config(Store::Postgres { url: Secret::new(url) })
}

#[tokio::test]
async fn an_embedded_database_comes_with_its_sample_data_once() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("new/data/toolhub.db");
    let config = embedded(&path);
    let opened = futures_util::future::join_all((0..4).map(|_| open(&config))).await;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&path.with_extension("db-wal")), 0o600);
    for backends in opened {
        let orders = backends.unwrap().orders;
        assert_eq!(orders.count(&OrderFilter::default(), u32::MAX).await.unwrap().unwrap(), 502);
    }
}

#[tokio::test]
async fn a_file_that_is_no_database_is_named() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("notes.txt");
    fs::write(&path, "Remember the milk. ".repeat(100)).unwrap();
    let line = refused(&embedded(&path)).await;
    assert_eq!(line, format!("{} is not an SQLite database", path.display()));
}

#[tokio::test]
async fn a_place_that_cannot_hold_a_file_is_named() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("file"), "").unwrap();
    let path = home.path().join("file/below/toolhub.db");
    let line = refused(&embedded(&path)).await;
    let start = format!("cannot open the SQLite database {}: ", path.display());
    assert!(line.starts_with(&start), "{line}");
}

#[tokio::test]
async fn a_wrong_login_is_refused_without_its_secret() {
    // What a server says to a wrong password; the test server asks for none.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let mut startup = [0; 512];
            let _ = client.read(&mut startup).await;
            let fields =
                "SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"u\"\0\0";
            let mut message = vec![b'E'];
            message.extend(u32::try_from(fields.len() + 4).unwrap().to_be_bytes());
            message.extend(fields.as_bytes());
            let _ = client.write_all(&message).await;
        }
    });
    let line = refused(&at(format!("postgres://u:hunter2@{address}/d?sslmode=disable"))).await;
    let expected = "PostgreSQL refused the login: db error: FATAL: password authentication failed for user \"u\"";
    assert_eq!(line, expected);
}

#[tokio::test]
async fn a_database_that_is_not_there_is_refused() {
    let (address, user) = postgres::server();
    let line = refused(&at(format!("postgres://{user}@{address}/not_there"))).await;
    assert!(line.contains("database \"not_there\" does not exist"), "{line}");
}

#[tokio::test]
async fn tls_that_the_server_does_not_offer_is_refused_when_required() {
    let database = TestDatabase::create().await;
    for mode in ["require", "verify-full"] {
        let url = database.url_at(None, &format!("?sslmode={mode}"));
        let db = Db::open(&at(url)).await;
        let line = match db {
            Ok(db) => format!("{:?}", db.ready().await),
            Err(error) => told(&error),
        };
        assert!(line.contains("server does not support TLS"), "{line}");
    }
}

#[tokio::test]
async fn a_current_schema_needs_no_right_to_create() {
    let database = TestDatabase::create().await;
    let reader = unique("toolhub_reader");
    drop(Db::open(&at(database.url().expose())).await.unwrap());
    let admin = postgres::connect(database.url().expose()).await;
    let role = format!(
        "CREATE ROLE {reader} LOGIN PASSWORD 'secret';
         REVOKE CREATE ON SCHEMA public FROM PUBLIC;
         GRANT SELECT ON ALL TABLES IN SCHEMA public TO {reader}"
    );
    admin.batch_execute(&role).await.unwrap();
    let (address, _) = postgres::server();
    let url = database.url_at(Some(&format!("{reader}:secret@{address}")), "");
    let opened = Db::open(&at(url)).await;
    let ready = match &opened {
        Ok(db) => db.ready().await,
        Err(_) => Ok(()),
    };
    drop(database);
    postgres::connect(&postgres::admin_url())
        .await
        .batch_execute(&format!("DROP ROLE {reader}"))
        .await
        .unwrap();
    opened.unwrap();
    ready.unwrap();
}

#[tokio::test]
async fn a_schema_that_may_not_be_created_is_told_so() {
    let database = TestDatabase::create().await;
    let nobody = unique("toolhub_nobody");
    let admin = postgres::connect(database.url().expose()).await;
    admin.batch_execute(&format!("CREATE ROLE {nobody} LOGIN PASSWORD 'secret'")).await.unwrap();
    let (address, _) = postgres::server();
    let url = database.url_at(Some(&format!("{nobody}:secret@{address}")), "");
    let result = tokio::time::timeout(Duration::from_secs(5), Db::open(&at(url))).await;
    admin.batch_execute(&format!("DROP ROLE {nobody}")).await.unwrap();
    let line = told(&result.unwrap().unwrap_err());
    assert!(line.starts_with("cannot bring the database schema up to date: "), "{line}");
    assert!(line.contains("permission denied for schema public"), "{line}");
}
