//! `roll_back`: brings an environment back to the last commit that was good.

mod plan;

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use self::plan::Plan;
use super::{
    github,
    runs::{self, Start, Started, Workflow},
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
#[derive(Debug, Clone, Deserialize, JsonSchema)]
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

const NAME: usize = 255;

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
        let way = Way::find(ctx, args).await?;
        let mut done = RollingBack {
            environment: excerpt(&way.environment, NAME),
            from_sha: way.plan.current.sha.clone(),
            to_sha: way.plan.target.sha.clone(),
            deployment_id: None,
            run_id: None,
            run_url: None,
            told: String::new(),
        };
        if let Some(workflow) = &way.workflow {
            let started = way.start(ctx, workflow).await?;
            done.told = runs::told(started.as_ref());
            (done.run_id, done.run_url) = started.map(|Started { id, url }| (id, url)).unzip();
        } else {
            let Made { id } = way.redeploy().await?;
            done.told = format!("Deployment {id} is made: deployment_status tells how it goes");
            done.deployment_id = Some(id);
        }
        Ok(done)
    }
}

impl Destructive for RollBack {
    async fn preview(ctx: &Ctx, _: &mut Remote, args: &Args) -> Result<Preview, ToolError> {
        let way = Way::find(ctx, args.clone()).await?;
        let Way { github, repository, environment, plan, workflow } = &way;
        let Plan { current, state, target } = plan;
        let mut text = format!(
            "Roll environment {} of {repository} back {}.\nNow: {}, {state}.\nBack to: {}, the \
             last that succeeded before.",
            excerpt(environment, NAME),
            match workflow {
                Some(workflow) => format!("by the workflow {}", workflow.file()),
                None => "by a new deployment".to_owned(),
            },
            current.told(),
            target.told(),
        );
        // Writing to a String cannot fail.
        let _ = match span::between(github, repository, &target.sha, &current.sha).await? {
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

/// A way back, and what it takes to go it.
struct Way {
    github: Github,
    repository: Repository,
    environment: String,
    plan: Plan,
    /// The one that is configured; a deployment is made where there is none.
    workflow: Option<Workflow>,
}

impl Way {
    async fn find(ctx: &Ctx, Args { environment, repo }: Args) -> Result<Self, ToolError> {
        let github = github(ctx)?;
        let repository = github.repository(repo.as_deref())?;
        let plan = Plan::make(&github, &repository, &environment).await?;
        let workflow = match github.rollback_workflow() {
            Some(file) => Some(runs::workflow(&github, &repository, file).await?),
            None => None,
        };
        Ok(Self { github, repository, environment, plan, workflow })
    }

    /// Starts the workflow, on the default branch.
    async fn start(&self, ctx: &Ctx, workflow: &Workflow) -> Result<Option<Started>, ToolError> {
        let Self { github, repository, environment, plan, .. } = self;
        let Home { default_branch } = github.json(&Request::get(repository.path())).await?;
        let inputs = [("environment", environment), ("sha", &plan.target.sha)];
        let start = Start {
            github,
            repository,
            workflow,
            reference: &default_branch,
            inputs: inputs
                .map(|(name, value)| (name.to_owned(), json!(value)))
                .into_iter()
                .collect(),
        };
        start.run(ctx).await
    }

    /// Deploys the target again, as it was: what listens to deployments does the rest.
    async fn redeploy(&self) -> Result<Made, ToolError> {
        let Plan { current, target, .. } = &self.plan;
        let payload = if target.payload.is_null() { json!("") } else { target.payload.clone() };
        let (from, to) = (short(&current.sha), short(&target.sha));
        let body = json!({
            "ref": target.sha,
            "task": target.task,
            "payload": payload,
            "environment": self.environment,
            "description": format!("Roll back from {from} to {to}"),
            "auto_merge": false,
            // It passed its checks when it was deployed first.
            "required_contexts": [],
            "production_environment": target.production_environment,
            "transient_environment": target.transient_environment,
        });
        let request = Request::post(self.repository.at(&["deployments"]), body);
        Ok(self.github.send(&request).await?)
    }
}
