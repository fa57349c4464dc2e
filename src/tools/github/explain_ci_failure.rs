//! `explain_ci_failure`: from a red run to the lines of the log that say why.

mod fetch;
mod log;

use std::fmt::Write as _;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::github;
use crate::{
    caller::Scope,
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct ExplainCiFailure;

/// Which run, and which part of its log.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// A workflow run.
    #[schemars(range(min = 1))]
    run_id: Option<u64>,
    /// Or the newest failed run of a pull request.
    #[schemars(range(min = 1))]
    number: Option<u64>,
    /// Or of this branch, tag or commit.
    r#ref: Option<String>,
    /// The log of another job than the first that failed.
    job_id: Option<u64>,
    /// The log from here on, not around the first error.
    #[schemars(range(min = 1))]
    first_line: Option<u32>,
    /// Log lines.
    #[schemars(range(min = 1, max = 200))]
    #[serde(default = "usual_lines")]
    lines: u32,
    /// owner/name, if not the default.
    repo: Option<String>,
}

const fn usual_lines() -> u32 {
    40
}

/// How many of so many lines stand before an error: what led to it says more
/// than what follows.
const fn before(lines: usize) -> usize {
    lines * 2 / 3
}

/// A run of a workflow.
#[derive(Debug, Serialize, JsonSchema)]
struct Run {
    /// Its id.
    id: u64,
    /// The workflow's name.
    workflow: String,
    /// What started it.
    event: String,
    /// The branch it ran on.
    branch: String,
    /// The commit it ran on.
    sha: String,
    /// Which attempt this is, from 1.
    attempt: u64,
    /// How it ended, or where it stands.
    conclusion: String,
    /// When it was created.
    created_at: Timestamp,
}

/// A job that failed.
#[derive(Debug, Serialize, JsonSchema)]
struct Job {
    /// Its id, for job_id.
    id: u64,
    /// Its name.
    name: String,
    /// How it ended.
    conclusion: String,
    /// Its steps that failed.
    failed_steps: Vec<String>,
    /// What it points out as wrong: place and message.
    annotations: Vec<String>,
}

/// A part of a job's log.
#[derive(Debug, Serialize, JsonSchema)]
struct Log {
    /// Of which job.
    job_id: u64,
    /// Of which run.
    #[serde(skip)]
    run_id: u64,
    /// Which line it is about, counted from the first given.
    #[serde(skip)]
    error: Option<usize>,
    /// The number of the first line given, from 1.
    first_line: usize,
    /// The lines, without their timestamps.
    lines: Vec<String>,
    /// How many lines the log has.
    total_lines: usize,
    /// Where errors stand in it.
    error_lines: Vec<usize>,
    /// Whether the log is longer than what was read of it.
    incomplete: bool,
}

/// Why a run failed.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Explanation {
    /// In which repository.
    repo: String,
    /// What was found, and what to do where that is not a failure.
    summary: String,
    /// The run.
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<Run>,
    /// Jobs that failed.
    failed_jobs: Vec<Job>,
    /// How many more failed.
    more_failed_jobs: usize,
    /// A window of one job's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    log: Option<Log>,
    /// What could not be read.
    unseen: Vec<String>,
}

impl Output for Explanation {
    fn text(&self) -> String {
        let mut text = self.summary.clone();
        for Job { id, name, conclusion, failed_steps, annotations } in &self.failed_jobs {
            // Writing to a String cannot fail.
            let _ = write!(text, "\n{conclusion}: job {name} (job_id {id})");
            if !failed_steps.is_empty() {
                let _ = write!(text, ", step {}", failed_steps.join(", "));
            }
            for annotation in annotations {
                let _ = write!(text, "\n> {annotation}");
            }
        }
        if self.more_failed_jobs > 0 {
            let _ = write!(text, "\nand {} more jobs that failed", self.more_failed_jobs);
        }
        for unseen in &self.unseen {
            let _ = write!(text, "\nNOT SEEN: {unseen}");
        }
        if let Some(log) = &self.log {
            log.write(&mut text);
        }
        text
    }

    fn records(&self) -> usize {
        self.log.as_ref().map_or(0, |log| log.lines.len())
    }

    fn keep(&mut self, keep: usize) {
        if let Some(log) = &mut self.log {
            log.keep(keep);
        }
    }
}

impl Log {
    /// Keeps so many lines, that with the error among them.
    fn keep(&mut self, keep: usize) {
        let start = match self.error {
            Some(error) if error >= keep => error.saturating_sub(before(keep)),
            _ => 0,
        };
        self.lines.drain(..start.min(self.lines.len()));
        self.lines.truncate(keep);
        self.first_line += start;
        self.error = self.error.map(|error| error - start);
    }

    fn write(&self, text: &mut String) {
        let Self {
            job_id, run_id, first_line, lines, total_lines, error_lines, incomplete, ..
        } = self;
        let next = first_line + lines.len();
        // Writing to a String cannot fail.
        let _ = write!(text, "\nlog of job_id {job_id}, ");
        let _ = match lines.len() {
            0 => write!(text, "{total_lines} lines, none from line {first_line} on"),
            _ => write!(text, "lines {first_line} to {} of {total_lines}", next - 1),
        };
        if *incomplete {
            text.push_str(", which is not all of it");
        }
        if !error_lines.is_empty() {
            let numbers: Vec<String> = error_lines.iter().map(ToString::to_string).collect();
            let _ = write!(text, "; errors in lines {}", numbers.join(", "));
        }
        text.push(':');
        for line in lines {
            let _ = write!(text, "\n> {line}");
        }
        if next <= *total_lines {
            let _ = write!(
                text,
                "\nMORE AVAILABLE: call explain_ci_failure with run_id={run_id}, job_id={job_id} and \
                 first_line={next}"
            );
        }
    }
}

impl Tool for ExplainCiFailure {
    const NAME: &'static str = "explain_ci_failure";
    const TITLE: &'static str = "Explain a CI failure";
    const DESCRIPTION: &'static str = "Says why a GitHub Actions run failed: jobs, steps, \
        annotations and the log around the first error. Without arguments: the newest failed run. \
        Do not use it to see whether CI passed (ci_status).";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Option<Scope> = Some(Scope::GithubRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Explanation;

    async fn call(ctx: &Ctx, args: Args) -> Result<Explanation, ToolError> {
        let github = github(ctx)?;
        let repository = github.repository(args.repo.as_deref())?;
        fetch::Asked { github: &github, repository: &repository, args: &args }.explain().await
    }
}
