//! `issue_queue`: the issues of a repository, a page at a time.

mod fetch;

use std::fmt::Write as _;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    super::page::{self, Pager},
    args::{Format, Position},
    github,
};
use crate::{
    caller::Scope,
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct IssueQueue;

/// Which issues.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// owner/name, if not the default.
    repo: Option<String>,
    /// Which state.
    #[serde(default)]
    state: State,
    /// Only with all of these labels.
    #[serde(default)]
    #[schemars(length(max = 10))]
    labels: Vec<String>,
    /// Only of this login; `none` for nobody's.
    #[schemars(length(min = 1, max = 60))]
    assignee: Option<String>,
    /// The latest, or the most, first.
    #[serde(default)]
    sort: Sort,
    /// detailed adds dates, assignees, milestone and an excerpt.
    #[serde(default)]
    response_format: Format,
    /// Issues on a page.
    #[schemars(range(min = 1, max = page::MAX))]
    #[serde(default = "page::default_limit")]
    page_size: u32,
    /// The next_cursor of the page before.
    cursor: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum State {
    #[default]
    Open,
    Closed,
    All,
}

#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Sort {
    #[default]
    Updated,
    Created,
    Comments,
}

/// An issue as one line of a list.
#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    /// Its number.
    number: u64,
    /// Its title.
    title: String,
    /// Login of whoever opened it.
    author: String,
    /// Names of its labels.
    labels: Vec<String>,
    /// How many comments it has.
    comments: u64,
    /// When it last changed.
    updated_at: Timestamp,
    /// What only the detailed form holds.
    #[serde(flatten)]
    details: Option<Details>,
    /// Behind it.
    #[serde(skip)]
    after: Position,
}

/// What only the detailed form holds.
#[derive(Debug, Serialize, JsonSchema)]
struct Details {
    /// `open` or `closed`.
    state: String,
    /// When it was opened.
    created_at: Timestamp,
    /// Logins it is assigned to.
    assignees: Vec<String>,
    /// Its milestone.
    #[serde(skip_serializing_if = "Option::is_none")]
    milestone: Option<String>,
    /// The beginning of its text.
    excerpt: String,
}

/// A page of issues.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Page {
    /// Of which repository.
    repo: String,
    /// The issues, in the order asked for.
    issues: Vec<Row>,
    /// Whether there are more issues behind these.
    more_available: bool,
    /// Pass it as cursor, with the same other arguments, to get the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    #[serde(skip)]
    pager: Pager,
}

impl Output for Page {
    fn text(&self) -> String {
        if self.issues.is_empty() {
            return match &self.next_cursor {
                None => format!("No issues match in {}.", self.repo),
                Some(cursor) => format!(
                    "No issues among the entries looked through so far in {}.{}",
                    self.repo,
                    more(cursor)
                ),
            };
        }
        let mut text = format!(
            "{} {} of {}: number | title | author | labels | comments | updated",
            self.issues.len(),
            if self.issues.len() == 1 { "issue" } else { "issues" },
            self.repo
        );
        for row in &self.issues {
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "\n#{} | {} | {} | {} | {} | {}",
                row.number,
                row.title,
                row.author,
                row.labels.join(", "),
                row.comments,
                row.updated_at
            );
            if let Some(details) = &row.details {
                details.write(&mut text);
            }
        }
        text + &self.next_cursor.as_deref().map(more).unwrap_or_default()
    }

    fn records(&self) -> usize {
        self.issues.len()
    }

    fn keep(&mut self, keep: usize) {
        self.issues.truncate(keep);
        let after = self.issues.last().map(|row| row.after);
        self.end(after);
    }
}

impl Page {
    /// Says where the list goes on.
    fn end(&mut self, after: Option<Position>) {
        self.more_available = after.is_some();
        self.next_cursor = after.map(|after| self.pager.seal(&after.encode()));
    }
}

impl Details {
    fn write(&self, text: &mut String) {
        let milestone = self.milestone.as_deref().unwrap_or("no milestone");
        let assignees = self.assignees.join(", ");
        let assignees = if assignees.is_empty() { "nobody" } else { &assignees };
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\n  {}, opened {}, assigned to {assignees}, {milestone}",
            self.state, self.created_at
        );
        if !self.excerpt.is_empty() {
            let _ = write!(text, "\n  > {}", self.excerpt);
        }
    }
}

fn more(cursor: &str) -> String {
    format!("\nMORE AVAILABLE: call issue_queue with the same arguments and cursor={cursor:?}")
}

impl Tool for IssueQueue {
    const NAME: &'static str = "issue_queue";
    const TITLE: &'static str = "Issue queue";
    const DESCRIPTION: &'static str = "Lists a repository's issues, without pull requests: number, \
        title, author, labels, comments, last change. Do not use it to find issues by words \
        (find_related_issues) or to read one (triage_issue).";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Option<Scope> = Some(Scope::GithubRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Page;

    async fn call(ctx: &Ctx, args: Args) -> Result<Page, ToolError> {
        let github = github(ctx)?;
        let repository = github.repository(args.repo.as_deref())?;
        let filter = (repository.to_string(), args.state, &args.labels, &args.assignee, args.sort);
        let pager = Pager::new(&ctx.cursors, Self::NAME, &filter);
        let start = match &args.cursor {
            Some(cursor) => pager.open(cursor, Position::decode)?,
            None => Position::START,
        };
        let (issues, after) = fetch::fetch(&github, &repository, &args, start).await?;
        let repo = repository.to_string();
        let mut page = Page { repo, issues, more_available: false, next_cursor: None, pager };
        page.end(after);
        Ok(page)
    }
}
