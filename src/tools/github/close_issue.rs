//! `close_issue`: closes an issue, after its user has seen which.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::json;

use super::{
    github,
    steps::{self, Steps},
    subject::{self, Subject},
};
use crate::{
    backend::{
        Github,
        github::{GithubError, Problem, Repository, Request},
    },
    caller::Scope,
    text::excerpt,
    tool::{Action, Ctx, Destructive, Output, Preview, Remote, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct CloseIssue;

/// Which issue, and why.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// The issue's.
    #[schemars(range(min = 1))]
    number: u64,
    /// Why.
    reason: Reason,
    /// owner/name, if not the default.
    repo: Option<String>,
    /// Markdown.
    comment: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Reason {
    Completed,
    NotPlanned,
    Duplicate,
}

/// What was done.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Closed {
    /// The issue.
    number: u64,
    /// Where it is.
    url: String,
    /// Why it was closed.
    reason: Reason,
    /// Steps that GitHub refused after it was closed, and why.
    not_done: Vec<String>,
}

/// Characters of the comment in the preview.
const SHOWN: usize = 500;

impl Output for Closed {
    fn text(&self) -> String {
        let Self { number, url, reason, not_done } = self;
        format!("Closed issue #{number} as {}: {url}{}", reason.words(), steps::told(not_done))
    }
}

impl Reason {
    const fn words(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::NotPlanned => "not planned",
            Self::Duplicate => "a duplicate",
        }
    }
}

impl Action for CloseIssue {
    const NAME: &'static str = "close_issue";
    const TITLE: &'static str = "Close an issue";
    const DESCRIPTION: &'static str = "Closes an open issue, with a comment if given; returns its \
        address. Do not use it for pull requests, nor unless the user asked for it.";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Scope = Scope::GithubWrite;
    const REDACTED: &'static [&'static str] = &["comment"];
    type Args = Args;
    type Output = Closed;
    type Target = Remote;

    async fn apply(ctx: &Ctx, _: &mut Remote, args: Args) -> Result<Closed, ToolError> {
        let (github, repository, issue) = find(ctx, &args).await?;
        let number = args.number.to_string();
        let change = json!({ "state": "closed", "state_reason": args.reason });
        let close = Request::patch(repository.at(&["issues", &number]), change);
        let mut steps = Steps::default();
        let sent = github.send::<IgnoredAny>(&close.about(issue.name())).await;
        steps.note(ctx, "close", sent)?;
        if let Some(comment) = &args.comment {
            let path = repository.at(&["issues", &number, "comments"]);
            let add = Request::post(path, json!({ "body": comment })).about(issue.name());
            steps.note(ctx, "comment", github.send::<IgnoredAny>(&add).await)?;
        }
        let not_done = steps.not_done();
        Ok(Closed { number: issue.number, url: issue.url(), reason: args.reason, not_done })
    }
}

impl Destructive for CloseIssue {
    async fn preview(ctx: &Ctx, _: &mut Remote, args: &Args) -> Result<Preview, ToolError> {
        let (github, repository, issue) = find(ctx, args).await?;
        let comment = match &args.comment {
            // Who decides sees what will stand there in their name.
            Some(comment) => format!("comment: {:?}", excerpt(comment, SHOWN)),
            None => "without a comment".to_owned(),
        };
        let labels = issue.labels().join(", ");
        let text = format!(
            "Close issue #{} in {repository} as {}, {comment}.\n> {}\nLabels: {}. Comments: {}. \
             Last change: {}.",
            issue.number,
            args.reason.words(),
            issue.title(&github, &repository).await?,
            if labels.is_empty() { "none" } else { &labels },
            issue.comments,
            issue.updated_at,
        );
        Ok(Preview { text, version: issue.updated_at.to_string() })
    }
}

/// The issue, if it can be closed.
async fn find(ctx: &Ctx, args: &Args) -> Result<(Github, Repository, Subject), ToolError> {
    let github = github(ctx)?;
    let repository = github.repository(args.repo.as_deref())?;
    let issue = subject::find(&github, &repository, args.number).await?;
    if issue.is_pull_request() {
        let number = issue.number;
        let other = Problem::OtherKind { number, is_pull_request: true };
        return Err(GithubError::from(other).into());
    }
    if issue.is_closed() {
        return Err(ToolError::Refused {
            problem: format!("Issue #{} in {repository} is closed already.", issue.number),
            next: Some("To say more, use comment_or_label_issue.".to_owned()),
        });
    }
    Ok((github, repository, issue))
}
