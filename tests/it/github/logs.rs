//! Logs live on another host, which must not see the credential.

use toolhub::backend::github::{LogSpan, LogWindow, Problem, Request};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, path},
};

use super::client::client;

const SPAN: LogSpan = LogSpan::Error { before: 1, lines: 3 };

/// GitHub that sends to a store that answers `answer`; what a read gives.
async fn read(answer: ResponseTemplate) -> (Result<LogWindow, Problem>, MockServer) {
    let (api, store) = (MockServer::start().await, MockServer::start().await);
    let location = format!("{}/blob?sig=secret", store.uri());
    Mock::given(path("/repos/octo/hello/actions/jobs/1/logs"))
        .respond_with(ResponseTemplate::new(302).insert_header("location", location))
        .mount(&api)
        .await;
    Mock::given(any()).respond_with(answer).mount(&store).await;
    let (github, repository) = client(&api);
    let path = repository.at(&["actions", "jobs", "1", "logs"]);
    let read = github.log(&Request::get(path).about("the log of job 1"), SPAN).await;
    (read.map_err(|error| error.problem), store)
}

#[tokio::test]
async fn the_store_is_asked_without_the_credential() {
    let log = "one\ntwo\n##[error]boom\nfour\nfive\n";
    let (window, store) = read(ResponseTemplate::new(200).set_body_string(log)).await;
    let window = window.unwrap();
    assert_eq!(window.lines, ["two", "##[error]boom", "four"]);
    assert_eq!((window.first, window.total, window.errors, window.cut), (2, 5, vec![3], false));
    let asked = store.received_requests().await.unwrap();
    assert_eq!(asked.len(), 1);
    assert!(!asked[0].headers.contains_key("authorization"));
}

#[tokio::test]
async fn a_log_that_has_expired_is_gone() {
    let (window, _) = read(ResponseTemplate::new(404)).await;
    assert_eq!(window, Err(Problem::Gone("the log of job 1".into())));
}
