//! `summarize_pull_request`: what a pull request changes and where it stands.

mod fetch;
mod patch;
mod write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{super::page, args::Format, checks::Check, checks::Counts, github, next::Next};
use crate::{
    caller::Scope,
    tool::{Ctx, Effect, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct SummarizePullRequest;

/// Which pull request.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// The pull request's number.
    #[schemars(range(min = 1))]
    number: u64,
    /// The whole patch of this path only.
    file: Option<String>,
    /// owner/name, if not the default.
    repo: Option<String>,
    /// detailed adds text and the beginning of each patch.
    #[serde(default)]
    response_format: Format,
    /// Files on a page.
    #[schemars(range(min = 1, max = page::MAX))]
    #[serde(default = "page::default_limit")]
    page_size: u32,
    /// The next_cursor of the page before.
    cursor: Option<String>,
}

/// What is known of the pull request; only the first page of files comes with it.
#[derive(Debug, Serialize, JsonSchema)]
struct Overview {
    /// Its title.
    title: String,
    /// `open`, `draft`, `closed` or `merged`.
    state: &'static str,
    /// Login of whoever opened it.
    author: String,
    /// The branch it is from.
    head: String,
    /// The branch it goes into.
    base: String,
    /// The commit its branch is at.
    head_sha: String,
    /// Whether it can be merged, as GitHub calls it: clean, dirty, blocked, ...
    mergeable_state: String,
    /// Names of its labels.
    labels: Vec<String>,
    /// How many commits it has.
    commits: u64,
    /// How many lines it adds.
    additions: u64,
    /// How many lines it removes.
    deletions: u64,
    /// What its author wrote.
    body: String,
    /// Logins and teams whose review is asked for.
    reviewers_requested: Vec<String>,
    /// The last word of each reviewer.
    reviews: Vec<Review>,
    /// Whether there are more reviews than were read.
    reviews_incomplete: bool,
    /// Whether checks passed.
    checks: CheckSummary,
}

/// The last word of a reviewer.
#[derive(Debug, Serialize, JsonSchema)]
struct Review {
    /// Login of the reviewer.
    reviewer: String,
    /// `approved`, `changes_requested`, `commented` or `dismissed`.
    state: String,
    /// What the review says.
    body: String,
}

/// Whether checks passed.
#[derive(Debug, Serialize, JsonSchema)]
struct CheckSummary {
    /// `failed`, `pending`, `passed` or `none`.
    verdict: &'static str,
    /// How many there are of each verdict.
    counts: Counts,
    /// Those that failed, at most ten.
    failed: Vec<Check>,
    /// What the credential may not see.
    unseen: Vec<String>,
    /// Whether there are more than were read.
    incomplete: bool,
}

/// A file that is changed.
#[derive(Debug, Serialize, JsonSchema)]
struct File {
    /// Its path.
    path: String,
    /// Its path before, if that was another.
    #[serde(skip_serializing_if = "Option::is_none")]
    previous_path: Option<String>,
    /// `added`, `modified`, `removed`, `renamed` ...
    status: String,
    /// How many lines are added.
    additions: u64,
    /// How many lines are removed.
    deletions: u64,
    /// Lines of its patch.
    #[serde(skip_serializing_if = "Option::is_none")]
    patch: Option<Patch>,
}

/// Lines of a patch.
#[derive(Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
struct Patch {
    /// The number of the first line given, from 1.
    first_line: usize,
    /// The lines.
    text: String,
    /// How many the whole patch has; 0 where GitHub gives none.
    total_lines: usize,
    /// How many of them are given.
    #[serde(skip)]
    given: usize,
}

/// A pull request and a page of its files.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Summary {
    /// In which repository.
    repo: String,
    /// Its number.
    number: u64,
    /// The pull request, on the first page.
    #[serde(skip_serializing_if = "Option::is_none")]
    overview: Option<Overview>,
    /// How many files it changes.
    changed_files: u64,
    /// The files, as GitHub orders them.
    files: Vec<File>,
    /// Whether the only file is one that was asked for.
    #[serde(skip)]
    single: bool,
    #[serde(flatten)]
    next: Next,
}

impl Tool for SummarizePullRequest {
    const NAME: &'static str = "summarize_pull_request";
    const TITLE: &'static str = "Summarize a pull request";
    const DESCRIPTION: &'static str = "Reads one pull request: state, text, reviews, checks, \
        changed files by the page, patches on demand. Do not use it for issues (triage_issue) or \
        failed checks (explain_ci_failure).";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Option<Scope> = Some(Scope::GithubRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Summary;

    async fn call(ctx: &Ctx, args: Args) -> Result<Summary, ToolError> {
        let github = github(ctx)?;
        let repository = github.repository(args.repo.as_deref())?;
        let filter = (repository.to_string(), args.number, &args.file, args.page_size);
        let next = Next::open(ctx, Self::NAME, &filter, args.cursor.as_deref())?;
        let pull = fetch::Pull { github: &github, repository: &repository, args: &args };
        match &args.file {
            Some(file) => patch::one(&pull, file, next).await,
            None => pull.summary(next).await,
        }
    }
}
