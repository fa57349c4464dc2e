//! The run, its jobs and what they point out.

use futures_util::future;
use jiff::Timestamp;
use serde::Deserialize;

use super::{Args, Explanation, Job, Run, log};
use crate::{
    backend::{
        Github,
        github::{ApiPath, GithubError, Problem, Repository, Request},
    },
    tool::ToolError,
    tools::github::{
        api::{self, NAME, User, login, short},
        checks::{denied, is_failure},
        foreign::{HIDDEN, line},
    },
};

/// Jobs and annotations that are told of.
const JOBS: usize = 5;
const ANNOTATIONS: usize = 8;
const MESSAGE: usize = 400;
/// The most the API gives at once, and how often it is asked for jobs.
const PER_PAGE: u32 = 100;
const PAGES: u32 = 5;

#[derive(Deserialize)]
struct Runs {
    workflow_runs: Vec<Found>,
}

#[derive(Deserialize)]
struct Found {
    id: u64,
    name: Option<String>,
    event: String,
    head_branch: Option<String>,
    head_sha: String,
    run_attempt: Option<u64>,
    status: Option<String>,
    conclusion: Option<String>,
    created_at: Timestamp,
    actor: Option<User>,
}

#[derive(Deserialize)]
struct Jobs {
    jobs: Vec<Ran>,
}

#[derive(Deserialize)]
pub(super) struct Ran {
    pub(super) id: u64,
    name: String,
    conclusion: Option<String>,
    #[serde(default)]
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    name: String,
    conclusion: Option<String>,
}

#[derive(Deserialize)]
struct Annotation {
    path: Option<String>,
    start_line: Option<u64>,
    annotation_level: Option<String>,
    message: Option<String>,
}

#[derive(Deserialize)]
struct Pull {
    head: Head,
}

#[derive(Deserialize)]
struct Head {
    sha: String,
}

/// What is asked.
pub(super) struct Asked<'a> {
    pub(super) github: &'a Github,
    pub(super) repository: &'a Repository,
    pub(super) args: &'a Args,
}

impl Asked<'_> {
    pub(super) async fn explain(&self) -> Result<Explanation, ToolError> {
        let found = match self.run().await? {
            Ok(found) => found,
            Err(summary) => return Ok(self.nothing(summary, None)),
        };
        let shown = self.github.shows(self.repository, &login(found.actor.as_ref())).await?;
        let (jobs, more_jobs) = self.jobs(found.id).await?;
        let run = run(found, shown);
        let wanted = self.args.job_id;
        if let Some(id) = wanted.filter(|id| jobs.iter().all(|job| job.id != *id)) {
            return Err(unknown_job(id, run.id));
        }
        let mut failed: Vec<Ran> = jobs.into_iter().filter(Ran::failed).collect();
        // Jobs are cancelled because another one failed: that one says why.
        failed.sort_by_key(|job| is_cancelled(job.conclusion.as_deref()));
        let Some(job) = wanted.or_else(|| failed.first().map(|job| job.id)) else {
            let summary = format!("{} No job failed.", self.headline(&run));
            return Ok(self.nothing(summary, Some(run)));
        };
        let pointed = future::try_join_all(
            failed.iter().take(JOBS).map(|job| self.annotations(job.id, shown)),
        );
        let log = log::window(self, (run.id, job), shown);
        let (pointed, log) = future::try_join(pointed, log).await?;
        let (annotations, unseen): (Vec<_>, Vec<_>) = pointed.into_iter().unzip();
        let (log, no_log) = log.map_or_else(|gone| (None, Some(gone)), |log| (Some(log), None));
        let not_read = more_jobs.then(|| format!("jobs beyond the first {}", PER_PAGE * PAGES));
        let mut unseen: Vec<String> =
            unseen.into_iter().flatten().chain(no_log).chain(not_read).collect();
        unseen.dedup();
        Ok(Explanation {
            repo: self.repository.to_string(),
            summary: self.headline(&run),
            more_failed_jobs: failed.len().saturating_sub(JOBS),
            failed_jobs: failed.iter().zip(annotations).map(|(ran, told)| ran.job(told)).collect(),
            run: Some(run),
            log,
            unseen,
        })
    }

    fn nothing(&self, summary: String, run: Option<Run>) -> Explanation {
        Explanation {
            repo: self.repository.to_string(),
            summary,
            run,
            failed_jobs: Vec::new(),
            more_failed_jobs: 0,
            log: None,
            unseen: Vec::new(),
        }
    }

    fn headline(&self, run: &Run) -> String {
        let Run { id, workflow, event, branch, sha, attempt, conclusion, created_at } = run;
        format!(
            "Run {id} of {} ({workflow}, {event} on {branch} at {sha}, attempt {attempt}, \
             {created_at}): {conclusion}.",
            self.repository
        )
    }

    pub(super) fn at(&self, parts: &[&str]) -> ApiPath {
        self.repository.at(parts)
    }

    /// The latest jobs of a run, and whether there are more than were read.
    async fn jobs(&self, run: u64) -> Result<(Vec<Ran>, bool), GithubError> {
        let mut jobs = Vec::new();
        for page in 1..=PAGES {
            let request = Request::get(self.at(&["actions", "runs", &run.to_string(), "jobs"]))
                .query("filter", "latest")
                .query("per_page", PER_PAGE)
                .query("page", page)
                .about(format!("run {run} in {}", self.repository));
            let paged = self.github.page::<Jobs>(&request).await?;
            jobs.extend(paged.value.jobs);
            if !paged.more {
                return Ok((jobs, false));
            }
        }
        Ok((jobs, true))
    }

    /// The run that is meant, or why there is none.
    async fn run(&self) -> Result<Result<Found, String>, ToolError> {
        if let Some(id) = self.args.run_id {
            let request = Request::get(self.at(&["actions", "runs", &id.to_string()]))
                .about(format!("run {id} in {}", self.repository));
            return Ok(Ok(self.github.json(&request).await?));
        }
        let (sha, place) = match (self.args.number, &self.args.r#ref) {
            (Some(number), _) => {
                let pull: Pull = api::pull(self.github, self.repository, number).await?;
                (Some(pull.head.sha), format!("pull request {number} of "))
            }
            (None, Some(reference)) => {
                let commit = api::commit(self.github, self.repository, reference).await?;
                (Some(commit.sha), format!("{} of ", line(reference, NAME)))
            }
            (None, None) => (None, String::new()),
        };
        let request = Request::get(self.at(&["actions", "runs"]))
            .query_if("head_sha", sha.as_deref())
            .query_if("status", sha.is_none().then_some("failure"))
            .query("per_page", if sha.is_none() { 1 } else { PER_PAGE });
        let mut runs = self.github.json::<Runs>(&request).await?.workflow_runs;
        runs.sort_by_key(|run| is_cancelled(run.conclusion.as_deref()));
        let (total, place) = (runs.len(), format!("{place}{}", self.repository));
        let failed = runs.into_iter().find(|run| run.conclusion.as_deref().is_some_and(is_failure));
        Ok(failed.ok_or_else(|| match total {
            0 => format!("No failed run of GitHub Actions in {place}. Other CI: see ci_status."),
            total => {
                format!("None of {total} runs of GitHub Actions failed in {place}. See ci_status.")
            }
        }))
    }

    /// What a job points out, or what is not seen of it.
    async fn annotations(
        &self,
        job: u64,
        shown: bool,
    ) -> Result<(Vec<String>, Option<String>), GithubError> {
        // A job is a check run of the same number.
        let request = Request::get(self.at(&["check-runs", &job.to_string(), "annotations"]))
            .query("per_page", 30);
        let (found, more_pages) = match self.github.page::<Vec<Annotation>>(&request).await {
            Ok(paged) => (paged.value, paged.more),
            Err(GithubError { problem: Problem::NotFound(_), .. }) => (Vec::new(), false),
            Err(error) => return Ok((Vec::new(), Some(denied("annotations", error)?))),
        };
        let failures = found
            .iter()
            .filter(|one| one.annotation_level.as_deref() != Some("notice"))
            .map(|one| if shown { one.words() } else { HIDDEN.to_owned() });
        let mut told: Vec<String> = failures.collect();
        told.dedup();
        let more = told.len().saturating_sub(ANNOTATIONS);
        told.truncate(ANNOTATIONS);
        if more_pages {
            told.push(format!("… at least {more} more annotations"));
        } else if more > 0 {
            told.push(format!("… {more} more annotations"));
        }
        Ok((told, None))
    }
}

fn is_cancelled(conclusion: Option<&str>) -> bool {
    conclusion == Some("cancelled")
}

impl Ran {
    fn failed(&self) -> bool {
        self.conclusion.as_deref().is_some_and(is_failure)
    }

    fn job(&self, annotations: Vec<String>) -> Job {
        let steps =
            self.steps.iter().filter(|step| step.conclusion.as_deref().is_some_and(is_failure));
        Job {
            id: self.id,
            name: line(&self.name, NAME),
            conclusion: line(self.conclusion.as_deref().unwrap_or("unknown"), NAME),
            failed_steps: steps.map(|step| line(&step.name, NAME)).collect(),
            annotations,
        }
    }
}

impl Annotation {
    /// `src/a.rs:7: message`.
    fn words(&self) -> String {
        let message = line(self.message.as_deref().unwrap_or_default(), MESSAGE);
        match (self.path.as_deref(), self.start_line) {
            // Where there is no place, GitHub says `.github`.
            (None | Some(".github"), _) => message,
            (Some(path), None) => format!("{}: {message}", line(path, NAME * 2)),
            (Some(path), Some(at)) => format!("{}:{at}: {message}", line(path, NAME * 2)),
        }
    }
}

fn run(found: Found, shown: bool) -> Run {
    let branch = found.head_branch.as_deref().unwrap_or("no branch");
    let conclusion = found.conclusion.or(found.status);
    Run {
        id: found.id,
        workflow: line(found.name.as_deref().unwrap_or("unnamed"), NAME),
        event: line(&found.event, NAME),
        branch: if shown { line(branch, NAME) } else { HIDDEN.to_owned() },
        sha: short(&found.head_sha),
        attempt: found.run_attempt.unwrap_or(1),
        conclusion: line(conclusion.as_deref().unwrap_or("unknown"), NAME),
        created_at: found.created_at,
    }
}

fn unknown_job(id: u64, run: u64) -> ToolError {
    ToolError::NotFound {
        problem: format!("Run {run} has no job {id} in its latest attempt."),
        next: "Leave job_id out for the first job that failed, or give one it names.".into(),
    }
}
