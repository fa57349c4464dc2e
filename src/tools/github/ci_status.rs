//! `ci_status`: whether a commit is green.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    super::page,
    api::{self, NAME, short},
    args::Format,
    checks::{self, Check, Counts, Verdict},
    foreign::line,
    github,
    next::Next,
};
use crate::{
    caller::Scope,
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct CiStatus;

/// Of which commit.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// Branch, tag or commit; left out: the default branch.
    r#ref: Option<String>,
    /// owner/name, if not the default.
    repo: Option<String>,
    /// detailed lists checks that passed too.
    #[serde(default)]
    response_format: Format,
    /// Checks on a page.
    #[schemars(range(min = 1, max = page::MAX))]
    #[serde(default = "page::default_limit")]
    page_size: u32,
    /// The next_cursor of the page before.
    cursor: Option<String>,
}

/// What CI says of a commit.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Status {
    /// In which repository.
    repo: String,
    /// Branch, tag or commit.
    r#ref: String,
    /// The commit it names.
    sha: String,
    /// `failed`, `pending`, `passed` or `none`: the worst of all checks.
    verdict: &'static str,
    /// How many checks there are of each verdict.
    counts: Counts,
    /// Checks that are not green, or all in the detailed form; the worst first.
    checks: Vec<Check>,
    /// What the credential may not see.
    unseen: Vec<String>,
    /// Whether there are more checks than were read.
    incomplete: bool,
    #[serde(flatten)]
    next: Next,
}

impl Output for Status {
    fn text(&self) -> String {
        let Self { repo, r#ref, sha, verdict, counts, .. } = self;
        let mut text = match *verdict {
            "none" => format!("No checks ran on {ref} ({sha}) of {repo}."),
            verdict => format!("{verdict}: {ref} ({sha}) of {repo}: {}", counts.words()),
        };
        for check in &self.checks {
            check.write(&mut text);
        }
        checks::write_gaps(&mut text, &self.unseen, self.incomplete);
        if counts.failed > 0 {
            // Writing to a String cannot fail.
            let _ = write!(text, "\nWhy: explain_ci_failure with a run_id or this ref");
        }
        self.next.write(&mut text);
        text
    }

    fn records(&self) -> usize {
        self.checks.len()
    }

    fn keep(&mut self, keep: usize) {
        self.checks.truncate(keep);
        self.next.advance(keep);
    }
}

impl Tool for CiStatus {
    const NAME: &'static str = "ci_status";
    const TITLE: &'static str = "CI status";
    const DESCRIPTION: &'static str = "Says whether a branch, tag or commit is green: verdict, \
        counts, and the checks that are not. Do not use it to learn why one failed \
        (explain_ci_failure).";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Option<Scope> = Some(Scope::GithubRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Status;

    async fn call(ctx: &Ctx, args: Args) -> Result<Status, ToolError> {
        let github = github(ctx)?;
        let repository = github.repository(args.repo.as_deref())?;
        let filter = (repository.to_string(), &args.r#ref, args.response_format, args.page_size);
        let mut next = Next::open(ctx, Self::NAME, &filter, args.cursor.as_deref())?;
        let reference = api::branch(&github, &repository, args.r#ref).await?;
        // One commit, even if the branch moves on meanwhile.
        let commit = api::commit(&github, &repository, &reference).await?;
        let found = checks::checks(&github, &repository, &commit.sha).await?;
        let counts = found.counts();
        let told = found.all.into_iter().filter(|check| {
            args.response_format == Format::Detailed || check.verdict <= Verdict::Pending
        });
        let size = usize::try_from(args.page_size).unwrap_or(usize::MAX);
        let mut checks: Vec<Check> = told.skip(next.skip()).collect();
        if checks.len() > size {
            checks.truncate(size);
            next.advance(size);
        }
        Ok(Status {
            repo: repository.to_string(),
            r#ref: line(&reference, NAME),
            sha: short(&commit.sha),
            verdict: counts.verdict(),
            counts,
            checks,
            unseen: found.unseen,
            incomplete: found.incomplete,
            next,
        })
    }
}
