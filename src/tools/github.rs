//! GitHub, task by task: each tool answers one question of somebody's work, with
//! as many calls of the API behind it as that takes.

mod args;
mod error;
pub(crate) mod foreign;
pub(crate) mod issue_queue;
pub(crate) mod search_code;

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
