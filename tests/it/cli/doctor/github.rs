//! GitHub: the credential, and its clock.

use jiff::{Timestamp, ToSpan as _, fmt::rfc2822};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::path};

use super::{Found, Home, doctor};

/// Doctor with a GitHub that gives this answer.
async fn with(answer: ResponseTemplate) -> Found {
    let github = MockServer::start().await;
    Mock::given(path("/rate_limit")).respond_with(answer).mount(&github).await;
    let home = Home::new();
    doctor(&home, &[("GITHUB_TOKEN", "ghp_hunter2"), ("GITHUB_API_URL", &github.uri())])
}

fn ok() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_string("{}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_wrong_is_found_by_the_date_of_an_answer() {
    let ahead = Timestamp::now() + 10.minutes();
    let date = rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&ahead);
    let check = with(ok().insert_header("date", date.unwrap())).await.check("clock");
    let (line, cure) = check.split_once('\n').unwrap();
    let seconds = line.strip_prefix("fail: the clock is ").unwrap();
    let seconds = seconds.strip_suffix(" s behind that of GitHub").unwrap();
    assert!((590..=601).contains(&seconds.parse::<i64>().unwrap()), "{check}");
    assert_eq!(
        cure.trim(),
        "cure: let both machines keep time: `timedatectl set-ntp true`, or chrony"
    );
    assert_eq!(with(ok()).await.check("clock"), "ok: the clock agrees with that of GitHub\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_credential_that_is_refused_or_too_good_is_told() {
    let found = with(ResponseTemplate::new(401)).await;
    assert!(!found.run.stdout.contains("hunter2"), "{:?}", found.run);
    insta::assert_snapshot!(found.check("github"), @"
    fail: GitHub: the credential is refused (GET /rate_limit)
      cure: make a new token and set GITHUB_TOKEN; docs/github.md lists what it must be permitted
    ");
    let wide = ok()
        .insert_header("x-oauth-scopes", "repo, admin:org, delete_repo")
        .insert_header("github-authentication-token-expiration", "2026-01-01 00:00:00 UTC");
    insta::assert_snapshot!(with(wide).await.check("github"), @"
    ok: GitHub accepts the credential
    note: the token may do what no tool needs: admin:org, delete_repo
      cure: use a fine-grained token with the permissions that docs/github.md lists
    note: the token ends on 2026-01-01
      cure: make a new one and set GITHUB_TOKEN
    ");
}
