//! `roll_back`: brings an environment back to the last commit that was good.

mod plan;

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};

use self::plan::{Deployment, Plan};
use super::{
    github,
    runs::{self, Start, Started},
    span::{self, commits, short},
};
use crate::{
    backend::{
        Github,
        github::{Repository, Request},
    },
    caller::Scope,
    text::excerpt,
    tool::{Action, Ctx, Destructive, Output, Preview, Remote, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct RollBack;

/// What to roll back.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// Its name, e.g. production.
    environment: String,
    /// owner/name, if not the default.
    repo: Option<String>,
}

/// What was started.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RollingBack {
    /// Which environment.
    environment: String,
    /// The commit it had.
    from_sha: String,
    /// The commit it goes back to.
    to_sha: String,
    /// The new deployment, where no workflow was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    deployment_id: Option<u64>,
    /// The workflow's run; absent while GitHub does not say which it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    run_id: Option<u64>,
    /// Where the run is.
    #[serde(skip_serializing_if = "Option::is_none")]
    run_url: Option<String>,
    #[serde(skip)]
    told: String,
}

#[derive(Deserialize)]
struct Home {
    default_branch: String,
}

#[derive(Deserialize)]
struct Made {
    id: u64,
}

impl Output for RollingBack {
    fn text(&self) -> String {
        format!(
            "Rolling {} back from {} to {}. {}.",
            self.environment,
            short(&self.from_sha),
            short(&self.to_sha),
            self.told
        )
    }
}

impl Action for RollBack {
    const NAME: &'static str = "roll_back";
    const TITLE: &'static str = "Roll back an environment";
    const DESCRIPTION: &'static str = "Brings an environment back to the last commit that \
        was deployed successfully before the present one, by the rollback workflow or a new \
        deployment; returns what to watch. Do not use it unless the user asked for it.";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Scope = Scope::GithubWrite;
    type Args = Args;
    type Output = RollingBack;
    type Target = Remote;

    async fn apply(ctx: &Ctx, _: &mut Remote, args: Args) -> Result<RollingBack, ToolError> {
        let (github, repository, Plan { current, target, .. }) = plan(ctx, &args).await?;
        let mut done = RollingBack {
            environment: excerpt(&args.environment, 255),
            from_sha: current.sha.clone(),
            to_sha: target.sha.clone(),
            deployment_id: None,
            run_id: None,
            run_url: None,
            told: String::new(),
        };
        if let Some(file) = github.rollback_workflow() {
            let started = start(ctx, &github, &repository, file, &args, &target.sha).await?;
            done.told = runs::told(started.as_ref());
            (done.run_id, done.run_url) = started.map(|Started { id, url }| (id, url)).unzip();
        } else {
            let Made { id } = redeploy(&github, &repository, &args, &current, &target).await?;
            done.told = format!("Deployment {id} is made; its statuses tell how it goes");
            done.deployment_id = Some(id);
        }
        Ok(done)
    }
}

impl Destructive for RollBack {
    async fn preview(ctx: &Ctx, _: &mut Remote, args: &Args) -> Result<Preview, ToolError> {
        let (github, repository, plan) = plan(ctx, args).await?;
        let Plan { current, state, target } = &plan;
        let mut text = format!(
            "Roll environment {} of {repository} back {}.\nNow: {}, {state}.\nBack to: {}, the \
             last that succeeded before.",
            excerpt(&args.environment, 255),
            match github.rollback_workflow() {
                Some(file) => format!("by the workflow {file}"),
                None => "by a new deployment".to_owned(),
            },
            current.told(),
            target.told(),
        );
        // Writing to a String cannot fail.
        let _ = match span::between(&github, &repository, &target.sha, &current.sha).await? {
            None => write!(text, "\nWhat lies between them is too much to be listed."),
            Some(span) => write!(
                text,
                "\nIt undoes {} and brings back {} that the present one lacks.{}",
                commits(span.ahead_by),
                span.behind_by,
                span.lines()
            ),
        };
        Ok(Preview { text, version: plan.version() })
    }
}

async fn plan(ctx: &Ctx, args: &Args) -> Result<(Github, Repository, Plan), ToolError> {
    let github = github(ctx)?;
    let repository = github.repository(args.repo.as_deref())?;
    let plan = Plan::make(&github, &repository, &args.environment).await?;
    Ok((github, repository, plan))
}

/// Starts the workflow, on the default branch.
async fn start(
    ctx: &Ctx,
    github: &Github,
    repository: &Repository,
    file: &str,
    args: &Args,
    sha: &str,
) -> Result<Option<Started>, ToolError> {
    let workflow = runs::workflow(github, repository, file).await?;
    let Home { default_branch } = github.json(&Request::get(repository.path())).await?;
    let inputs = [("environment", args.environment.as_str()), ("sha", sha)];
    let inputs = inputs.map(|(name, value)| (name.to_owned(), value.into()));
    let start = Start {
        github,
        repository,
        workflow: &workflow,
        reference: &default_branch,
        inputs: Map::from_iter(inputs),
    };
    start.run(ctx).await
}

/// Deploys `target` again, as it was: what listens to deployments does the rest.
async fn redeploy(
    github: &Github,
    repository: &Repository,
    args: &Args,
    current: &Deployment,
    target: &Deployment,
) -> Result<Made, ToolError> {
    let payload = if target.payload.is_null() { json!("") } else { target.payload.clone() };
    let body = json!({
        "ref": target.sha,
        "task": target.task,
        "payload": payload,
        "environment": args.environment,
        "description": format!("Roll back from {} to {}", short(&current.sha), short(&target.sha)),
        "auto_merge": false,
        // It passed its checks when it was deployed first.
        "required_contexts": [],
        "production_environment": target.production_environment,
        "transient_environment": target.transient_environment,
    });
    Ok(github.send(&Request::post(repository.at(&["deployments"]), body)).await?)
}
