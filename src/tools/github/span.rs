//! What lies between two commits.

use std::fmt::Write as _;

use serde::Deserialize;

use super::foreign::line;
use crate::{
    backend::{
        Github,
        github::{GithubError, Problem, Repository, Request},
    },
    tool::ToolError,
};

/// Commits fetched, and shown of them.
const FETCHED: u32 = 100;
const SHOWN: usize = 10;
const TITLE: usize = 100;

/// What `head` has that `base` lacks, and how much it is the other way round.
#[derive(Debug, Deserialize)]
pub(super) struct Span {
    pub(super) ahead_by: u64,
    pub(super) behind_by: u64,
    /// Oldest first.
    commits: Vec<Commit>,
}

#[derive(Debug, Deserialize)]
struct Commit {
    sha: String,
    commit: Message,
}

#[derive(Debug, Deserialize)]
struct Message {
    message: String,
}

impl Span {
    /// The latest of its commits, a line each, and how many are not shown.
    pub(super) fn lines(&self) -> String {
        let mut text = String::new();
        for Commit { sha, commit } in self.commits.iter().rev().take(SHOWN) {
            let title = commit.message.lines().next().unwrap_or_default();
            // Writing to a String cannot fail.
            let _ = write!(text, "\n> {} {}", short(sha), line(title, TITLE));
        }
        let shown = u64::try_from(self.commits.len().min(SHOWN)).unwrap_or(u64::MAX);
        match self.ahead_by.saturating_sub(shown) {
            0 => {}
            more => {
                let _ = write!(text, "\nand {more} more");
            }
        }
        text
    }
}

/// The span from `base` to `head`; `None` if it is too large to read.
pub(super) async fn between(
    github: &Github,
    repository: &Repository,
    base: &str,
    head: &str,
) -> Result<Option<Span>, ToolError> {
    let path = repository.at(&["compare", &format!("{base}...{head}")]);
    let request = Request::get(path)
        .about(format!("{} or {} in {repository}", line(base, TITLE), line(head, TITLE)))
        .query("per_page", FETCHED);
    match github.json(&request).await {
        Ok(span) => Ok(Some(span)),
        // GitHub sends every changed line along.
        Err(GithubError { problem: Problem::TooLong(_), .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// A commit as people write it.
pub(super) fn short(sha: &str) -> String {
    line(sha.get(..7).unwrap_or(sha), 40)
}

/// A number of commits in words.
pub(super) fn commits(count: u64) -> String {
    if count == 1 { "1 commit".to_owned() } else { format!("{count} commits") }
}
