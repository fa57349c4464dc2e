//! The port, the token and the names of a server.

use wiremock::MockServer;

use super::{Home, doctor};
use crate::support::server::{Server, TOKEN};

/// The check of a port, which differs from run to run.
fn port(env: &[(&str, &str)], port: u16) -> String {
    let number = port.to_string();
    let env = [env, &[("HTTP_PORT", number.as_str())]].concat();
    doctor(&Home::new(), &env).check("port").replace(&number, "PORT")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_that_another_program_has_is_found() {
    let other = MockServer::start().await;
    let check = port(&[("TOOLHUB_API_TOKEN", TOKEN)], other.address().port());
    insta::assert_snapshot!(check, @"
    fail: another program listens on port PORT
      cure: `ss -ltnp 'sport = :PORT'` names it; stop it, or set another HTTP_PORT
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_runs_is_asked_in_both_generations() {
    let server = Server::new().await;
    let check = port(&[("TOOLHUB_API_TOKEN", TOKEN)], server.address.port());
    insta::assert_snapshot!(check, @"
    ok: http://127.0.0.1:PORT serves and is ready
    ok: /mcp, 2026-07-28: toolhub answers
    ok: /mcp, 2025-11-25: toolhub answers
    ");
    let check = port(&[("TOOLHUB_API_TOKEN", "another-token-of-this-size")], server.address.port());
    insta::assert_snapshot!(check, @"
    ok: http://127.0.0.1:PORT serves and is ready
    fail: /mcp, 2026-07-28: it does not take this TOOLHUB_API_TOKEN
      cure: restart the server with the configuration of today
    fail: /mcp, 2025-11-25: it does not take this TOOLHUB_API_TOKEN
      cure: restart the server with the configuration of today
    ");
    // No session of doctor's is left behind.
    let metrics = server.client().get("/metrics").await.body;
    assert!(metrics.contains("toolhub_http_sessions 0"), "{metrics}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_not_ready_says_why() {
    let server = Server::with(&[("DATABASE_URL", "postgres://127.0.0.1:1/none")]).await;
    let check = port(&[], server.address.port());
    insta::assert_snapshot!(check, @"
    fail: http://127.0.0.1:PORT serves and is not ready: the order database does not answer
      cure: see its log for `not ready`, and the checks of the databases here
    note: /mcp, 2026-07-28: it asks for a token that is not set here
      cure: set TOOLHUB_API_TOKEN here as it is set there
    note: /mcp, 2025-11-25: it asks for a token that is not set here
      cure: set TOOLHUB_API_TOKEN here as it is set there
    ");
}

#[test]
fn addresses_and_secrets_that_do_not_do_are_found() {
    let home = Home::new();
    let found = doctor(&home, &[("HTTP_HOST", "192.0.2.1"), ("TOOLHUB_API_TOKEN", TOKEN)]);
    insta::assert_snapshot!(found.check("port"), @"
    fail: HTTP_HOST 192.0.2.1 is no address of this machine
      cure: set HTTP_HOST=127.0.0.1, or 0.0.0.0 for every interface
    ");
    insta::assert_snapshot!(found.check("api-token"), @"
    note: TOOLHUB_API_TOKEN is shorter than 32 characters
      cure: TOOLHUB_API_TOKEN=$(openssl rand -hex 32)
    ");
    insta::assert_snapshot!(found.check("secret-key"), @"
    note: TOOLHUB_SECRET_KEY is not set: confirmations end with the process
      cure: TOOLHUB_SECRET_KEY=$(openssl rand -base64 32), the same for every replica
    ");
    insta::assert_snapshot!(found.check("public-url"), @"
    note: tokens travel unencrypted beyond this machine
      cure: put a reverse proxy with TLS in front, and set PUBLIC_URL=https://...
    ");
    let found = doctor(&home, &[("HTTP_HOST", "0.0.0.0"), ("HTTP_PORT", "0")]);
    insta::assert_snapshot!(found.check("api-token"), @"
    fail: TOOLHUB_API_TOKEN is not set: `toolhub --http` will refuse to start
      cure: TOOLHUB_API_TOKEN=$(openssl rand -hex 32)
    ");
    insta::assert_snapshot!(found.check("public-url"), @"
    note: HTTP_HOST is every interface, but only loopback names are answered
      cure: set PUBLIC_URL to the address that clients use, for instance https://tools.example.com
    ");
}
