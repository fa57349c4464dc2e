//! `whats_new_since`: what has come to the default branch since a release.

use std::fmt::Write as _;

use futures_util::future;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    super::page,
    api::{self, Commit, NAME, TITLE, short},
    args::Format,
    foreign::{line, plain, quote},
    github,
    merged::{self, Merged},
    next::Next,
};
use crate::{
    backend::{
        Github,
        github::{Paged, Repository, Request},
    },
    caller::Scope,
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct WhatsNewSince;

/// Since when.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// Tag, branch or commit; left out: the latest release.
    since: Option<String>,
    /// owner/name, if not the default.
    repo: Option<String>,
    /// detailed gives whole commit messages.
    #[serde(default)]
    response_format: Format,
    /// Commits on a page.
    #[schemars(range(min = 1, max = page::MAX))]
    #[serde(default = "page::default_limit")]
    page_size: u32,
    /// The next_cursor of the page before.
    cursor: Option<String>,
}

/// A commit.
#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    /// Its id.
    sha: String,
    /// Its author.
    author: String,
    /// When it came to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Timestamp>,
    /// The first line of its message, or all of it in the detailed form.
    message: String,
}

/// Pull requests that were merged.
#[derive(Debug, Serialize, JsonSchema)]
struct Pulls {
    /// The latest, at most 30.
    latest: Vec<Merged>,
    /// How many there are, as GitHub counts them.
    total: u64,
    /// Whether GitHub stopped before it had looked everywhere.
    incomplete_results: bool,
}

/// What is new.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct News {
    /// In which repository.
    repo: String,
    /// Since which tag, branch or commit.
    since: String,
    /// Up to which branch.
    branch: String,
    /// Pull requests merged, on the first page.
    #[serde(skip_serializing_if = "Option::is_none")]
    merged: Option<Pulls>,
    /// How many commits are new.
    commits_total: u64,
    /// How many commits of `since` are not on the branch.
    missing: u64,
    /// New commits, oldest first.
    commits: Vec<Row>,
    #[serde(flatten)]
    next: Next,
}

#[derive(Deserialize)]
struct Comparison {
    behind_by: u64,
    total_commits: u64,
    base_commit: Commit,
    commits: Vec<Commit>,
}

const PULLS: usize = 30;
const MESSAGE: usize = 800;

impl Output for News {
    fn text(&self) -> String {
        let Self { repo, since, branch, commits_total, missing, .. } = self;
        let mut text = match commits_total {
            0 => format!("Nothing is new on {branch} of {repo} since {since}."),
            1 => format!("1 new commit on {branch} of {repo} since {since}"),
            total => format!("{total} new commits on {branch} of {repo} since {since}"),
        };
        // Writing to a String cannot fail.
        if *missing > 0 {
            let _ = write!(text, "\n{since} has {missing} commits that {branch} has not");
        }
        if let Some(merged) = &self.merged {
            merged.write(&mut text);
        }
        if !self.commits.is_empty() {
            let _ = write!(text, "\n{} commits, oldest first:", self.commits.len());
        }
        for Row { sha, author, date, message } in &self.commits {
            let date = date.map(|date| format!(" {date}")).unwrap_or_default();
            let message = if message.contains('\n') {
                format!("\n{}", quote(message, usize::MAX))
            } else {
                format!(" {message}")
            };
            let _ = write!(text, "\n{sha} {author}{date}:{message}");
        }
        self.next.write(&mut text);
        text
    }

    fn records(&self) -> usize {
        self.commits.len()
    }

    fn keep(&mut self, keep: usize) {
        self.commits.truncate(keep);
        self.next.advance(keep);
    }
}

impl Pulls {
    fn write(&self, text: &mut String) {
        let Self { latest, total, incomplete_results } = self;
        // Writing to a String cannot fail.
        let _ = match total {
            0 => write!(text, "\nNo pull requests were merged."),
            _ => write!(text, "\n{} of {total} merged pull requests, latest first:", latest.len()),
        };
        for Merged { number, title, author, labels } in latest {
            let _ = write!(text, "\n#{number} {title} ({author})");
            if !labels.is_empty() {
                let _ = write!(text, " [{}]", labels.join(", "));
            }
        }
        if *incomplete_results {
            text.push_str("\nINCOMPLETE: GitHub did not find all merged pull requests in time");
        }
        if *total > u64::try_from(latest.len()).unwrap_or(u64::MAX) {
            text.push_str("\nThe others: plan_release_notes");
        }
    }
}

impl Tool for WhatsNewSince {
    const NAME: &'static str = "whats_new_since";
    const TITLE: &'static str = "What is new since";
    const DESCRIPTION: &'static str = "Lists what has come to the default branch since a release, \
        tag or commit: merged pull requests, commits by the page. Do not use it for release notes \
        (plan_release_notes) or for what is deployed (deployment_status).";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Option<Scope> = Some(Scope::GithubRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = News;

    async fn call(ctx: &Ctx, args: Args) -> Result<News, ToolError> {
        let github = github(ctx)?;
        let repository = github.repository(args.repo.as_deref())?;
        let filter = (repository.to_string(), &args.since, args.page_size);
        let mut next = Next::open(ctx, Self::NAME, &filter, args.cursor.as_deref())?;
        let since = async {
            match args.since.clone() {
                Some(since) => Ok(since),
                None => merged::latest_release(&github, &repository).await,
            }
        };
        let branch = async { Ok(api::branch(&github, &repository, None).await?) };
        let (since, branch) = future::try_join(since, branch).await?;
        let compared =
            compare(&github, &repository, (&since, &branch), (next.page(), args.page_size)).await?;
        let Paged { value: Comparison { behind_by, total_commits, base_commit, commits }, more } =
            compared;
        let merged = match base_commit.date().filter(|_| next.is_first() && total_commits > 0) {
            Some(date) => Some(pulls(&github, &repository, &branch, date).await?),
            None => None,
        };
        next.turn(more);
        let rows = commits.iter().skip(next.skip()).map(|commit| row(commit, args.response_format));
        Ok(News {
            repo: repository.to_string(),
            since: line(&since, NAME),
            branch: line(&branch, NAME),
            merged,
            commits_total: total_commits,
            missing: behind_by,
            commits: rows.collect(),
            next,
        })
    }
}

async fn compare(
    github: &Github,
    repository: &Repository,
    (since, branch): (&str, &str),
    (page, per_page): (u32, u32),
) -> Result<Paged<Comparison>, ToolError> {
    let request = Request::get(repository.at(&["compare", &format!("{since}...{branch}")]))
        .query("per_page", per_page)
        .query("page", page)
        .about(format!("tag, branch or commit {} in {repository}", line(since, NAME)));
    Ok(github.page(&request).await?)
}

async fn pulls(
    github: &Github,
    repository: &Repository,
    branch: &str,
    date: Timestamp,
) -> Result<Pulls, ToolError> {
    let mut found = merged::since(github, repository, branch, date, 1).await?;
    found.pulls.truncate(PULLS);
    Ok(Pulls { latest: found.pulls, total: found.total, incomplete_results: found.incomplete })
}

fn row(commit: &Commit, format: Format) -> Row {
    let message = &commit.commit.message;
    Row {
        sha: short(&commit.sha),
        author: commit.author(),
        date: commit.date(),
        message: match format {
            Format::Concise => line(message.lines().next().unwrap_or_default(), TITLE),
            Format::Detailed => plain(message, MESSAGE),
        },
    }
}
