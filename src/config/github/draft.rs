//! What the GitHub variables said so far, and the rules between them.

use super::{GithubConfig, GithubCredential, PERMISSIONS, RepoName, RepoPattern};
use crate::config::Secret;

/// See [`GithubConfig`].
#[derive(Debug)]
pub(in crate::config) struct GithubDraft {
    pub(super) api_url: String,
    pub(super) token: Option<Secret>,
    pub(super) app_id: Option<String>,
    pub(super) private_key: Option<Secret>,
    pub(super) installation: Option<u64>,
    pub(super) default_repo: Option<RepoName>,
    pub(super) repos: Vec<RepoPattern>,
    pub(super) hide_untrusted: bool,
    pub(super) rollback_workflow: Option<String>,
    /// Whether the toolset was asked for by its name.
    pub(in crate::config) named: bool,
}

impl Default for GithubDraft {
    fn default() -> Self {
        Self {
            api_url: "https://api.github.com".to_owned(),
            token: None,
            app_id: None,
            private_key: None,
            installation: None,
            default_repo: None,
            repos: Vec::new(),
            hide_untrusted: false,
            rollback_workflow: None,
            named: false,
        }
    }
}

impl GithubDraft {
    /// The configuration, if there is a credential; what contradicts itself goes
    /// to `problems`.
    pub(in crate::config) fn finish(self, problems: &mut Vec<String>) -> Option<GithubConfig> {
        let before = problems.len();
        let named = self.named;
        let credential =
            credential(self.token, self.app_id, self.private_key, self.installation, problems);
        let Some(credential) = credential else {
            if named && problems.len() == before {
                problems.push(format!(
                    "TOOLHUB_TOOLSETS: names `github`, which needs a credential; set GITHUB_TOKEN \
                     to a token with {PERMISSIONS}, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY"
                ));
            }
            return None;
        };
        let config = GithubConfig {
            api_url: self.api_url,
            credential,
            default_repo: self.default_repo,
            repos: self.repos,
            hide_untrusted: self.hide_untrusted,
            rollback_workflow: self.rollback_workflow,
        };
        problems.extend(contradiction(&config));
        Some(config)
    }
}

fn credential(
    token: Option<Secret>,
    app_id: Option<String>,
    private_key: Option<Secret>,
    installation: Option<u64>,
    problems: &mut Vec<String>,
) -> Option<GithubCredential> {
    let app = app_id.is_some() || private_key.is_some() || installation.is_some();
    let mut wrong = |problem: &str| {
        problems.push(problem.to_owned());
        None
    };
    match (token, app_id, private_key) {
        (Some(_), ..) if app => wrong(
            "GITHUB_TOKEN: contradicts the GITHUB_APP_ variables: a token and an App are two \
             credentials; unset one of them",
        ),
        (Some(token), ..) => Some(GithubCredential::Token(token)),
        (None, Some(id), Some(private_key)) => {
            Some(GithubCredential::App { id, private_key, installation })
        }
        (None, None, None) if !app => None,
        (None, None, _) => {
            wrong("GITHUB_APP_ID: is unset, but other GITHUB_APP_ variables are set")
        }
        (None, Some(_), None) => wrong(
            "GITHUB_APP_PRIVATE_KEY: is unset, but GITHUB_APP_ID is set; example: \
             GITHUB_APP_PRIVATE_KEY_FILE=/run/secrets/github_app_private_key",
        ),
    }
}

fn contradiction(config: &GithubConfig) -> Option<String> {
    let underivable = matches!(config.credential, GithubCredential::App { installation: None, .. });
    match &config.default_repo {
        Some(repo) if !config.allows(repo) => Some(format!(
            "GITHUB_REPO: {repo} is not among GITHUB_REPOS; add it there, or unset one of them"
        )),
        None if underivable => Some(
            "GITHUB_APP_INSTALLATION_ID: is unset and there is no GITHUB_REPO to derive it from; \
             set one of them"
                .to_owned(),
        ),
        _ => None,
    }
}
