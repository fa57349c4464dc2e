//! What the client promises to the tools on top of it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use toolhub::{
    backend::{
        Github,
        github::{Accept, GithubError, Problem, Repository, Request},
    },
    config::{
        GithubConfig, Secret,
        github::{GithubCredential, RepoName},
    },
};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, header, method, path, query_param},
};

/// A client of `api` with a token.
pub(super) fn client(api: &MockServer) -> (Github, Repository) {
    let config = GithubConfig {
        api_url: api.uri(),
        credential: GithubCredential::Token(Secret::new("t0ken")),
        default_repo: RepoName::parse("octo/hello"),
        repos: Vec::new(),
        hide_untrusted: false,
        rollback_workflow: None,
    };
    let github = Github::open(&config).unwrap();
    let repository = github.repository(None).unwrap();
    (github, repository)
}

async fn sent(api: &MockServer) -> usize {
    api.received_requests().await.unwrap().len()
}

async fn problem(github: &Github, request: &Request) -> GithubError {
    github.json::<Value>(request).await.unwrap_err()
}

#[tokio::test]
async fn a_request_says_what_github_wants_to_know() {
    let api = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path("/repos/octo/hello/commits/feature%2Fx"))
        .and(query_param("q", "a&b=ü +"))
        .and(header("authorization", "Bearer t0ken"))
        .and(header("accept", "application/vnd.github+json"))
        .and(header("x-github-api-version", "2022-11-28"))
        .and(header("user-agent", concat!("toolhub/", env!("CARGO_PKG_VERSION"))))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({ "sha": "1" })))
        .expect(1)
        .mount(&api)
        .await;
    let (github, repository) = client(&api);
    let request = Request::get(repository.at(&["commits", "feature/x"])).query("q", "a&b=ü +");
    assert_eq!(github.json::<Value>(&request).await.unwrap(), json!({ "sha": "1" }));
}

#[tokio::test]
async fn a_write_is_never_sent_twice() {
    for status in [500, 502, 503] {
        let api = MockServer::start().await;
        Mock::given(any()).respond_with(ResponseTemplate::new(status)).mount(&api).await;
        let (github, repository) = client(&api);
        let at = || repository.at(&["issues"]);
        for request in [Request::post(at(), json!({})), Request::patch(at(), json!({}))] {
            let error = github.send::<Value>(&request).await.unwrap_err();
            assert!(matches!(error.problem, Problem::Server { .. }) && error.unsure, "{error}");
        }
        assert_eq!(sent(&api).await, 2);
    }
}

#[tokio::test]
async fn what_may_be_sent_twice_is_sent_again() {
    let api = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(502)).up_to_n_times(1).mount(&api).await;
    Mock::given(method("DELETE")).respond_with(ResponseTemplate::new(204)).mount(&api).await;
    let (github, repository) = client(&api);
    let request = Request::delete(repository.at(&["issues", "1", "labels", "bug"]));
    github.send::<()>(&request).await.unwrap();
    assert_eq!(sent(&api).await, 2);
}

#[tokio::test]
async fn no_try_is_begun_that_the_call_would_not_see_the_end_of() {
    let api = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(502)).mount(&api).await;
    let (github, repository) = client(&api);
    let request = Request::get(repository.path());
    let short = github.until(Instant::now() + Duration::from_millis(400));
    assert!(matches!(problem(&short, &request).await.problem, Problem::Server { .. }));
    assert_eq!(sent(&api).await, 1);
    let over = github.until(Instant::now());
    assert!(matches!(problem(&over, &request).await.problem, Problem::TimedOut(_)));
    assert_eq!(sent(&api).await, 1);
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let api = MockServer::start().await;
    let full = ResponseTemplate::new(200)
        .set_body_json(json!([1]))
        .insert_header("etag", "\"v1\"")
        .insert_header("link", "<https://api.github.com/x?page=2>; rel=\"next\"");
    Mock::given(header("if-none-match", "\"v1\""))
        .respond_with(ResponseTemplate::new(304))
        .with_priority(1)
        .expect(2)
        .mount(&api)
        .await;
    Mock::given(any()).respond_with(full).expect(2).mount(&api).await;
    let (github, repository) = client(&api);
    let request = Request::get(repository.at(&["labels"]));
    for _ in 0..3 {
        let page = github.page::<Value>(&request).await.unwrap();
        assert_eq!((page.value, page.more), (json!([1]), true));
    }
    // Fresh enough: nothing is asked at all.
    let fresh = request.clone().fresh_for(Duration::from_mins(1));
    assert_eq!(github.json::<Value>(&fresh).await.unwrap(), json!([1]));
    // Another form is another answer.
    github.text(&request.accept(Accept::Raw)).await.unwrap();
}

#[tokio::test]
async fn a_redirect_is_followed_within_the_host_only() {
    let (api, elsewhere) = (MockServer::start().await, MockServer::start().await);
    Mock::given(any()).respond_with(ResponseTemplate::new(200)).expect(0).mount(&elsewhere).await;
    let to = |location: String| ResponseTemplate::new(301).insert_header("location", location);
    let (github, repository) = client(&api);
    let request = Request::get(repository.path());
    Mock::given(path("/repos/octo/hello"))
        .respond_with(to("/repositories/7".into()))
        .up_to_n_times(1)
        .mount(&api)
        .await;
    Mock::given(path("/repositories/7"))
        .and(header("authorization", "Bearer t0ken"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({ "id": 7 })))
        .mount(&api)
        .await;
    assert_eq!(github.json::<Value>(&request).await.unwrap()["id"], 7);
    api.reset().await;
    for location in [format!("{}/x", elsewhere.uri()), "/repos/octo/hello".into()] {
        Mock::given(any()).respond_with(to(location)).up_to_n_times(4).mount(&api).await;
        assert_eq!(problem(&github, &request).await.problem, Problem::Redirected);
        api.reset().await;
    }
}

#[tokio::test]
async fn a_path_that_climbs_is_not_sent() {
    let api = MockServer::start().await;
    let (github, repository) = client(&api);
    for request in [
        Request::get(repository.at(&["issues", ".."])),
        Request::get(repository.at_file(&["contents"], "a/../../../../user")),
    ] {
        assert_eq!(problem(&github, &request).await.problem, Problem::BadPath);
    }
    assert_eq!(sent(&api).await, 0);
}

#[tokio::test]
async fn a_404_names_what_was_asked_for() {
    let api = MockServer::start().await;
    let (github, repository) = client(&api);
    let request = Request::get(repository.at(&["issues", "7"])).about("issue 7 in octo/hello");
    let problem = problem(&github, &request).await.problem;
    assert_eq!(problem, Problem::NotFound("issue 7 in octo/hello".into()));
}
