//! When the toolset is on, and what stops the start.

use super::Hub;
use crate::support::stdio::Stdio;

async fn tools(stdio: &mut Stdio) -> String {
    stdio.modern("tools/list", serde_json::json!({})).await.to_string()
}

#[tokio::test]
async fn the_toolset_is_on_exactly_with_a_credential() {
    assert!(tools(&mut Hub::start().await.stdio).await.contains("\"issue_queue\""));
    assert!(!tools(&mut Stdio::start(&[])).await.contains("\"issue_queue\""));
    let named = [("TOOLHUB_TOOLSETS", "github")];
    let (rest, status) = Stdio::start(&named).end().await;
    assert!(rest.is_empty() && status.code() == Some(1));
}

#[tokio::test]
async fn a_key_that_cannot_sign_stops_the_start() {
    let key = "-----BEGIN PRIVATE KEY-----\naHVudGVyMg==\n-----END PRIVATE KEY-----\n";
    let env = [
        ("GITHUB_APP_ID", "1"),
        ("GITHUB_APP_INSTALLATION_ID", "1"),
        ("GITHUB_APP_PRIVATE_KEY", key),
    ];
    let mut stdio = Stdio::start(&env);
    let log = stdio.program.log.closed().await;
    assert_eq!(log, "error: GITHUB_APP_PRIVATE_KEY: is not an RSA private key that can be read");
    assert_eq!(stdio.program.exited().await.code(), Some(1));
}
