//! Check runs and commit statuses as the API has them.

use futures_util::future;
use serde::Deserialize;

use super::{Check, Checks, Verdict};
use crate::{
    backend::{
        Github,
        github::{GithubError, Problem, Repository, Request},
    },
    tools::github::{api::NAME, foreign::line},
};

#[derive(Deserialize)]
struct Runs {
    check_runs: Vec<Run>,
}

#[derive(Deserialize)]
struct Run {
    name: String,
    status: String,
    conclusion: Option<String>,
    details_url: Option<String>,
    output: Option<Told>,
}

#[derive(Deserialize)]
struct Told {
    title: Option<String>,
}

#[derive(Deserialize)]
struct Combined {
    statuses: Vec<Status>,
}

#[derive(Deserialize)]
struct Status {
    context: String,
    state: String,
    description: Option<String>,
}

/// The most the API gives at once, and how often it is asked.
const PER_PAGE: u32 = 100;
const PAGES: u32 = 3;
const SUMMARY: usize = 160;

/// Reads the checks of the commit that `reference` names. What the credential
/// may not see is left out and named, as long as it may see something.
pub(in crate::tools::github) async fn checks(
    github: &Github,
    repository: &Repository,
    reference: &str,
) -> Result<Checks, GithubError> {
    let runs = runs(github, repository, reference);
    let (mut found, unseen) =
        match future::join(runs, statuses(github, repository, reference)).await {
            (Ok(mut runs), Ok(statuses)) => {
                runs.all.extend(statuses.all);
                runs.incomplete |= statuses.incomplete;
                (runs, None)
            }
            (Ok(runs), Err(error)) => (runs, Some(denied("commit statuses", error)?)),
            (Err(error), Ok(statuses)) => (statuses, Some(denied("check runs", error)?)),
            (Err(error), Err(_)) => return Err(error),
        };
    found.unseen.extend(unseen);
    found.all.sort_by(|a, b| (a.verdict, &a.name).cmp(&(b.verdict, &b.name)));
    Ok(found)
}

/// What is not seen, if that is all that is wrong.
pub(in crate::tools::github) fn denied(
    kind: &str,
    error: GithubError,
) -> Result<String, GithubError> {
    match &error.problem {
        Problem::NotPermitted(Some(needs)) => Ok(format!("{kind}; this server needs {needs}")),
        Problem::NotPermitted(None) => Ok(format!("{kind}; this server is not permitted to")),
        _ => Err(error),
    }
}

async fn runs(
    github: &Github,
    repository: &Repository,
    reference: &str,
) -> Result<Checks, GithubError> {
    let mut found = Checks::default();
    for page in 1..=PAGES {
        let request = request(repository, reference, "check-runs").query("page", page);
        let paged = github.page::<Runs>(&request).await?;
        found.all.extend(paged.value.check_runs.into_iter().map(Run::check));
        found.incomplete = paged.more;
        if !paged.more {
            break;
        }
    }
    Ok(found)
}

async fn statuses(
    github: &Github,
    repository: &Repository,
    reference: &str,
) -> Result<Checks, GithubError> {
    let request = request(repository, reference, "status");
    let paged = github.page::<Combined>(&request).await?;
    let all = paged.value.statuses.into_iter().map(Status::check).collect();
    Ok(Checks { all, incomplete: paged.more, unseen: Vec::new() })
}

fn request(repository: &Repository, reference: &str, kind: &str) -> Request {
    Request::get(repository.at(&["commits", reference, kind]))
        .query("per_page", PER_PAGE)
        .about(format!("branch, tag or commit {} in {repository}", line(reference, NAME)))
}

impl Run {
    fn check(self) -> Check {
        let status = self.conclusion.unwrap_or(self.status);
        let verdict = match status.as_str() {
            "success" => Verdict::Passed,
            "skipped" | "neutral" | "stale" => Verdict::Skipped,
            status if is_failure(status) => Verdict::Failed,
            _ => Verdict::Pending,
        };
        Check {
            name: line(&self.name, NAME),
            verdict,
            status: line(&status, NAME),
            run_id: self.details_url.as_deref().and_then(run_id),
            summary: summary(self.output.and_then(|told| told.title)),
        }
    }
}

impl Status {
    fn check(self) -> Check {
        let verdict = match self.state.as_str() {
            "success" => Verdict::Passed,
            "failure" | "error" => Verdict::Failed,
            _ => Verdict::Pending,
        };
        Check {
            name: line(&self.context, NAME),
            verdict,
            status: line(&self.state, NAME),
            run_id: None,
            summary: summary(self.description),
        }
    }
}

/// Whether a conclusion of a run or job means that it did not pass.
pub(in crate::tools::github) fn is_failure(conclusion: &str) -> bool {
    ["failure", "timed_out", "cancelled", "action_required", "startup_failure"]
        .contains(&conclusion)
}

fn summary(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty()).map(|text| line(&text, SUMMARY))
}

/// The workflow run in the address of a check of GitHub Actions.
fn run_id(url: &str) -> Option<u64> {
    let (_, behind) = url.split_once("/actions/runs/")?;
    behind.split('/').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_of_actions_names_its_run() {
        let url = "https://github.com/octo/hello/actions/runs/81/job/9";
        assert_eq!(run_id(url), Some(81));
        assert_eq!(run_id("https://ci.example.com/81"), None);
    }

    #[test]
    fn what_has_no_conclusion_is_pending() {
        let run = |status: &str, conclusion: Option<&str>| {
            let run = Run {
                name: "a\nb".into(),
                status: status.into(),
                conclusion: conclusion.map(Into::into),
                details_url: None,
                output: None,
            };
            run.check().verdict
        };
        assert_eq!(run("in_progress", None), Verdict::Pending);
        assert_eq!(run("completed", Some("timed_out")), Verdict::Failed);
        assert_eq!(run("completed", Some("neutral")), Verdict::Skipped);
    }
}
