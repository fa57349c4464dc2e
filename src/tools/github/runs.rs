//! Runs of workflows: starting one, and finding which one was started.

use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{foreign::line, subject::address};
use crate::{
    backend::{
        Github,
        github::{GithubError, Problem, Repository, Request},
    },
    text::excerpt,
    tool::{Ctx, ToolError},
};

/// What is waited between looks for a run that GitHub does not name.
const PAUSES: [Duration; 5] = [
    Duration::from_millis(300),
    Duration::from_millis(700),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(3),
];
/// What is left of the call's time when looking ends.
const MARGIN: Duration = Duration::from_secs(2);
const NAME: usize = 100;
const WORKFLOWS: u32 = 100;

/// A workflow of a repository.
#[derive(Debug, Deserialize)]
pub(super) struct Workflow {
    id: u64,
    name: String,
    path: String,
    state: String,
}

#[derive(Deserialize)]
struct Workflows {
    workflows: Vec<Workflow>,
}

/// A run as a list tells it.
#[derive(Debug, Deserialize)]
struct Run {
    id: u64,
    html_url: String,
    head_branch: Option<String>,
}

#[derive(Deserialize)]
struct Runs {
    workflow_runs: Vec<Run>,
}

/// What GitHub says of a run it has just started, if it does.
#[derive(Deserialize)]
struct Details {
    workflow_run_id: u64,
    html_url: String,
}

/// A run that was started.
#[derive(Debug)]
pub(super) struct Started {
    pub(super) id: u64,
    pub(super) url: String,
}

/// A start of a workflow.
pub(super) struct Start<'a> {
    pub(super) github: &'a Github,
    pub(super) repository: &'a Repository,
    pub(super) workflow: &'a Workflow,
    pub(super) reference: &'a str,
    pub(super) inputs: Map<String, Value>,
}

impl Workflow {
    /// The name of its file.
    pub(super) fn file(&self) -> String {
        line(self.path.rsplit('/').next().unwrap_or(&self.path), NAME)
    }

    fn is(&self, wanted: &str) -> bool {
        let file = self.path.rsplit('/').next();
        file == Some(wanted)
            || self.path == wanted
            || self.id.to_string() == wanted
            || self.name.eq_ignore_ascii_case(wanted)
    }
}

/// The workflow with that file, id or name, if it can run.
pub(super) async fn workflow(
    github: &Github,
    repository: &Repository,
    wanted: &str,
) -> Result<Workflow, ToolError> {
    let path = repository.at(&["actions", "workflows"]);
    let request = Request::get(path).query("per_page", WORKFLOWS);
    let Workflows { workflows } = github.json(&request).await?;
    let known: Vec<String> = workflows.iter().map(Workflow::file).collect();
    let wanted = wanted.trim();
    let Some(found) = workflows.into_iter().find(|workflow| workflow.is(wanted)) else {
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        return Err(ToolError::NotFound {
            problem: format!("{repository} has no workflow {}.", excerpt(wanted, NAME)),
            next: format!("Its workflows: {known}."),
        });
    };
    if found.state == "active" {
        return Ok(found);
    }
    Err(ToolError::Refused {
        problem: format!(
            "Workflow {} of {repository} is switched off ({}).",
            found.file(),
            excerpt(&found.state, NAME)
        ),
        next: Some("Ask the user whether to switch it on on GitHub.".to_owned()),
    })
}

impl Start<'_> {
    /// Starts it once; the run, if it can be told within the call's time.
    pub(super) async fn run(self, ctx: &Ctx) -> Result<Option<Started>, ToolError> {
        let newest = self.runs().await?.iter().map(|run| run.id).max().unwrap_or(0);
        let details = match self.github.send(&self.request(true)).await {
            Err(GithubError {
                problem: Problem::Invalid { message, .. }, unsure: false, ..
            }) if message.contains("return_run_details") => {
                // An older GitHub Enterprise Server, which has done nothing yet.
                self.github.send::<Option<Details>>(&self.request(false)).await?
            }
            answered => answered?,
        };
        Ok(match details {
            Some(Details { workflow_run_id: id, html_url }) => {
                Some(Started { id, url: address(&html_url) })
            }
            None => self.find(ctx, newest).await,
        })
    }

    fn request(&self, asks_for_run: bool) -> Request {
        let inputs = (!self.inputs.is_empty()).then(|| ("inputs", json!(self.inputs)));
        let details = asks_for_run.then(|| ("return_run_details", json!(true)));
        let body = [Some(("ref", json!(self.reference))), inputs, details];
        let body = body.into_iter().flatten().map(|(name, value)| (name.to_owned(), value));
        let id = self.workflow.id.to_string();
        let path = self.repository.at(&["actions", "workflows", &id, "dispatches"]);
        Request::post(path, body.collect()).about(format!("workflow {}", self.workflow.file()))
    }

    /// Looks for the one run that appeared since `newest`. It was started,
    /// whatever becomes of looking, so nothing here fails.
    async fn find(&self, ctx: &Ctx, newest: u64) -> Option<Started> {
        for pause in PAUSES {
            if Instant::now() + pause + MARGIN > ctx.deadline {
                return None;
            }
            tokio::time::sleep(pause).await;
            let Ok(mut runs) = self.runs().await else { continue };
            runs.retain(|run| run.id > newest && self.is_mine(run));
            match runs.as_slice() {
                [] => {}
                [run] => return Some(Started { id: run.id, url: address(&run.html_url) }),
                // Others started it too: which one is this call's cannot be told.
                _ => return None,
            }
        }
        None
    }

    fn is_mine(&self, run: &Run) -> bool {
        let reference = self.reference;
        let short = ["refs/heads/", "refs/tags/"]
            .iter()
            .find_map(|prefix| reference.strip_prefix(prefix))
            .unwrap_or(reference);
        run.head_branch.as_deref().is_none_or(|branch| branch == short)
    }

    /// The latest runs that were started by hand.
    async fn runs(&self) -> Result<Vec<Run>, GithubError> {
        let id = self.workflow.id.to_string();
        let request = Request::get(self.repository.at(&["actions", "workflows", &id, "runs"]))
            .query("event", "workflow_dispatch")
            .query("per_page", 20);
        Ok(self.github.json::<Runs>(&request).await?.workflow_runs)
    }
}

/// What a model reads of a run to watch.
pub(super) fn told(started: Option<&Started>) -> String {
    match started {
        Some(Started { id, url }) => {
            format!("Run {id}: {url} (explain_ci_failure tells how it went)")
        }
        None => "GitHub has not said which run it is: look at the workflow's runs, and do not \
                 start it again"
            .to_owned(),
    }
}
