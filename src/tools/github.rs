//! GitHub, task by task: each tool answers one question of somebody's work, with
//! as many calls of the API behind it as that takes.

mod api;
mod args;
mod checks;
pub(crate) mod ci_status;
pub(crate) mod close_issue;
pub(crate) mod comment_or_label_issue;
pub(crate) mod create_issue;
pub(crate) mod delete_branch;
pub(crate) mod deployment_status;
mod error;
pub(crate) mod explain_ci_failure;
pub(crate) mod find_related_issues;
pub(crate) mod foreign;
pub(crate) mod issue_queue;
mod merged;
mod next;
pub(crate) mod plan_release_notes;
pub(crate) mod rerun_failed_jobs;
pub(crate) mod roll_back;
pub(crate) mod run_workflow;
mod runs;
pub(crate) mod search_code;
mod span;
mod steps;
mod subject;
pub(crate) mod summarize_pull_request;
pub(crate) mod triage_issue;
pub(crate) mod whats_new_since;

use crate::{
    backend::Github,
    tool::{Ctx, ToolError},
};

/// GitHub for one call.
pub(crate) fn github(ctx: &Ctx) -> Result<Github, ToolError> {
    match &ctx.backends.github {
        Some(github) => Ok(github.until(ctx.deadline)),
        // The toolset is off without a credential.
        None => Err(ToolError::Internal("GitHub is not configured".into())),
    }
}
