//! GitHub: where its API is, what proves who asks, which repositories may be
//! asked about.

mod draft;
mod repo;
mod variables;

pub use repo::{RepoName, RepoPattern};

pub(super) use draft::GithubDraft;
pub(super) use variables::GROUP;

use super::Secret;

/// The GitHub toolset's configuration; there is one only with a credential.
#[derive(Debug, Clone)]
pub struct GithubConfig {
    /// `GITHUB_API_URL`, without a slash at its end.
    pub api_url: String,
    /// What proves who asks.
    pub credential: GithubCredential,
    /// `GITHUB_REPO`: which repository is meant when none is named.
    pub default_repo: Option<RepoName>,
    /// `GITHUB_REPOS`: which may be asked about; all that the credential sees when empty.
    pub repos: Vec<RepoPattern>,
    /// `GITHUB_HIDE_UNTRUSTED`: whether to hide what authors without push access
    /// wrote in public repositories.
    pub hide_untrusted: bool,
    /// `GITHUB_ROLLBACK_WORKFLOW`: the file of the workflow that rolls an
    /// environment back; a deployment is made where there is none.
    pub rollback_workflow: Option<String>,
}

/// How GitHub is told who asks.
#[derive(Debug, Clone)]
pub enum GithubCredential {
    /// `GITHUB_TOKEN`.
    Token(Secret),
    /// A GitHub App's installation.
    App {
        /// `GITHUB_APP_ID`: the App's id or client id.
        id: String,
        /// `GITHUB_APP_PRIVATE_KEY`: PEM.
        private_key: Secret,
        /// `GITHUB_APP_INSTALLATION_ID`; that of the default repository when unset.
        installation: Option<u64>,
    },
}

/// What a credential must be permitted, in GitHub's words.
pub const PERMISSIONS: &str = "read access to Metadata, Contents, Issues, Pull requests, Actions, \
    Checks and Deployments, and write access to Issues, Contents, Actions and Deployments for the \
    tools that change them";

impl GithubConfig {
    /// Whether `repo` may be asked about.
    pub fn allows(&self, repo: &RepoName) -> bool {
        self.repos.is_empty() || self.repos.iter().any(|pattern| pattern.covers(repo))
    }
}
