//! When HTTP must not start.

use std::net::TcpListener;

use crate::support::{program::Program, server::TOKEN};

/// What the program says before it gives up.
async fn refused(env: &[(&str, &str)]) -> String {
    let mut program = Program::start(&["--http"], &[&[("HTTP_PORT", "0")], env].concat());
    let status = program.exited().await;
    assert_eq!(status.code(), Some(1));
    program.log.text().await
}

#[tokio::test]
async fn not_without_a_decision_about_who_may_call() {
    let line = "error: HTTP needs a token: set TOOLHUB_API_TOKEN (for instance to the output of \
        `openssl rand -hex 32`), or TOOLHUB_AUTH=none to let every local process in";
    assert_eq!(refused(&[]).await, line);
}

#[tokio::test]
async fn not_open_to_the_network() {
    for host in ["0.0.0.0", "::", "192.0.2.1"] {
        let line = format!(
            "error: TOOLHUB_AUTH: `none` is only accepted on a loopback address, and HTTP_HOST is \
             {host}; set TOOLHUB_API_TOKEN instead, or HTTP_HOST=127.0.0.1"
        );
        assert_eq!(refused(&[("TOOLHUB_AUTH", "none"), ("HTTP_HOST", host)]).await, line);
    }
}

#[tokio::test]
async fn not_on_a_port_in_use() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let port = address.port().to_string();
    let said = refused(&[("TOOLHUB_API_TOKEN", TOKEN), ("HTTP_PORT", &port)]).await;
    let first = format!("error: cannot listen on {address} (HTTP_HOST, HTTP_PORT)");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines, [&first, "  because: Address already in use (os error 98)"]);
}
