//! `run_python`: a piece of code, in a sandbox of its own.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    files,
    hint::hint,
    input::{self, File},
    result::Run,
};
use crate::{
    backend::sandbox::{Request, Sandbox, SandboxError, Stream},
    caller::Scope,
    text::reveal,
    tool::{Ctx, Effect, Tool, ToolError},
    toolset::Toolset,
};

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
        let most = sandbox.limits().timeout;
        let timeout = args.timeout_s.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let request = Request {
            // A byte order mark is no part of a program.
            code: args.code.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(args.code),
            timeout: timeout.unwrap_or(most).min(most),
            files: input::read(ctx, args.files).await?,
        };
        let progress = &ctx.progress;
        let outcome = sandbox
            .run(&request, &|_: Stream, bytes: &[u8]| {
                if progress.is_wanted() {
                    progress.say(&reveal(&String::from_utf8_lossy(bytes)));
                }
            })
            .await?;
        let hint = hint(&outcome, sandbox, request.timeout).await;
        let files = files::keep(sandbox, ctx.caller.principal(), &outcome.files).await?;
        Ok(Run::new(outcome, files, hint))
    }
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
            SandboxError::Unavailable { .. } => {
                Self::Unavailable { backend: "sandbox".into(), source: error.into() }
            }
        }
    }
}
