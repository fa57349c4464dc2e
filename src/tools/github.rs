//! GitHub, task by task: each tool answers one question of somebody's work, with
//! as many calls of the API behind it as that takes.

mod args;
pub(crate) mod close_issue;
pub(crate) mod comment_or_label_issue;
pub(crate) mod create_issue;
pub(crate) mod delete_branch;
mod error;
pub(crate) mod foreign;
pub(crate) mod issue_queue;
pub(crate) mod rerun_failed_jobs;
pub(crate) mod roll_back;
pub(crate) mod run_workflow;
mod runs;
pub(crate) mod search_code;
mod span;
mod steps;
mod subject;

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
