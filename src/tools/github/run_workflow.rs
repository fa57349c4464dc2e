//! `run_workflow`: starts a workflow by hand.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    github,
    runs::{self, Start, Started},
};
use crate::{
    backend::github::Request,
    caller::Scope,
    text::excerpt,
    tool::{Action, Ctx, Output, Remote, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct RunWorkflow;

/// Which workflow, on what.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// Its file, name or id.
    workflow: String,
    /// Branch or tag, if not the default branch.
    #[serde(rename = "ref")]
    reference: Option<String>,
    /// What the workflow asks for.
    #[serde(default)]
    inputs: BTreeMap<String, String>,
    /// owner/name, if not the default.
    repo: Option<String>,
}

/// What was started.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Running {
    /// The workflow's file.
    workflow: String,
    /// The branch or tag.
    #[serde(rename = "ref")]
    reference: String,
    /// The run; absent while GitHub does not say which it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    run_id: Option<u64>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    run_url: Option<String>,
    #[serde(skip)]
    told: String,
}

#[derive(Deserialize)]
struct Home {
    default_branch: String,
}

impl Output for Running {
    fn text(&self) -> String {
        format!("Started {} on {}. {}.", self.workflow, self.reference, self.told)
    }
}

impl Action for RunWorkflow {
    const NAME: &'static str = "run_workflow";
    const TITLE: &'static str = "Run a workflow";
    const DESCRIPTION: &'static str = "Starts a workflow that has workflow_dispatch; returns the \
        run to watch. Do not use it to repeat a failed run (rerun_failed_jobs).";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Scope = Scope::GithubWrite;
    type Args = Args;
    type Output = Running;
    type Target = Remote;

    async fn apply(ctx: &Ctx, _: &mut Remote, args: Args) -> Result<Running, ToolError> {
        let github = github(ctx)?;
        let repository = github.repository(args.repo.as_deref())?;
        let workflow = runs::workflow(&github, &repository, &args.workflow).await?;
        let reference = match args.reference {
            Some(reference) => reference,
            None => github.json::<Home>(&Request::get(repository.path())).await?.default_branch,
        };
        let start = Start {
            github: &github,
            repository: &repository,
            workflow: &workflow,
            reference: &reference,
            inputs: args.inputs.into_iter().map(|(name, value)| (name, value.into())).collect(),
        };
        let started = start.run(ctx).await?;
        let told = runs::told(started.as_ref());
        let (run_id, run_url) = started.map(|Started { id, url }| (id, url)).unzip();
        let reference = excerpt(&reference, 255);
        Ok(Running { workflow: workflow.file(), reference, run_id, run_url, told })
    }
}
