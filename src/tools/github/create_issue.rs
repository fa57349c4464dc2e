//! `create_issue`: opens an issue, unless it is open already.

mod duplicates;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    github,
    subject::{self, Subject},
};
use crate::{
    backend::github::Request,
    caller::Scope,
    text::excerpt,
    tool::{Action, Ctx, Output, Remote, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct CreateIssue;

/// What the issue says.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// The title.
    #[schemars(length(max = 256))]
    title: String,
    /// owner/name, if not the default.
    repo: Option<String>,
    /// Markdown.
    body: Option<String>,
    /// Labels the repository has.
    #[serde(default)]
    #[schemars(length(max = 10))]
    labels: Vec<String>,
    /// Logins.
    #[serde(default)]
    assignees: Vec<String>,
    /// Even if a similar one is open.
    #[serde(default)]
    allow_duplicate: bool,
}

/// The new issue.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Created {
    /// Its number.
    number: u64,
    /// Where it is.
    url: String,
    /// Labels it has.
    labels: Vec<String>,
    /// Logins it is assigned to.
    assignees: Vec<String>,
    /// Labels and assignees that GitHub dropped.
    dropped: Vec<String>,
}

impl Output for Created {
    fn text(&self) -> String {
        let Self { number, url, dropped, .. } = self;
        let dropped = match dropped.as_slice() {
            [] => String::new(),
            dropped => format!(
                "\nNOT SET, for this server's credential may not or the login cannot be assigned: {}",
                dropped.join(", ")
            ),
        };
        format!("Opened issue #{number}: {url}{dropped}")
    }
}

impl Action for CreateIssue {
    const NAME: &'static str = "create_issue";
    const TITLE: &'static str = "Open an issue";
    const DESCRIPTION: &'static str = "Opens an issue; returns its number and address. Refuses while \
        one with a very similar title is open, naming it. Do not use it to add to an open issue \
        (comment_or_label_issue).";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Scope = Scope::GithubWrite;
    const REDACTED: &'static [&'static str] = &["body"];
    type Args = Args;
    type Output = Created;
    type Target = Remote;

    async fn apply(ctx: &Ctx, _: &mut Remote, args: Args) -> Result<Created, ToolError> {
        let github = github(ctx)?;
        let repository = github.repository(args.repo.as_deref())?;
        subject::labels_exist(&github, &repository, &args.labels).await?;
        if !args.allow_duplicate {
            duplicates::refuse(&github, &repository, &args.title).await?;
        }
        let request = Request::post(repository.at(&["issues"]), body(&args));
        let made: Subject = github.send(&request).await?;
        let missing = |given: &[String], has: &[String]| -> Vec<String> {
            let lacks = |name: &&String| !has.iter().any(|other| subject::same(name, other));
            given.iter().filter(lacks).map(|name| excerpt(name, 60)).collect()
        };
        let (labels, assignees) = (made.labels(), made.assignees());
        let dropped =
            [missing(&args.labels, &labels), missing(&args.assignees, &assignees)].concat();
        Ok(Created { number: made.number, url: made.url(), labels, assignees, dropped })
    }
}

fn body(args: &Args) -> Value {
    let mut body = Map::from_iter([("title".to_owned(), json!(args.title))]);
    if let Some(text) = &args.body {
        body.insert("body".to_owned(), json!(text));
    }
    for (name, values) in [("labels", &args.labels), ("assignees", &args.assignees)] {
        if !values.is_empty() {
            body.insert(name.to_owned(), json!(values));
        }
    }
    Value::Object(body)
}
