//! `run_python`: a piece of code, in a sandbox of its own or in one of the caller's
//! sessions.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    files,
    hint::{hint, packages},
    input::{self, File},
    result::Run,
};
use crate::{
    backend::sandbox::{Request, Sandbox, SandboxError, Stream},
    caller::Scope,
    text::{excerpt, reveal},
    tool::{Ctx, Effect, Tool, ToolError},
    toolset::Toolset,
};

/// What the description says where there are no sessions, and where there are.
pub(super) const NOTHING_STAYS: &str = "Nothing stays from one call to the next,";
pub(super) const STAYS_IN_A_SESSION: &str =
    "Nothing stays from one call to the next unless both name the same session,";

/// The tool.
pub(super) struct RunPython;

/// What to run.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Args {
    /// The code, a whole program. If its last line is an expression, its repr is returned.
    #[schemars(length(min = 1, max = 200_000), example = &"sum(range(10))")]
    code: String,
    /// Seconds it may run; the maximum when left out.
    #[schemars(range(min = 0.1))]
    timeout_s: Option<f64>,
    /// Files that the code finds in /tmp/in, each with one kind of content.
    #[serde(default)]
    #[schemars(length(max = 16))]
    files: Vec<File>,
    /// Packages without which nothing is to be run.
    #[schemars(length(max = 50))]
    packages_needed: Option<Vec<String>>,
    /// A name of yours: variables, imports and /tmp stay for the next call that gives it.
    #[schemars(length(min = 1, max = 64), example = &"a")]
    session: Option<String>,
}

impl Tool for RunPython {
    const NAME: &'static str = "run_python";
    const TITLE: &'static str = "Run Python";
    const DESCRIPTION: &'static str = "Runs Python code in a fresh sandbox, for arithmetic, data \
        and plots. Returns how it ended, stdout, stderr, the last expression's value and the files \
        it wrote to /tmp/out (images are shown). Nothing stays from one call to the next, nothing \
        can be installed, only /tmp can be written. sandbox://environment lists packages and \
        limits. Do not use it to reach the network or other systems (it cannot; pass data in code \
        or files), nor for what another tool answers itself.";
    const TOOLSET: Toolset = Toolset::Python;
    const SCOPE: Option<Scope> = Some(Scope::PythonRun);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Run;

    async fn call(ctx: &Ctx, args: Args) -> Result<Run, ToolError> {
        let sandbox = sandbox(ctx)?;
        if let Some(needed) = &args.packages_needed {
            are_there(sandbox, needed).await?;
        }
        let most = sandbox.limits().timeout;
        let timeout = args.timeout_s.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let request = Request {
            // A byte order mark is no part of a program.
            code: args.code.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(args.code),
            timeout: timeout.unwrap_or(most).min(most),
            files: input::read(ctx, args.files).await?,
        };
        let progress = &ctx.progress;
        let listener = |_: Stream, bytes: &[u8]| {
            if progress.is_wanted() {
                progress.say(&reveal(&String::from_utf8_lossy(bytes)));
            }
        };
        let owner = ctx.caller.principal();
        let outcome = match &args.session {
            Some(name) => sandbox.run_in_session((owner, name), &request, &listener).await?,
            None => sandbox.run(&request, &listener).await?,
        };
        let hint = hint(&outcome, sandbox, request.timeout).await;
        let files = files::keep(sandbox, owner, &outcome.files)?;
        Ok(Run::new(outcome, files, hint))
    }
}

/// Refuses to begin what cannot come to its end.
async fn are_there(sandbox: &Sandbox, needed: &[String]) -> Result<(), ToolError> {
    let missing = sandbox.environment().await?.missing(needed);
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = missing.iter().map(|name| excerpt(name, 60)).collect();
    Err(ToolError::Refused {
        problem: format!("Nothing was run. These are not here: {}.", names.join(", ")),
        next: Some(packages(sandbox).await),
    })
}

/// The sandbox, without which the tool is not listed.
fn sandbox(ctx: &Ctx) -> Result<&Sandbox, ToolError> {
    ctx.backends.sandbox.as_ref().ok_or_else(|| ToolError::Internal("there is no sandbox".into()))
}

impl From<SandboxError> for ToolError {
    fn from(error: SandboxError) -> Self {
        match error {
            SandboxError::Busy => Self::RateLimited { retry_after: Duration::from_secs(1) },
            SandboxError::Limited { retry_after, .. } => Self::RateLimited { retry_after },
            SandboxError::SessionBusy { name } => Self::Refused {
                problem: format!(
                    "Another call of the session {:?} still runs.",
                    excerpt(&name, 64)
                ),
                next: Some("Wait for it to end, or use another session.".to_owned()),
            },
            SandboxError::TooManySessions { open } => Self::Refused {
                problem: format!(
                    "You have as many sessions as you may: {}.",
                    open.iter().map(|name| excerpt(name, 64)).collect::<Vec<_>>().join(", ")
                ),
                next: Some("Use one of them, or leave session out.".to_owned()),
            },
            SandboxError::NoSessionLeft => Self::Refused {
                problem: "There are as many sessions as there may be.".to_owned(),
                next: Some("Leave session out, or try again in some minutes.".to_owned()),
            },
            SandboxError::Unavailable { .. } => {
                Self::Unavailable { backend: "sandbox".into(), source: error.into() }
            }
        }
    }
}
