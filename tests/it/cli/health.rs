//! `toolhub health`.

use std::net::TcpListener;

use super::Home;
use crate::support::server::Server;

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_ready_is_exit_code_0() {
    let server = Server::with(&[("HTTP_HOST", "0.0.0.0")]).await;
    let port = server.address.port().to_string();
    let home = Home::new();
    // The container's own environment, token and all; nothing of it is sent or opened.
    let env = [
        ("HTTP_HOST", "0.0.0.0"),
        ("HTTP_PORT", port.as_str()),
        ("TOOLHUB_API_TOKEN", "another-token-of-this-size"),
        ("DATABASE_URL", "postgres://127.0.0.1:1/none"),
    ];
    assert_eq!(home.run_with(&env, &["health"]).ok(), "ready\n");
    assert_eq!(home.run_with(&env, &["health", "--live"]).ok(), "alive\n");
    for path in ["", "/", "/mcp"] {
        let url = format!("http://{}{path}", server.address);
        assert_eq!(home.run(&["health", "--url", &url]).ok(), "ready\n");
    }
    assert!(!home.path(".local").exists(), "no database is opened");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_not_ready_is_exit_code_1() {
    let server = Server::with(&[("DATABASE_URL", "postgres://127.0.0.1:1/none")]).await;
    let url = format!("http://{}", server.address);
    let home = Home::new();
    let said = home.run(&["health", "--url", &url]).failed(1);
    let expected = format!("error: {url} is not ready: the order database does not answer\n");
    assert_eq!(said, expected);
    assert_eq!(home.run(&["health", "--url", &url, "--live"]).ok(), "alive\n");
}

#[test]
fn a_server_that_is_not_there_is_exit_code_1() {
    let home = Home::new();
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port().to_string()
    };
    let said = home.run_with(&[("HTTP_PORT", &port)], &["health"]).failed(1);
    let first = format!("error: http://127.0.0.1:{port} is not ready\n  because: no answer\n");
    assert!(said.starts_with(&first), "{said}");
    let said = home.run(&["health", "--url", "not a url"]).failed(1);
    assert!(said.contains("because: not a URL that can be asked"), "{said}");
}

/// It accepts and says nothing: the bound is ours.
#[test]
fn a_server_that_says_nothing_is_given_up_on() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let said = Home::new().run(&["health", "--url", &url]).failed(1);
    assert_eq!(said, format!("error: {url} is not ready\n  because: no answer in time\n"));
}

#[test]
fn passwords_in_addresses_are_not_said() {
    let home = Home::new();
    let health = home.run(&["health", "--url", "http://me:hunter2@127.0.0.1:1"]);
    let start = home.run_with(&[("PUBLIC_URL", "https://me:hunter2@x")], &["check"]);
    let docker = [("DOCKER_HOST", "tcp://me:hunter2@127.0.0.1:1"), ("TOOLHUB_SANDBOX", "docker")];
    let check = home.run_with(&docker, &["check"]);
    for run in [health, start, check] {
        assert_eq!(run.status.code(), Some(1), "{run:?}");
        let said = format!("{run:?}");
        assert!(!said.contains("hunter2") && said.contains("[secret]@"), "{said}");
    }
}
