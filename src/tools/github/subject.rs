//! The issue or pull request that a change is about.

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jiff::Timestamp;
use serde::{Deserialize, de::IgnoredAny};

use super::foreign::{HIDDEN, line};
use crate::{
    backend::{
        Github,
        github::{GithubError, Problem, Repository, Request},
    },
    text::excerpt,
    tool::ToolError,
};

const TITLE: usize = 200;
const LABEL: usize = 60;
const ADDRESS: usize = 300;
/// How many questions about labels are asked at once.
const AT_ONCE: usize = 5;

/// An issue or pull request.
#[derive(Debug, Deserialize)]
pub(super) struct Subject {
    pub(super) number: u64,
    title: String,
    state: String,
    user: Option<User>,
    #[serde(default)]
    labels: Vec<Named>,
    #[serde(default)]
    assignees: Vec<User>,
    #[serde(default)]
    pub(super) comments: u64,
    pub(super) updated_at: Timestamp,
    html_url: String,
    /// Stands on pull requests only.
    pull_request: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
pub(super) struct User {
    login: String,
}

/// A label as the API tells it.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    name: String,
}

impl Subject {
    pub(super) const fn is_pull_request(&self) -> bool {
        self.pull_request.is_some()
    }

    pub(super) fn is_closed(&self) -> bool {
        self.state == "closed"
    }

    /// What it is, with its number.
    pub(super) fn name(&self) -> String {
        let kind = if self.is_pull_request() { "pull request" } else { "issue" };
        format!("{kind} #{}", self.number)
    }

    /// Its title, if the operator shows what its author writes.
    pub(super) async fn title(
        &self,
        github: &Github,
        repository: &Repository,
    ) -> Result<String, GithubError> {
        // Deleted accounts have no login; GitHub shows them as `ghost`.
        let author = self.user.as_ref().map_or("ghost", |user| &user.login);
        let shown = github.shows(repository, author).await?;
        Ok(if shown { line(&self.title, TITLE) } else { HIDDEN.to_owned() })
    }

    /// Its title as it is: to compare, not to show.
    pub(super) fn raw_title(&self) -> &str {
        &self.title
    }

    pub(super) fn labels(&self) -> Vec<String> {
        names(&self.labels)
    }

    pub(super) fn has_label(&self, name: &str) -> bool {
        self.labels.iter().any(|label| same(&label.name, name))
    }

    pub(super) fn assignees(&self) -> Vec<String> {
        self.assignees.iter().map(|user| line(&user.login, LABEL)).collect()
    }

    /// Where a person reads it.
    pub(super) fn url(&self) -> String {
        address(&self.html_url)
    }
}

/// The issue or pull request of that number.
pub(super) async fn find(
    github: &Github,
    repository: &Repository,
    number: u64,
) -> Result<Subject, GithubError> {
    let path = repository.at(&["issues", &number.to_string()]);
    github.json(&Request::get(path).about(format!("issue {number} in {repository}"))).await
}

/// Fails if the repository lacks one of `labels`: GitHub would make it.
pub(super) async fn labels_exist(
    github: &Github,
    repository: &Repository,
    labels: &[String],
) -> Result<(), ToolError> {
    let looked = stream::iter(labels.to_vec()).map(|label| async move {
        let request = Request::get(repository.at(&["labels", label.as_str()]));
        match github.json::<IgnoredAny>(&request).await {
            Ok(_) => Ok(None),
            Err(GithubError { problem: Problem::NotFound(_), .. }) => Ok(Some(excerpt(&label, 60))),
            Err(error) => Err(error),
        }
    });
    let missing: Vec<Option<String>> = looked.buffered(AT_ONCE).try_collect().await?;
    let missing: Vec<String> = missing.into_iter().flatten().collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(ToolError::Refused {
        problem: format!("{repository} has no label {}.", missing.join(", ")),
        next: Some(format!("Choose from github://{repository}/labels, or leave it out.")),
    })
}

/// Names of labels as they are shown.
pub(super) fn names(labels: &[Named]) -> Vec<String> {
    labels.iter().map(|label| line(&label.name, LABEL)).collect()
}

/// Whether two names of labels or people are one to GitHub.
pub(super) fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// An address on GitHub as it is shown.
pub(super) fn address(url: &str) -> String {
    line(url, ADDRESS)
}
