//! `deployment_status`: what is live where, and since when.

use std::{collections::HashSet, fmt::Write as _};

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    super::page,
    api::{NAME, Named, User, login, names, short},
    foreign::line,
    github,
    next::Next,
};
use crate::{
    backend::{
        Github,
        github::{GithubError, Repository, Request},
    },
    caller::Scope,
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct DeploymentStatus;

/// Where to look.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// Only this environment, for instance production.
    environment: Option<String>,
    /// owner/name, if not the default.
    repo: Option<String>,
    /// Deployments on a page.
    #[schemars(range(min = 1, max = page::MAX))]
    #[serde(default = "usual_size")]
    page_size: u32,
    /// The next_cursor of the page before.
    cursor: Option<String>,
}

/// Each deployment costs a request.
const fn usual_size() -> u32 {
    10
}

/// A deployment.
#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    /// Its id.
    id: u64,
    /// Where to.
    environment: String,
    /// The branch, tag or commit that was asked for.
    r#ref: String,
    /// The commit.
    sha: String,
    /// Who deployed.
    by: String,
    /// When it was asked for.
    created_at: Timestamp,
    /// Its latest status: success, failure, in_progress, inactive, ...
    state: String,
    /// Since when it has that status.
    since: Timestamp,
    /// What is said about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// Whether it is the latest success of its environment; told on the first page.
    live: bool,
}

/// Deployments.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Page {
    /// Of which repository.
    repo: String,
    /// Latest first.
    deployments: Vec<Row>,
    /// Environments there are, where no deployment was found.
    environments: Vec<String>,
    #[serde(flatten)]
    next: Next,
}

#[derive(Deserialize)]
struct Found {
    id: u64,
    environment: String,
    r#ref: String,
    sha: String,
    creator: Option<User>,
    created_at: Timestamp,
}

#[derive(Deserialize)]
struct Status {
    state: String,
    description: Option<String>,
    created_at: Timestamp,
}

#[derive(Deserialize)]
struct Environments {
    environments: Vec<Named>,
}

/// Statuses that are asked for at once.
const AT_ONCE: usize = 5;
const NOTE: usize = 160;

impl Output for Page {
    fn text(&self) -> String {
        let Self { repo, deployments, environments, next } = self;
        if deployments.is_empty() {
            let known = match environments.as_slice() {
                [] => String::new(),
                names => format!(" Environments: {}.", names.join(", ")),
            };
            return format!("No deployments found in {repo}.{known}");
        }
        let mut text = format!("{} deployments of {repo}, latest first:", deployments.len());
        for row in deployments {
            let Row { id, environment, r#ref, sha, by, created_at, state, since, note, live } = row;
            let mark = if *live { "LIVE " } else { "" };
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "\n{mark}{environment} | {state} since {since} | {ref} ({sha}) | by {by} at \
                 {created_at} | {id}"
            );
            if let Some(note) = note {
                let _ = write!(text, " | {note}");
            }
        }
        next.write(&mut text);
        text
    }

    fn records(&self) -> usize {
        self.deployments.len()
    }

    fn keep(&mut self, keep: usize) {
        self.deployments.truncate(keep);
        self.next.advance(keep);
    }
}

impl Tool for DeploymentStatus {
    const NAME: &'static str = "deployment_status";
    const TITLE: &'static str = "Deployment status";
    const DESCRIPTION: &'static str = "Lists a repository's deployments, latest first: \
        environment, status and since when, commit, and which one is live. Do not use it for CI \
        (ci_status) or for what is not deployed yet (whats_new_since).";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Option<Scope> = Some(Scope::GithubRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Page;

    async fn call(ctx: &Ctx, args: Args) -> Result<Page, ToolError> {
        let github = github(ctx)?;
        let repository = github.repository(args.repo.as_deref())?;
        let filter = (repository.to_string(), &args.environment, args.page_size);
        let mut next = Next::open(ctx, Self::NAME, &filter, args.cursor.as_deref())?;
        let request = Request::get(repository.at(&["deployments"]))
            .query_if("environment", args.environment.as_deref())
            .query("per_page", args.page_size)
            .query("page", next.page())
            .about(format!("deployments in {repository}"));
        let paged = github.page::<Vec<Found>>(&request).await?;
        let rows = paged.value.into_iter().map(|found| row(&github, &repository, found));
        let mut deployments: Vec<Row> = stream::iter(rows).buffered(AT_ONCE).try_collect().await?;
        // Before those of the page before are left out: they may be what is live.
        if next.page() == 1 {
            mark_live(&mut deployments);
        }
        deployments.drain(..next.skip().min(deployments.len()));
        next.turn(paged.more);
        let environments = match (deployments.is_empty(), &args.environment) {
            (true, Some(_)) => environments(&github, &repository).await,
            _ => Vec::new(),
        };
        Ok(Page { repo: repository.to_string(), deployments, environments, next })
    }
}

async fn row(github: &Github, repository: &Repository, found: Found) -> Result<Row, GithubError> {
    let id = found.id.to_string();
    let request = Request::get(repository.at(&["deployments", &id, "statuses"]))
        .query("per_page", 1)
        .about(format!("deployment {id} in {repository}"));
    let status = github.json::<Vec<Status>>(&request).await?.into_iter().next();
    let (state, since, note) = match status {
        Some(status) => (line(&status.state, NAME), status.created_at, status.description),
        None => ("pending".to_owned(), found.created_at, None),
    };
    Ok(Row {
        id: found.id,
        environment: line(&found.environment, NAME),
        r#ref: line(&found.r#ref, NAME),
        sha: short(&found.sha),
        by: line(&login(found.creator.as_ref()), NAME),
        created_at: found.created_at,
        state,
        since,
        note: note.filter(|note| !note.trim().is_empty()).map(|note| line(&note, NOTE)),
        live: false,
    })
}

/// The latest success in each environment is what runs there.
fn mark_live(deployments: &mut [Row]) {
    let mut environments = HashSet::new();
    for row in deployments {
        row.live = row.state == "success" && environments.insert(row.environment.clone());
    }
}

/// What to choose from; a help only, so that failing to read it is no failure.
async fn environments(github: &Github, repository: &Repository) -> Vec<String> {
    let request = Request::get(repository.at(&["environments"])).query("per_page", 30);
    let found = github.json::<Environments>(&request).await;
    found.map(|found| names(&found.environments)).unwrap_or_default()
}
