//! `comment_or_label_issue`: says something on an issue and sorts it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    github,
    steps::{self, Steps},
    subject::{self, Named, Subject},
};
use crate::{
    backend::github::{Repository, Request},
    caller::Scope,
    tool::{Action, Ctx, Output, Remote, ToolError, Violation},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct CommentOrLabelIssue;

/// Which issue, and what to do with it.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// Of the issue or pull request.
    #[schemars(range(min = 1))]
    number: u64,
    /// owner/name, if not the default.
    repo: Option<String>,
    /// Markdown.
    comment: Option<String>,
    /// Labels the repository has.
    #[serde(default)]
    #[schemars(length(max = 10))]
    add_labels: Vec<String>,
    /// Labels it has.
    #[serde(default)]
    remove_labels: Vec<String>,
}

/// What was done.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Sorted {
    /// Its number.
    number: u64,
    /// The labels it has now.
    labels: Vec<String>,
    /// Where the comment is.
    #[serde(skip_serializing_if = "Option::is_none")]
    comment_url: Option<String>,
    /// Steps that GitHub refused after others were done, and why.
    not_done: Vec<String>,
    #[serde(skip)]
    name: String,
}

#[derive(Deserialize)]
struct Comment {
    html_url: String,
}

impl Output for Sorted {
    fn text(&self) -> String {
        let labels = self.labels.join(", ");
        let labels = if labels.is_empty() { "no labels" } else { &labels };
        let comment = self.comment_url.as_ref().map(|url| format!(" Comment: {url}"));
        format!(
            "Done. {} has {labels}.{}{}",
            self.name,
            comment.unwrap_or_default(),
            steps::told(&self.not_done)
        )
    }
}

impl Action for CommentOrLabelIssue {
    const NAME: &'static str = "comment_or_label_issue";
    const TITLE: &'static str = "Comment on or label an issue";
    const DESCRIPTION: &'static str = "Comments on an issue or pull request, sets and removes \
        labels; returns its labels and the comment's address. Do not use it to close (close_issue).";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Scope = Scope::GithubWrite;
    const REDACTED: &'static [&'static str] = &["comment"];
    type Args = Args;
    type Output = Sorted;
    type Target = Remote;

    async fn apply(ctx: &Ctx, _: &mut Remote, args: Args) -> Result<Sorted, ToolError> {
        check(&args)?;
        let github = github(ctx)?;
        let repository = github.repository(args.repo.as_deref())?;
        let issue = subject::find(&github, &repository, args.number).await?;
        subject::labels_exist(&github, &repository, &args.add_labels).await?;
        let (mut steps, mut labels) = (Steps::default(), issue.labels());
        for step in Step::of(&issue, &args) {
            let sent = github.send(&step.request(&repository, &issue)).await;
            let now: Option<Vec<Named>> = steps.note(ctx, &step.name(), sent)?;
            labels = now.map_or(labels, |now| subject::names(&now));
        }
        let mut comment_url = None;
        if let Some(comment) = &args.comment {
            let path = repository.at(&["issues", &args.number.to_string(), "comments"]);
            let request = Request::post(path, json!({ "body": comment })).about(issue.name());
            let made = steps.note(ctx, "comment", github.send::<Comment>(&request).await)?;
            comment_url = made.map(|made| subject::address(&made.html_url));
        }
        let name = format!("{} in {repository}", issue.name());
        Ok(Sorted { number: issue.number, labels, comment_url, not_done: steps.not_done(), name })
    }
}

fn check(args: &Args) -> Result<(), ToolError> {
    let wrong = |field: &str, problem: &str| {
        Err(ToolError::InvalidArguments(vec![Violation::new(field, problem)]))
    };
    if args.comment.is_none() && args.add_labels.is_empty() && args.remove_labels.is_empty() {
        return wrong("", "give a comment, add_labels or remove_labels");
    }
    let both = |label: &String| args.remove_labels.iter().any(|other| subject::same(label, other));
    if args.add_labels.iter().any(both) {
        return wrong("add_labels", "holds a label that remove_labels holds too");
    }
    Ok(())
}

/// A change of the labels.
enum Step<'a> {
    Add(Vec<&'a str>),
    Remove(&'a str),
}

impl<'a> Step<'a> {
    /// What is left to do.
    fn of(issue: &Subject, args: &'a Args) -> Vec<Self> {
        let add: Vec<&str> = args
            .add_labels
            .iter()
            .map(String::as_str)
            .filter(|label| !issue.has_label(label))
            .collect();
        let remove = args.remove_labels.iter().filter(|label| issue.has_label(label));
        let add = (!add.is_empty()).then_some(Self::Add(add));
        add.into_iter().chain(remove.map(|label| Self::Remove(label))).collect()
    }

    fn name(&self) -> String {
        match self {
            Self::Add(_) => "add_labels".to_owned(),
            Self::Remove(label) => format!("remove label {}", crate::text::excerpt(label, 60)),
        }
    }

    fn request(&self, repository: &Repository, issue: &Subject) -> Request {
        let number = issue.number.to_string();
        let request = match self {
            Self::Add(labels) => Request::post(
                repository.at(&["issues", &number, "labels"]),
                json!({ "labels": labels }),
            ),
            Self::Remove(label) => {
                Request::delete(repository.at(&["issues", &number, "labels", label]))
            }
        };
        request.about(issue.name())
    }
}
