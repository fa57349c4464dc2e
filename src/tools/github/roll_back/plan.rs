//! Which deployment is there, and which one was good before it.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    backend::{
        Github,
        github::{GithubError, Repository, Request},
    },
    text::excerpt,
    tool::ToolError,
    tools::github::{foreign::line, span::short},
};

/// Deployments fetched, and looked at one by one.
const FETCHED: u32 = 50;
const LOOKED_AT: usize = 15;
const STATUSES: u32 = 100;
const NAME: usize = 100;

/// A deployment, with what it takes to make it again.
#[derive(Debug, Deserialize)]
pub(super) struct Deployment {
    id: u64,
    pub(super) sha: String,
    #[serde(rename = "ref")]
    reference: String,
    pub(super) task: String,
    /// Text or an object.
    #[serde(default)]
    pub(super) payload: Value,
    #[serde(default)]
    pub(super) production_environment: bool,
    #[serde(default)]
    pub(super) transient_environment: bool,
    created_at: Timestamp,
}

#[derive(Deserialize)]
struct Status {
    id: u64,
    state: String,
}

/// A way back.
#[derive(Debug)]
pub(super) struct Plan {
    /// The latest deployment, however it went.
    pub(super) current: Deployment,
    /// How it went.
    pub(super) state: String,
    /// The latest before it that succeeded, with another commit.
    pub(super) target: Deployment,
}

impl Deployment {
    /// The commit, what it was called, and when it was deployed.
    pub(super) fn told(&self) -> String {
        let Self { sha, reference, created_at, .. } = self;
        let named =
            if reference == sha { String::new() } else { format!(" ({})", line(reference, NAME)) };
        format!("{}{named}, deployed {created_at}", short(sha))
    }
}

impl Plan {
    pub(super) async fn make(
        github: &Github,
        repository: &Repository,
        environment: &str,
    ) -> Result<Self, ToolError> {
        let request = Request::get(repository.at(&["deployments"]))
            .query("environment", environment)
            .query("per_page", FETCHED);
        let mut deployments: Vec<Deployment> = github.json(&request).await?;
        deployments.sort_unstable_by_key(|deployment| std::cmp::Reverse(deployment.id));
        let mut deployments = deployments.into_iter();
        let refused = |problem: String| ToolError::Refused {
            problem,
            next: Some("Ask the user for the environment's name or for another way back.".into()),
        };
        let shown = excerpt(environment, NAME);
        let Some(current) = deployments.next() else {
            return Err(refused(format!("{repository} has no deployments to {shown}.")));
        };
        let state = states(github, repository, &current).await?.into_iter().next();
        let state = state.map_or("without a status".to_owned(), |state| line(&state, NAME));
        let others = deployments.filter(|other| other.sha != current.sha).take(LOOKED_AT);
        for target in others {
            let states = states(github, repository, &target).await?;
            if states.iter().any(|state| state == "success") {
                return Ok(Self { current, state, target });
            }
        }
        Err(refused(format!(
            "None of the latest deployments to {shown} before {} succeeded with another commit.",
            short(&current.sha)
        )))
    }

    /// Changes with what is there, how it went, and where it would go back to.
    pub(super) fn version(&self) -> String {
        format!("{} {} {}", self.current.id, self.state, self.target.id)
    }
}

/// The states it has had, the latest first.
async fn states(
    github: &Github,
    repository: &Repository,
    deployment: &Deployment,
) -> Result<Vec<String>, GithubError> {
    let path = repository.at(&["deployments", &deployment.id.to_string(), "statuses"]);
    let request = Request::get(path).query("per_page", STATUSES);
    let mut statuses: Vec<Status> = github.json(&request).await?;
    statuses.sort_unstable_by_key(|status| std::cmp::Reverse(status.id));
    Ok(statuses.into_iter().map(|status| status.state).collect())
}
