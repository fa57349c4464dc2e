//! A GitHub App as the credential.

use std::{fs, process::Command};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;
use toolhub::{
    backend::{
        Github,
        github::{Problem, Request},
    },
    config::{
        GithubConfig, Secret,
        github::{GithubCredential, RepoName},
    },
};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{header, method, path},
};

/// A fresh key as GitHub hands it out, and a folder that holds it.
struct Key(TempDir);

impl Key {
    fn new() -> Self {
        let key = Self(tempfile::tempdir().unwrap());
        key.openssl(&["genrsa", "-traditional", "-out", "key.pem", "2048"]);
        key.openssl(&["rsa", "-in", "key.pem", "-pubout", "-out", "public.pem"]);
        key
    }

    fn openssl(&self, args: &[&str]) -> bool {
        let run = Command::new("openssl").args(args).current_dir(self.0.path()).output();
        run.expect("openssl is needed: apt-get install openssl").status.success()
    }

    /// Whether `jwt` is signed with this key; its claims.
    fn verify(&self, jwt: &str) -> Value {
        let (signed, signature) = jwt.rsplit_once('.').unwrap();
        fs::write(self.0.path().join("signed"), signed).unwrap();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        fs::write(self.0.path().join("signature"), signature).unwrap();
        assert!(self.openssl(&[
            "dgst",
            "-sha256",
            "-verify",
            "public.pem",
            "-signature",
            "signature",
            "signed",
        ]));
        let (head, claims) = signed.split_once('.').unwrap();
        let part = |text| -> Value {
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap()
        };
        assert_eq!(part(head), json!({ "alg": "RS256", "typ": "JWT" }));
        part(claims)
    }
}

fn client(api: &MockServer, key: &Key, installation: Option<u64>) -> Github {
    let pem = fs::read_to_string(key.0.path().join("key.pem")).unwrap();
    Github::open(&GithubConfig {
        api_url: api.uri(),
        credential: GithubCredential::App {
            id: "Iv1.abc".into(),
            private_key: Secret::new(pem),
            installation,
        },
        default_repo: RepoName::parse("octo/hello"),
        repos: Vec::new(),
        hide_untrusted: false,
        rollback_workflow: None,
    })
    .unwrap()
}

/// Sells tokens that hold for `seconds`, `times` of them.
async fn shop(api: &MockServer, seconds: i64, times: u64) {
    let end = Timestamp::from_second(Timestamp::now().as_second() + seconds).unwrap();
    Mock::given(method("POST"))
        .and(path("/app/installations/7/access_tokens"))
        .respond_with(
            ResponseTemplate::new(201)
                .set_body_json(json!({ "token": "ghs_bought", "expires_at": end.to_string() })),
        )
        .expect(times)
        .mount(api)
        .await;
    Mock::given(path("/repos/octo/hello"))
        .and(header("authorization", "Bearer ghs_bought"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({ "id": 1 })))
        .mount(api)
        .await;
}

async fn read(github: &Github) -> Result<Value, Problem> {
    let repository = github.repository(None).unwrap();
    github.json(&Request::get(repository.path())).await.map_err(|error| error.problem)
}

#[tokio::test]
async fn one_token_is_bought_for_all_who_wait_and_kept() {
    let (api, key) = (MockServer::start().await, Key::new());
    shop(&api, 3600, 1).await;
    Mock::given(path("/repos/octo/hello/installation"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({ "id": 7 })))
        .expect(1)
        .mount(&api)
        .await;
    let github = client(&api, &key, None);
    let reads = (0..10).map(|_| read(&github));
    for read in futures_util::future::join_all(reads).await {
        assert_eq!(read.unwrap()["id"], 1);
    }
    let asked = api.received_requests().await.unwrap();
    for request in asked.iter().filter(|request| !request.url.path().ends_with("hello")) {
        let sent = request.headers["authorization"].to_str().unwrap();
        let claims = key.verify(sent.strip_prefix("Bearer ").unwrap());
        assert_eq!(claims["iss"], "Iv1.abc");
        let (from, to) = (claims["iat"].as_i64().unwrap(), claims["exp"].as_i64().unwrap());
        assert!(from < Timestamp::now().as_second() && to - from <= 600, "{claims}");
    }
}

#[tokio::test]
async fn a_token_that_ends_soon_is_replaced() {
    let (api, key) = (MockServer::start().await, Key::new());
    shop(&api, 200, 2).await;
    let github = client(&api, &key, Some(7));
    for _ in 0..2 {
        read(&github).await.unwrap();
    }
}

#[tokio::test]
async fn a_token_that_is_refused_is_not_kept() {
    let (api, key) = (MockServer::start().await, Key::new());
    Mock::given(path("/repos/octo/hello"))
        .respond_with(ResponseTemplate::new(401))
        .up_to_n_times(1)
        .mount(&api)
        .await;
    shop(&api, 3600, 2).await;
    let github = client(&api, &key, Some(7));
    assert_eq!(read(&github).await, Err(Problem::Credential));
    read(&github).await.unwrap();
}

#[tokio::test]
async fn an_app_that_is_not_installed_is_named() {
    let (api, key) = (MockServer::start().await, Key::new());
    let github = client(&api, &key, None);
    let about = "an installation of the GitHub App for octo/hello".to_owned();
    assert_eq!(read(&github).await, Err(Problem::NotFound(about)));
}
