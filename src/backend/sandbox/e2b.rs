//! Sandboxes as virtual machines of E2B's, or of a service with the same API. The
//! machine is theirs; the walls in it, the supervisor behind them and all that is
//! said with it are the same as elsewhere.

mod api;
mod connect;
mod envd;
mod error;
mod events;
mod http;
mod machine;

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures_util::{future::BoxFuture, sink};
use serde_json::json;
use tokio::io::AsyncWrite;
use tokio_util::{
    io::{CopyToBytes, SinkWriter},
    task::TaskTracker,
};

use super::{
    NoSandbox, OPEN_FILES, PROCESSES, SCRATCH_BYTES, SCRATCH_FILES, SandboxError, command,
    frame::Frames, labels::is_over, pool::Provider, slot::Slot,
};
use crate::{
    config::{E2bConfig, SandboxConfig},
    text::chain,
};
use api::Api;
use envd::Envd;
use error::E2bError;
use machine::Machine;

const WALLS: &str = include_str!("../../../sandbox/walls.py");

/// An account that may have sandboxes.
#[derive(Debug)]
pub(super) struct E2b {
    api: Arc<Api>,
    command: Vec<String>,
    /// Machines that are there.
    machines: TaskTracker,
    /// E2B has asked for peace until then.
    resting: Mutex<Option<Instant>>,
}

impl E2b {
    /// Asks whether the key is good. That E2B cannot be asked just now is no reason
    /// not to offer what it does: calls say so until it can.
    pub(super) async fn open(config: &SandboxConfig, e2b: &E2bConfig) -> Result<Self, NoSandbox> {
        let api = Api::new(e2b.clone()).map_err(NoSandbox::Hosted)?;
        match api.hello().await {
            Err(error) if error.is_refusal() => return Err(error.into()),
            Err(error) => tracing::warn!(error = chain(&error), "E2B cannot be asked"),
            Ok(()) => {}
        }
        Ok(Self {
            api: Arc::new(api),
            command: walled(config),
            machines: TaskTracker::new(),
            resting: Mutex::new(None),
        })
    }

    async fn start_machine(&self) -> Result<Slot, SandboxError> {
        if let Some(left) = self.rest() {
            return Err(E2bError::Resting(left).into());
        }
        let token = self.machines.token();
        let made = match self.api.make(machine::LEASE).await {
            Ok(made) => made,
            Err(error) => {
                self.heed(&error);
                return Err(error.into());
            }
        };
        let machine = Machine::new(Arc::clone(&self.api), made.id.clone(), token);
        let envd = Envd::of(Arc::clone(&self.api), &made)?;
        let (pid, output) = envd.start(&self.command).await?;
        let input = input(envd, pid);
        Slot::new(Frames::new(output), input, Box::new(machine), "microvm".into()).await
    }

    /// How long E2B still wants peace.
    fn rest(&self) -> Option<Duration> {
        let until = *self.resting.lock().unwrap_or_else(PoisonError::into_inner);
        until?.checked_duration_since(Instant::now())
    }

    fn heed(&self, error: &E2bError) {
        if let E2bError::Limit { wait, .. } = error {
            tracing::warn!(error = error.to_string(), "a sandbox is refused");
            let mut resting = self.resting.lock().unwrap_or_else(PoisonError::into_inner);
            *resting = Some(Instant::now() + *wait);
        }
    }
}

impl Provider for E2b {
    fn backend(&self) -> &'static str {
        "e2b"
    }

    fn start(&self) -> BoxFuture<'_, Result<Slot, SandboxError>> {
        Box::pin(self.start_machine())
    }

    fn sweep(&self) -> BoxFuture<'_, Result<usize, SandboxError>> {
        Box::pin(async { Ok(remove_those(&self.api, is_over).await?) })
    }

    fn settle(&self) -> BoxFuture<'_, ()> {
        self.machines.close();
        Box::pin(self.machines.wait())
    }
}

/// Removes every sandbox that toolhub made, whoever uses it; how many there were.
pub(super) async fn prune(e2b: &E2bConfig) -> Result<Result<usize, SandboxError>, NoSandbox> {
    let api = Api::new(e2b.clone()).map_err(NoSandbox::Hosted)?;
    Ok(remove_those(&api, |_| true).await.map_err(SandboxError::from))
}

async fn remove_those(
    api: &Api,
    wanted: impl Fn(Option<&String>) -> bool,
) -> Result<usize, E2bError> {
    let mut removed = 0;
    for id in api.all(wanted).await? {
        removed += usize::from(api.remove(&id).await?);
    }
    Ok(removed)
}

/// The supervisor behind its walls.
fn walled(config: &SandboxConfig) -> Vec<String> {
    let limits = json!({
        "memory": config.memory,
        "processes": PROCESSES,
        "scratch_bytes": SCRATCH_BYTES,
        "scratch_files": SCRATCH_FILES,
        "open_files": OPEN_FILES,
    });
    let begin = ["python3", "-I", "-S", "-B", "-c", WALLS, &limits.to_string()].map(str::to_owned);
    begin.into_iter().chain(command("python3").into_iter().skip(1)).collect()
}

/// What is written goes out with the next flush, or earlier.
fn input(envd: Envd, pid: u32) -> Pin<Box<dyn AsyncWrite + Send>> {
    let sink = sink::unfold(envd, move |envd: Envd, part: Bytes| async move {
        envd.write(pid, &part).await.map_err(io::Error::other)?;
        Ok::<_, io::Error>(envd)
    });
    Box::pin(SinkWriter::new(CopyToBytes::new(sink)))
}
