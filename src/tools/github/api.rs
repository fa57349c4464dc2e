//! Pieces that several of the API's answers hold, and questions that several
//! tools ask.

use jiff::Timestamp;
use serde::{
    Deserialize,
    de::{DeserializeOwned, IgnoredAny},
};

use super::foreign::line;
use crate::{
    backend::{
        Github,
        github::{GithubError, Problem, Repository, Request},
    },
    tool::ToolError,
};

/// Most characters of a title.
pub(super) const TITLE: usize = 200;
/// Most characters of a name: of a person, label, branch or check.
pub(super) const NAME: usize = 80;

#[derive(Debug, Deserialize)]
pub(super) struct User {
    pub(super) login: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Named {
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Titled {
    pub(super) title: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Commit {
    pub(super) sha: String,
    pub(super) commit: CommitFacts,
    /// An empty object where there is no account.
    author: Option<Account>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CommitFacts {
    pub(super) message: String,
    author: Option<Signature>,
    committer: Option<Signature>,
}

#[derive(Debug, Deserialize)]
struct Account {
    login: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Signature {
    name: Option<String>,
    date: Option<Timestamp>,
}

#[derive(Deserialize)]
struct Branches {
    default_branch: String,
}

impl Commit {
    /// When it came to be.
    pub(super) fn date(&self) -> Option<Timestamp> {
        let facts = &self.commit;
        facts.committer.as_ref().or(facts.author.as_ref())?.date
    }

    /// Its author's login, or name where there is no account.
    pub(super) fn author(&self) -> String {
        let login = self.author.as_ref().and_then(|account| account.login.as_deref());
        let name = || self.commit.author.as_ref()?.name.as_deref();
        line(login.or_else(name).unwrap_or("unknown"), NAME)
    }
}

/// Deleted accounts have none; GitHub shows them as `ghost`.
pub(super) fn login(user: Option<&User>) -> String {
    user.map_or("ghost", |user| &user.login).to_owned()
}

/// The names, each on one line.
pub(super) fn names(named: &[Named]) -> Vec<String> {
    named.iter().map(|one| line(&one.name, NAME)).collect()
}

/// As much of a commit's id as tells it from others.
pub(super) fn short(sha: &str) -> String {
    line(&sha.chars().take(10).collect::<String>(), NAME)
}

/// `branch`, or the repository's default one.
pub(super) async fn branch(
    github: &Github,
    repository: &Repository,
    branch: Option<String>,
) -> Result<String, GithubError> {
    match branch {
        Some(branch) => Ok(branch),
        None => Ok(github.json::<Branches>(&Request::get(repository.path())).await?.default_branch),
    }
}

/// The commit that a branch, tag or commit id names.
pub(super) async fn commit(
    github: &Github,
    repository: &Repository,
    reference: &str,
) -> Result<Commit, ToolError> {
    let request = Request::get(repository.at(&["commits", reference]))
        // One file is enough: nobody asks for the patches.
        .query("per_page", 1)
        .about(format!("branch, tag or commit {} in {repository}", line(reference, NAME)));
    Ok(github.json(&request).await?)
}

/// The pull request of that number; says so where it is an issue's.
pub(super) async fn pull<T: DeserializeOwned>(
    github: &Github,
    repository: &Repository,
    number: u64,
) -> Result<T, ToolError> {
    let digits = number.to_string();
    let request = Request::get(repository.at(&["pulls", &digits]))
        .about(format!("pull request {number} in {repository}"));
    let found = github.json(&request).await;
    if matches!(found, Err(GithubError { problem: Problem::NotFound(_), .. })) {
        let issue = Request::get(repository.at(&["issues", &digits]));
        if github.json::<IgnoredAny>(&issue).await.is_ok() {
            let problem = Problem::OtherKind { number, is_pull_request: false };
            return Err(GithubError::from(problem).into());
        }
    }
    Ok(found?)
}
