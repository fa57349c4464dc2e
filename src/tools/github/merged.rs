//! Pull requests that were merged since some time.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    api::{NAME, Named, TITLE, User, login, names},
    args,
    foreign::{HIDDEN, line},
};
use crate::{
    backend::{
        Github,
        github::{Problem, Repository, Request, Search, SearchKind},
    },
    tool::ToolError,
};

/// A pull request that was merged.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Merged {
    /// Its number.
    pub(super) number: u64,
    /// Its title.
    pub(super) title: String,
    /// Login of its author.
    pub(super) author: String,
    /// Names of its labels.
    pub(super) labels: Vec<String>,
}

/// What was merged.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// At most three hundred, the latest first.
    pub(super) pulls: Vec<Merged>,
    /// How many there are, as GitHub counts them.
    pub(super) total: u64,
    /// Whether GitHub stopped before it had looked everywhere.
    pub(super) incomplete: bool,
}

#[derive(Deserialize)]
struct Item {
    number: u64,
    title: String,
    user: Option<User>,
    labels: Vec<Named>,
}

/// A release.
#[derive(Debug, Deserialize)]
pub(super) struct Release {
    pub(super) tag_name: String,
    pub(super) name: Option<String>,
    pub(super) body: Option<String>,
    pub(super) draft: bool,
    pub(super) prerelease: bool,
    pub(super) published_at: Option<Timestamp>,
}

const PER_PAGE: u32 = 100;

/// At most `pages` hundreds of pull requests merged into `base` after `since`.
pub(super) async fn since(
    github: &Github,
    repository: &Repository,
    base: &str,
    since: Timestamp,
    pages: u32,
) -> Result<Found, ToolError> {
    let second = since.strftime("%Y-%m-%dT%H:%M:%SZ");
    let base = base.replace('"', "");
    let words = format!("is:pr is:merged base:\"{base}\" merged:>{second} sort:updated-desc");
    let (mut items, mut found) = (Vec::new(), Found::default());
    for page in 1..=pages {
        let search = Search {
            kind: SearchKind::Issues,
            repository,
            words: &words,
            page,
            per_page: PER_PAGE,
        };
        let answer = github.search::<Item>(&search).await?;
        items.extend(answer.items);
        found.total = answer.total;
        found.incomplete |= answer.incomplete;
        if !answer.more {
            break;
        }
    }
    let authors = items.iter().map(|item| login(item.user.as_ref())).collect();
    let hidden = args::hidden(github, repository, authors).await?;
    let pulls = items.into_iter().map(|Item { number, title, user, labels }| {
        let author = login(user.as_ref());
        let shown = !hidden.contains(&author);
        let title = if shown { line(&title, TITLE) } else { HIDDEN.to_owned() };
        Merged { number, title, author: line(&author, NAME), labels: names(&labels) }
    });
    found.pulls = pulls.collect();
    Ok(found)
}

/// The tag of the latest release.
pub(super) async fn latest_release(
    github: &Github,
    repository: &Repository,
) -> Result<String, ToolError> {
    let request = Request::get(repository.at(&["releases", "latest"]));
    match github.json::<Release>(&request).await {
        Ok(release) => Ok(release.tag_name),
        Err(error) if matches!(error.problem, Problem::NotFound(_)) => Err(ToolError::NotFound {
            problem: format!("{repository} has no release, or this server cannot see it."),
            next: "Give since: a tag, branch or commit to count from.".into(),
        }),
        Err(error) => Err(error.into()),
    }
}
