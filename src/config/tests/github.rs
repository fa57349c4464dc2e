//! GitHub: when it is on, and what contradicts itself.

use super::load;
use crate::{
    config::github::{GithubConfig, GithubCredential, RepoName},
    toolset::Toolset,
};

const KEY: &str = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n";

fn github(set: &[(&str, &str)]) -> GithubConfig {
    load(set).unwrap().github.unwrap()
}

fn problem(set: &[(&str, &str)]) -> String {
    load(set).unwrap_err()
}

#[test]
fn a_credential_switches_it_on() {
    let on = |set| load(set).unwrap().toolsets.contains(&Toolset::Github);
    assert!(!on(&[]));
    assert!(!on(&[("TOOLHUB_TOOLSETS", "all")]));
    assert!(on(&[("GITHUB_TOKEN", "t")]));
    assert!(on(&[("GITHUB_TOKEN", "t"), ("TOOLHUB_TOOLSETS", "github")]));
    assert!(!on(&[("GITHUB_TOKEN", "t"), ("TOOLHUB_TOOLSETS", "orders")]));
}

#[test]
fn all_is_read() {
    let config = github(&[
        ("GITHUB_TOKEN", "ghp_x"),
        ("GITHUB_API_URL", "https://git.example.com/api/v3/"),
        ("GITHUB_REPO", "octo/hello"),
        ("GITHUB_REPOS", "octo/*, Labs/site"),
        ("GITHUB_HIDE_UNTRUSTED", "on"),
        ("GITHUB_ROLLBACK_WORKFLOW", "roll-back.yml"),
    ]);
    assert_eq!(config.api_url, "https://git.example.com/api/v3");
    assert!(
        matches!(&config.credential, GithubCredential::Token(token) if token.expose() == "ghp_x")
    );
    assert_eq!(config.default_repo, RepoName::parse("octo/hello"));
    assert!(config.hide_untrusted);
    assert_eq!(config.rollback_workflow.as_deref(), Some("roll-back.yml"));
    let allows = |name: &str| config.allows(&RepoName::parse(name).unwrap());
    assert!(allows("Octo/other") && allows("labs/Site") && !allows("labs/other"));
    assert!(!format!("{config:?}").contains("ghp_x"));
}

#[test]
fn an_app_is_the_other_credential() {
    let config = github(&[
        ("GITHUB_APP_ID", "123"),
        ("GITHUB_APP_PRIVATE_KEY", &KEY.replace('\n', "\\n")),
        ("GITHUB_APP_INSTALLATION_ID", "7"),
    ]);
    let GithubCredential::App { id, private_key, installation: Some(7) } = config.credential else {
        panic!("{config:?}");
    };
    assert_eq!((id.as_str(), private_key.expose()), ("123", KEY));
}

#[test]
fn contradictions_stop_the_start() {
    let app = [("GITHUB_APP_ID", "1"), ("GITHUB_APP_PRIVATE_KEY", KEY)];
    let problems = [
        problem(&[("TOOLHUB_TOOLSETS", "core,github")]),
        problem(&[&app[..], &[("GITHUB_TOKEN", "t")]].concat()),
        problem(&app),
        problem(&app[..1]),
        problem(&app[1..]),
        problem(&[("GITHUB_TOKEN", "t"), ("GITHUB_REPO", "a/b"), ("GITHUB_REPOS", "c/*")]),
    ];
    insta::assert_snapshot!(problems.join("\n"));
}

#[test]
fn wrong_values_are_refused_without_the_secret() {
    let problems = [
        ("GITHUB_TOKEN", "ghp_hunter2 "),
        ("GITHUB_API_URL", "http://git.example.com/api/v3"),
        ("GITHUB_API_URL", "http://[::2]/"),
        ("GITHUB_API_URL", "git.example.com"),
        ("GITHUB_API_URL", "https://user:hunter2@git.example.com"),
        ("GITHUB_API_URL", "https://git.example.com/../x"),
        ("GITHUB_REPO", "https://github.com/a/b"),
        ("GITHUB_REPOS", "a/b,*"),
        ("GITHUB_HIDE_UNTRUSTED", "yes"),
        ("GITHUB_ROLLBACK_WORKFLOW", "../rollback.yml"),
        ("GITHUB_APP_ID", "1;2"),
        ("GITHUB_APP_PRIVATE_KEY", "hunter2"),
        ("GITHUB_APP_INSTALLATION_ID", "x"),
    ]
    .map(|pair| problem(&[pair]))
    .join("\n");
    assert!(!problems.contains("ghp_") && !problems.contains("hunter2"), "{problems}");
    insta::assert_snapshot!(problems);
    for good in ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:1/api/v3"] {
        assert_eq!(github(&[("GITHUB_TOKEN", "t"), ("GITHUB_API_URL", good)]).api_url, good);
    }
}
