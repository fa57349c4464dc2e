//! Databases, stdio and the sandbox.

use serde_json::json;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{path, path_regex},
};

use super::{Home, doctor};
use crate::support::postgres::{self, TestDatabase};

#[test]
fn all_is_well_in_an_empty_home() {
    let home = Home::new();
    let found = doctor(&home, &[("HTTP_PORT", "0"), ("TOOLHUB_AUTH", "none")]);
    assert!(found.run.status.success(), "{:?}", found.run);
    insta::assert_snapshot!(found.check("sql-sources"), @"
    ok: orders: sqlite answers
    ok: orders: 4 tables can be seen
    ok: any read-only statement, and 0 saved queries
    ");
    let stdio = found.check("stdio");
    let versions: Vec<&str> =
        stdio.lines().filter_map(|line| Some(line.split_once(" answered after ")?.0)).collect();
    assert_eq!(
        versions,
        [
            "ok: toolhub speaking 2026-07-28: toolhub 0.1.0",
            "ok: toolhub speaking 2025-11-25: toolhub 0.1.0"
        ]
    );
    assert!(found.check("disk-space").contains(" MiB are free for HOME/"), "{:?}", found.run);
    insta::assert_snapshot!(found.check("clock"), @"ok: there is no other clock to compare with");
}

#[test]
fn a_database_that_is_down_is_found() {
    let home = Home::new();
    let url = ("DATABASE_URL", "postgres://toolhub:hunter2@127.0.0.1:1/shop");
    let found = doctor(&home, &[url]);
    assert!(!found.run.stdout.contains("hunter2"), "{:?}", found.run);
    insta::assert_snapshot!(found.check("order-database"), @"
    fail: postgresql does not answer: the orders database is unavailable: error connecting to server: Connection refused (os error 111)
      cure: start PostgreSQL, or correct host and port in DATABASE_URL; `pg_isready -h HOST -p PORT` tries them
    ");
    insta::assert_snapshot!(found.check("sql-sources"), @"
    fail: orders: the source orders is unavailable: error connecting to server: Connection refused (os error 111)
      cure: start that database, or correct the url of the source
    ok: any read-only statement, and 0 saved queries
    ");
    // It serves all the same: calls say "temporarily unavailable".
    assert!(found.check("stdio").starts_with("ok: "), "{:?}", found.run);
}

#[test]
fn a_database_that_cannot_be_opened_stops_stdio_too() {
    let home = Home::new();
    home.write("letter.txt", "Dear Ravi, this is no database, however long it may be written on.");
    let url = format!("sqlite:{}", home.path("letter.txt").display());
    let found = doctor(&home, &[("DATABASE_URL", &url)]);
    insta::assert_snapshot!(found.check("order-database"), @"
    fail: HOME/letter.txt is not an SQLite database
      cure: name another file in DATABASE_URL, or move this one away
    ");
    insta::assert_snapshot!(found.check("stdio"), @"
    fail: toolhub speaking 2026-07-28: ended without an answer: error: HOME/letter.txt is not an SQLite database
      cure: start the same command in a terminal and read what it says on stderr
    fail: toolhub speaking 2025-11-25: ended without an answer: error: HOME/letter.txt is not an SQLite database
      cure: start the same command in a terminal and read what it says on stderr
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_that_is_refused_and_a_superuser_are_found() {
    let home = Home::new();
    let (address, user) = postgres::server();
    let nowhere = format!("postgres://{user}@{address}/{}", postgres::unique("nowhere"));
    let refused = doctor(&home, &[("DATABASE_URL", &nowhere)]).check("order-database");
    assert!(refused.starts_with("fail: PostgreSQL refused the login: "), "{refused}");
    let cure = "cure: correct user, password and database name in DATABASE_URL";
    assert!(refused.contains(cure), "{refused}");

    let database = TestDatabase::create().await;
    let found = doctor(&home, &[("DATABASE_URL", database.url().expose())]);
    let role = found.check("order-database");
    assert!(role.contains("note: postgresql 1") && role.contains("is a superuser\n"), "{role}");
    let sources = found.check("sql-sources");
    assert!(
        sources.contains("note: orders: not served, because its role is a superuser"),
        "{sources}"
    );
    assert!(found.run.stdout.contains("CREATE ROLE toolhub_orders LOGIN"), "{:?}", found.run);
    insta::assert_snapshot!(found.check("clock"), @"ok: the clock agrees with that of the order database");
}

#[test]
fn a_docker_that_is_not_there_is_found() {
    let home = Home::new();
    let host = format!("unix://{}", home.path("none.sock").display());
    let env = [("TOOLHUB_SANDBOX", "docker"), ("DOCKER_HOST", host.as_str())];
    insta::assert_snapshot!(doctor(&home, &env).check("sandbox"), @"
    fail: run_python is not offered: no Docker daemon answers at unix://HOME/none.sock: Socket not found: HOME/none.sock
      cure: start Docker: `sudo systemctl start docker`; if it listens elsewhere, set DOCKER_HOST
    ");
}

/// Docker's own words when it does not know an image.
#[tokio::test(flavor = "multi_thread")]
async fn a_docker_without_the_image_is_found() {
    let docker = MockServer::start().await;
    let version = json!({ "ApiVersion": "1.41", "Version": "20.10" });
    let version = ResponseTemplate::new(200).set_body_json(version);
    Mock::given(path("/version")).respond_with(version).mount(&docker).await;
    let missing = json!({ "message": "No such image: box:1" });
    let missing = ResponseTemplate::new(404).set_body_json(missing);
    Mock::given(path_regex("/images/")).respond_with(missing).mount(&docker).await;
    let home = Home::new();
    let host = format!("tcp://{}", docker.address());
    let env = [
        ("TOOLHUB_SANDBOX", "docker"),
        ("TOOLHUB_SANDBOX_IMAGE", "box:1"),
        ("DOCKER_HOST", host.as_str()),
    ];
    insta::assert_snapshot!(doctor(&home, &env).check("sandbox"), @"
    fail: run_python is not offered: the image box:1 is not there; `toolhub sandbox build` makes it
      cure: make it: `toolhub sandbox build`
    ");
}
