//! `github://{owner}/{repo}/issue-states`: what an issue's state can be, and how
//! many labels there are to set beside it.

use std::time::Duration;

use serde::{Deserialize, Serialize, de::IgnoredAny};

use super::repository;
use crate::{
    backend::{
        Github,
        github::{GithubError, Repository, Request},
    },
    caller::Scope,
    resource::{Asked, Document, Resource, Values},
    tool::{Ctx, ToolError},
    tools::github::github,
    toolset::Toolset,
};

/// The resource.
pub(crate) struct IssueStates;

#[derive(Serialize)]
struct States {
    issues_enabled: bool,
    states: [State; 2],
    labels: usize,
    more_labels: bool,
}

#[derive(Serialize)]
struct State {
    state: &'static str,
    reasons: &'static [Reason],
}

#[derive(Serialize)]
struct Reason {
    reason: &'static str,
    meaning: &'static str,
}

#[derive(Deserialize)]
struct Features {
    has_issues: bool,
}

const OPEN: &[Reason] =
    &[Reason { reason: "reopened", meaning: "it was closed before; no reason: it never was" }];
const CLOSED: &[Reason] = &[
    Reason { reason: "completed", meaning: "done" },
    Reason { reason: "not_planned", meaning: "will not be done" },
    Reason { reason: "duplicate", meaning: "another issue is about the same" },
];
const TTL: Duration = Duration::from_mins(5);
/// The most the API gives at once, and how often it is asked.
const PER_PAGE: u32 = 100;
const PAGES: u32 = 5;

impl Resource for IssueStates {
    const URI: &'static str = "github://{owner}/{repo}/issue-states";
    const NAME: &'static str = "github_issue_states";
    const TITLE: &'static str = "Issue states of a GitHub repository";
    const DESCRIPTION: &'static str = "The states an issue can have, the reasons that go with \
        each, and how many labels the repository has. Read it before you close or filter issues.";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Option<Scope> = Some(Scope::GithubRead);
    const TTL: Duration = TTL;

    async fn read(ctx: &Ctx, values: &Values) -> Result<Document, ToolError> {
        let github = github(ctx)?;
        let repository = repository::named(&github, values)?;
        let features = Request::get(repository.path()).fresh_for(TTL);
        let Features { has_issues } = github.json(&features).await?;
        let (labels, more_labels) = labels(&github, &repository).await?;
        let states =
            [State { state: "open", reasons: OPEN }, State { state: "closed", reasons: CLOSED }];
        Document::json(&States { issues_enabled: has_issues, states, labels, more_labels })
    }

    async fn complete(ctx: &Ctx, asked: &Asked) -> Result<Vec<String>, ToolError> {
        repository::complete(ctx, asked)
    }
}

/// How many labels there are, and whether there are more than were counted.
async fn labels(github: &Github, repository: &Repository) -> Result<(usize, bool), GithubError> {
    let mut count = 0;
    for page in 1..=PAGES {
        let request = Request::get(repository.at(&["labels"]))
            .query("per_page", PER_PAGE)
            .query("page", page)
            .fresh_for(TTL);
        let paged = github.page::<Vec<IgnoredAny>>(&request).await?;
        count += paged.value.len();
        if !paged.more {
            return Ok((count, false));
        }
    }
    Ok((count, true))
}
