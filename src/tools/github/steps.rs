//! Changes that take several requests. A refusal of the first is the call's; a
//! later one is told along with what was done before it.

use crate::{
    backend::github::GithubError,
    tool::{Ctx, ToolError},
};

/// What came of the steps so far.
#[derive(Debug, Default)]
pub(super) struct Steps {
    begun: bool,
    not_done: Vec<String>,
}

impl Steps {
    /// Notes how the step called `what` went; its result if it was done. Fails if
    /// nothing was done before, or nobody can say whether this was.
    pub(super) fn note<T>(
        &mut self,
        ctx: &Ctx,
        what: &str,
        result: Result<T, GithubError>,
    ) -> Result<Option<T>, ToolError> {
        match result.map_err(ToolError::from) {
            Ok(done) => {
                self.begun = true;
                Ok(Some(done))
            }
            Err(error) if self.begun && !error.leaves_doubt() => {
                self.not_done.push(format!("{what}: {}", error.for_model(&ctx.request_id)));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// The steps that GitHub refused after others were done, and why.
    pub(super) fn not_done(self) -> Vec<String> {
        self.not_done
    }
}

/// What a model reads of steps that were refused.
pub(super) fn told(not_done: &[String]) -> String {
    const MARK: &str = "\nNOT DONE, ";
    if not_done.is_empty() { String::new() } else { MARK.to_owned() + &not_done.join(MARK) }
}
