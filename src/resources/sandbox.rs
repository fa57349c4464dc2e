//! `sandbox://environment` and `sandbox://files/{id}/{name}`: what Python code
//! finds in the sandbox, and what it left there.

use std::time::Duration;

use serde::Serialize;

use crate::{
    backend::{
        Sandbox,
        sandbox::{
            Environment, FILE_BYTES, FILES, FILES_BYTES, OUTPUT_BYTES, PROCESSES, SCRATCH_BYTES,
        },
    },
    caller::Scope,
    resource::{Document, Resource, Values},
    text::excerpt,
    tool::{Ctx, ToolError},
    toolset::Toolset,
};

/// What code finds in the sandbox.
pub(crate) struct SandboxEnvironment;
/// A file that code wrote to `/tmp/out`.
pub(crate) struct SandboxFile;

#[derive(Serialize)]
struct Listing<'a> {
    #[serde(flatten)]
    environment: &'a Environment,
    limits: Limits,
}

#[derive(Serialize)]
struct Limits {
    network: bool,
    seconds: f64,
    memory_bytes: u64,
    processes: u32,
    tmp_bytes: u64,
    output_bytes_each: usize,
    files_returned: usize,
    file_bytes: usize,
    files_bytes: usize,
}

impl Resource for SandboxEnvironment {
    const URI: &'static str = "sandbox://environment";
    const NAME: &'static str = "sandbox_environment";
    const TITLE: &'static str = "Python sandbox";
    const DESCRIPTION: &'static str = "The Python version and the packages that run_python has, \
        and its limits. Nothing else can be installed there.";
    const TOOLSET: Toolset = Toolset::Python;
    const SCOPE: Option<Scope> = Some(Scope::PythonRun);
    const TTL: Duration = Duration::from_hours(1);
    const MEASURED: bool = false;

    async fn read(ctx: &Ctx, _: &Values) -> Result<Document, ToolError> {
        let sandbox = sandbox(ctx)?;
        let config = sandbox.limits();
        Document::json(&Listing {
            environment: sandbox.environment().await?,
            limits: Limits {
                network: false,
                seconds: config.timeout.as_secs_f64(),
                memory_bytes: config.memory,
                processes: PROCESSES,
                tmp_bytes: SCRATCH_BYTES,
                output_bytes_each: OUTPUT_BYTES,
                files_returned: FILES,
                file_bytes: FILE_BYTES,
                files_bytes: FILES_BYTES,
            },
        })
    }
}

impl Resource for SandboxFile {
    const URI: &'static str = "sandbox://files/{id}/{name}";
    const NAME: &'static str = "sandbox_file";
    const TITLE: &'static str = "File from the Python sandbox";
    const DESCRIPTION: &'static str = "A file that run_python returned, for 15 minutes and for \
        whoever called it; the result holds its URI.";
    const MIME_TYPE: &'static str = "application/octet-stream";
    const TOOLSET: Toolset = Toolset::Python;
    const SCOPE: Option<Scope> = Some(Scope::PythonRun);
    const TTL: Duration = Duration::from_mins(1);

    async fn read(ctx: &Ctx, values: &Values) -> Result<Document, ToolError> {
        let (owner, name) = (ctx.caller.principal(), values.get("name"));
        match sandbox(ctx)?.files().get(owner, values.get("id"), name) {
            Some(file) => Ok(Document::file(file.mime_type, file.content)),
            None => Err(ToolError::NotFound {
                problem: format!("There is no file {:?} any more.", excerpt(name, 80)),
                next: "Files are kept for 15 minutes: run the code again.".to_owned(),
            }),
        }
    }
}

fn sandbox(ctx: &Ctx) -> Result<&Sandbox, ToolError> {
    ctx.backends.sandbox.as_ref().ok_or_else(|| ToolError::Internal("there is no sandbox".into()))
}
