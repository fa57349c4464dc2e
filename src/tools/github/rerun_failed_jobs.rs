//! `rerun_failed_jobs`: gives a run that failed another try.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::json;

use super::{foreign::line, github, runs, subject::address};
use crate::{
    backend::github::Request,
    caller::Scope,
    tool::{Action, Ctx, Output, Remote, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct RerunFailedJobs;

/// Which run.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// From explain_ci_failure.
    #[schemars(range(min = 1))]
    run_id: u64,
    /// owner/name, if not the default.
    repo: Option<String>,
}

/// What was started.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Rerun {
    /// The run, which keeps its id.
    run_id: u64,
    /// Which try this is, from 1.
    attempt: u64,
    /// Where it is.
    run_url: String,
}

#[derive(Deserialize)]
struct Run {
    html_url: String,
    status: Option<String>,
    conclusion: Option<String>,
    #[serde(default)]
    run_attempt: u64,
}

impl Output for Rerun {
    fn text(&self) -> String {
        let Self { run_id, attempt, run_url } = self;
        let run = runs::Started { id: *run_id, url: run_url.clone() };
        format!("The failed jobs run again, attempt {attempt}. {}.", runs::told(Some(&run)))
    }
}

impl Action for RerunFailedJobs {
    const NAME: &'static str = "rerun_failed_jobs";
    const TITLE: &'static str = "Rerun failed jobs";
    const DESCRIPTION: &'static str = "Runs the failed jobs of a finished workflow run again, on \
        the same commit; returns the run to watch. Do not use it to test a fix: that needs a new \
        run (run_workflow).";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Scope = Scope::GithubWrite;
    type Args = Args;
    type Output = Rerun;
    type Target = Remote;

    async fn apply(ctx: &Ctx, _: &mut Remote, args: Args) -> Result<Rerun, ToolError> {
        let github = github(ctx)?;
        let repository = github.repository(args.repo.as_deref())?;
        let id = args.run_id.to_string();
        let about = format!("workflow run {id} in {repository}");
        let request = Request::get(repository.at(&["actions", "runs", &id])).about(&about);
        let run: Run = github.json(&request).await?;
        if let Some(reason) = obstacle(&run) {
            return Err(ToolError::Refused {
                problem: format!("Run {id} {reason}, so there is nothing to run again."),
                next: Some("Look at it with explain_ci_failure.".to_owned()),
            });
        }
        let path = repository.at(&["actions", "runs", &id, "rerun-failed-jobs"]);
        github.send::<IgnoredAny>(&Request::post(path, json!({})).about(about)).await?;
        Ok(Rerun {
            run_id: args.run_id,
            attempt: run.run_attempt.saturating_add(1),
            run_url: address(&run.html_url),
        })
    }
}

/// Why nothing of `run` can be run again.
fn obstacle(run: &Run) -> Option<String> {
    match (run.status.as_deref(), run.conclusion.as_deref()) {
        (Some("completed"), Some("success")) => Some("succeeded".to_owned()),
        (Some("completed"), Some("skipped")) => Some("was skipped".to_owned()),
        (Some("completed"), _) => None,
        (status, _) => {
            Some(format!("is not finished ({})", line(status.unwrap_or("no status"), 40)))
        }
    }
}
