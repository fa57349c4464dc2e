//! `triage_issue`: all one needs to decide what becomes of an issue.

mod fetch;

use std::fmt::Write as _;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{super::page, args::Format, foreign::quote, github, next::Next};
use crate::{
    caller::Scope,
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct TriageIssue;

/// Which issue.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// The issue's number.
    #[schemars(range(min = 1))]
    number: u64,
    /// owner/name, if not the default.
    repo: Option<String>,
    /// detailed gives longer texts.
    #[serde(default)]
    response_format: Format,
    /// Comments on a page.
    #[schemars(range(min = 1, max = page::MAX))]
    #[serde(default = "page::default_limit")]
    page_size: u32,
    /// The next_cursor of the page before.
    cursor: Option<String>,
}

/// What is known of the issue; only the first page of comments comes with it.
#[derive(Debug, Serialize, JsonSchema)]
struct Issue {
    /// Its title.
    title: String,
    /// `open` or `closed`.
    state: String,
    /// Why it is in that state.
    #[serde(skip_serializing_if = "Option::is_none")]
    state_reason: Option<String>,
    /// Login of whoever opened it.
    author: String,
    /// Names of its labels.
    labels: Vec<String>,
    /// Logins it is assigned to.
    assignees: Vec<String>,
    /// Its milestone.
    #[serde(skip_serializing_if = "Option::is_none")]
    milestone: Option<String>,
    /// When it was opened.
    created_at: Timestamp,
    /// When it last changed.
    updated_at: Timestamp,
    /// Who closed it, and with which commit.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_by: Option<String>,
    /// What its author wrote.
    body: String,
    /// Issues and pull requests that mention it.
    linked: Vec<Linked>,
    /// Whether its history is longer than what was looked through for links.
    links_incomplete: bool,
}

/// An issue or pull request that mentions this one.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
struct Linked {
    /// `issue` or `pull request`.
    kind: &'static str,
    /// In which repository, if another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    repo: Option<String>,
    /// Its number.
    number: u64,
    /// `open`, `closed` or `merged`.
    state: String,
    /// Its title.
    title: String,
}

/// A comment.
#[derive(Debug, Serialize, JsonSchema)]
struct Comment {
    /// Login of its author.
    author: String,
    /// What its author is to the repository.
    role: String,
    /// When it was written.
    created_at: Timestamp,
    /// What it says.
    body: String,
}

/// An issue and a page of its comments.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Triage {
    /// In which repository.
    repo: String,
    /// The issue's number.
    number: u64,
    /// The issue, on the first page.
    #[serde(skip_serializing_if = "Option::is_none")]
    issue: Option<Issue>,
    /// How many comments there are.
    comments_total: u64,
    /// Comments, oldest first.
    comments: Vec<Comment>,
    #[serde(flatten)]
    next: Next,
}

impl Output for Triage {
    fn text(&self) -> String {
        let mut text = format!("Issue #{} of {}", self.number, self.repo);
        if let Some(issue) = &self.issue {
            issue.write(&mut text);
        }
        // Writing to a String cannot fail.
        let _ = match (self.comments.len(), self.comments_total) {
            (_, 0) => write!(text, "\nNo comments."),
            (0, _) => write!(text, "\nNo further comments."),
            (shown, total) => write!(text, "\n{shown} of {total} comments, oldest first:"),
        };
        for Comment { author, role, created_at, body } in &self.comments {
            let _ = write!(text, "\n{author} ({role}) at {created_at}:");
            let _ = write!(text, "\n{}", quote(body, usize::MAX));
        }
        self.next.write(&mut text);
        text
    }

    fn records(&self) -> usize {
        self.comments.len()
    }

    fn keep(&mut self, keep: usize) {
        self.comments.truncate(keep);
        self.next.advance(keep);
    }
}

impl Issue {
    fn write(&self, text: &mut String) {
        let list = |names: &[String], none: &str| match names {
            [] => none.to_owned(),
            names => names.join(", "),
        };
        let reason = self.state_reason.as_ref().map(|reason| format!(" as {reason}"));
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            ", {}{}: {}\nby {}, opened {}, changed {}\nlabels: {} | assigned to: {} | milestone: {}",
            self.state,
            reason.unwrap_or_default(),
            self.title,
            self.author,
            self.created_at,
            self.updated_at,
            list(&self.labels, "none"),
            list(&self.assignees, "nobody"),
            self.milestone.as_deref().unwrap_or("none"),
        );
        if let Some(closed_by) = &self.closed_by {
            let _ = write!(text, "\nclosed by {closed_by}");
        }
        let body =
            if self.body.is_empty() { "(no text)".into() } else { quote(&self.body, usize::MAX) };
        let _ = write!(text, "\n{body}");
        for Linked { kind, repo, number, state, title } in &self.linked {
            let repo = repo.as_deref().unwrap_or_default();
            let _ = write!(text, "\nmentioned by {kind} {repo}#{number} ({state}): {title}");
        }
        if self.links_incomplete {
            text.push_str("\nINCOMPLETE: its history is long; later mentions are not listed");
        }
    }
}

impl Tool for TriageIssue {
    const NAME: &'static str = "triage_issue";
    const TITLE: &'static str = "Triage an issue";
    const DESCRIPTION: &'static str = "Reads one issue: state, labels, assignees, text, issues \
        and pull requests that mention it, comments by the page. Do not use it for pull requests \
        (summarize_pull_request) or to find issues (issue_queue, find_related_issues).";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Option<Scope> = Some(Scope::GithubRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Triage;

    async fn call(ctx: &Ctx, args: Args) -> Result<Triage, ToolError> {
        let github = github(ctx)?;
        let repository = github.repository(args.repo.as_deref())?;
        let filter = (repository.to_string(), args.number, args.page_size);
        let next = Next::open(ctx, Self::NAME, &filter, args.cursor.as_deref())?;
        fetch::fetch(&github, &repository, &args, next).await
    }
}
