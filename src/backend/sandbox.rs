//! Python code of a model, where it can harm nobody: no network, nothing of this
//! machine to read or write, bounded memory, processes and time. Each piece runs
//! in a sandbox of its own that was started before it was asked for.

#[cfg(target_os = "linux")]
mod bubblewrap;
mod docker;
mod e2b;
mod environment;
mod error;
mod frame;
mod labels;
mod outcome;
mod pool;
mod request;
mod sessions;
mod slot;

pub use docker::{BuildError, Recipe, build};
pub use environment::{Environment, Package};
pub use error::{NoSandbox, SandboxError};
pub use frame::Stream;
pub use outcome::{Captured, Exception, Exit, Outcome, OutputFile, Place, Session, Skipped, Value};
pub use request::{FILE_BYTES, FILES, FILES_BYTES, InputFile, OUTPUT_BYTES, Request};
pub use slot::Listener;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{OnceCell, Semaphore, SemaphorePermit},
    time::timeout,
};

use crate::{
    backend::{Cause, KeptFiles},
    config::{SandboxChoice, SandboxConfig},
    telemetry::SandboxLabels,
};
use pool::{Pool, Provider};
use sessions::{Bounds, Open, Sessions};
use slot::{Slot, Task};

/// Processes and threads of one piece of code, the supervisor included.
pub const PROCESSES: u32 = 64;
/// Bytes of `/tmp`.
pub const SCRATCH_BYTES: u64 = 64 * 1024 * 1024;
/// Bytes of all files together that code made of late.
const KEPT_BYTES: usize = 128 * 1024 * 1024;
/// Files in `/tmp`, so that many empty ones do not use up the kernel's memory.
const SCRATCH_FILES: u32 = 4096;
const OPEN_FILES: u32 = 1024;

/// How long a call waits for others to end.
const QUEUE: Duration = Duration::from_secs(10);

const SUPERVISOR: &str = concat!(
    include_str!("../../sandbox/seccomp.py"),
    include_str!("../../sandbox/files.py"),
    include_str!("../../sandbox/processes.py"),
    include_str!("../../sandbox/supervisor.py")
);
const RUNNER: &str = include_str!("../../sandbox/runner.py");

/// What starts the supervisor: the image needs nothing but Python.
fn command(python: &str) -> Vec<String> {
    [python, "-I", "-S", "-B", "-c", SUPERVISOR, RUNNER].map(str::to_owned).to_vec()
}

/// Removes every sandbox there is, whoever uses it; how many there were.
pub async fn prune(config: &SandboxConfig) -> Result<Result<usize, SandboxError>, NoSandbox> {
    match &config.e2b {
        Some(e2b) => e2b::prune(e2b).await,
        None => docker::prune(config).await,
    }
}

/// Sandboxes of one kind.
#[derive(Debug, Clone)]
pub struct Sandbox(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    provider: Arc<dyn Provider>,
    pool: Arc<Pool>,
    config: SandboxConfig,
    running: Semaphore,
    sessions: Arc<Sessions>,
    files: KeptFiles,
    environment: OnceCell<Environment>,
    runs: Mutex<HashMap<SandboxLabels, u64>>,
}

impl Sandbox {
    /// The sandboxes that `config` asks for, if they can be had. Starts none.
    pub async fn open(config: &SandboxConfig) -> Result<Self, NoSandbox> {
        let provider: Arc<dyn Provider> = match config.choice {
            SandboxChoice::Off => return Err(NoSandbox::Off),
            SandboxChoice::Auto | SandboxChoice::Docker => {
                Arc::new(docker::Daemon::open(config).await?)
            }
            SandboxChoice::E2b => {
                // Without a key the configuration is refused.
                let e2b = config.e2b.as_ref().ok_or(NoSandbox::Off)?;
                Arc::new(e2b::E2b::open(config, e2b).await?)
            }
            #[cfg(target_os = "linux")]
            SandboxChoice::Bubblewrap => Arc::new(bubblewrap::Bubblewrap::open(config).await?),
            #[cfg(not(target_os = "linux"))]
            SandboxChoice::Bubblewrap => return Err(NoSandbox::Program { program: "bwrap" }),
        };
        let most = config.pool.saturating_mul(2).max(8);
        let all = most.max(config.sessions);
        let bounds = Bounds { each: config.sessions, all, idle: config.session_idle };
        Ok(Self(Arc::new(Inner {
            sessions: Sessions::new(bounds),
            pool: Pool::new(Arc::clone(&provider), config.pool),
            provider,
            config: config.clone(),
            running: Semaphore::new(most),
            files: KeptFiles::new(KEPT_BYTES),
            environment: OnceCell::new(),
            runs: Mutex::default(),
        })))
    }

    /// Keeps sandboxes waiting from now on.
    pub fn keep_warm(&self) {
        self.0.pool.keep_warm();
    }

    /// Ends those that wait. To be waited for at the end of the program.
    pub async fn settle(&self) {
        self.0.pool.close();
        self.0.sessions.close();
        self.0.provider.settle().await;
    }

    /// Runs a piece of code. When the future is dropped, the code is stopped.
    pub async fn run(
        &self,
        request: &Request,
        listener: Listener<'_>,
    ) -> Result<Outcome, SandboxError> {
        let _permit = self.permit().await?;
        let (outcome, _) = self.attempt(request, false, listener).await?;
        self.count(&outcome);
        Ok(outcome)
    }

    /// Runs a piece of code where the one before it in that session of `owner`'s ran.
    /// When the future is dropped, the session ends.
    pub async fn run_in_session(
        &self,
        (owner, name): (&str, &str),
        request: &Request,
        listener: Listener<'_>,
    ) -> Result<Outcome, SandboxError> {
        let mut turn = self.0.sessions.enter(owner, name).await?;
        let _permit = self.permit().await?;
        let mut ran = None;
        if let Some(mut open) = turn.take() {
            match open.slot().run(self.task(request, true, true), listener).await {
                Ok((outcome, goes_on)) => ran = Some((outcome, goes_on.then_some(open), false)),
                Err(error) => {
                    tracing::info!(error = error.to_string(), "the sandbox of a session was gone");
                }
            }
        }
        let (mut outcome, open, is_new) = match ran {
            Some(ran) => ran,
            None => {
                let (outcome, slot) = self.attempt(request, true, listener).await?;
                (outcome, slot.map(Open::begin), true)
            }
        };
        outcome.session = Some(Session { is_new, has_ended: open.is_none() });
        if let Some(open) = open {
            turn.put(open);
        }
        self.count(&outcome);
        Ok(outcome)
    }

    async fn permit(&self) -> Result<SemaphorePermit<'_>, SandboxError> {
        match timeout(QUEUE, self.0.running.acquire()).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(SandboxError::Busy),
        }
    }

    /// The first sandbox may have died while it was waiting; a fresh one has not.
    /// The sandbox comes back if it takes more code.
    async fn attempt(
        &self,
        request: &Request,
        session: bool,
        listener: Listener<'_>,
    ) -> Result<(Outcome, Option<Slot>), SandboxError> {
        let run = async |mut slot: Slot, warm| -> Result<_, Cause> {
            let ran = slot.run(self.task(request, session, warm), listener).await;
            ran.map(|(outcome, goes_on)| (outcome, goes_on.then_some(slot)))
        };
        if let Some(slot) = self.0.pool.take() {
            match run(slot, true).await {
                Ok(ran) => return Ok(ran),
                Err(error) => {
                    tracing::info!(error = error.to_string(), "a waiting sandbox was gone");
                }
            }
        }
        run(self.0.pool.next().await?, false).await.map_err(SandboxError::unavailable)
    }

    fn task<'a>(&self, request: &'a Request, session: bool, warm: bool) -> Task<'a> {
        Task { request, session, backend: self.0.provider.backend(), warm }
    }

    /// What bounds a run.
    pub fn limits(&self) -> &SandboxConfig {
        &self.0.config
    }

    /// The files that code made of late.
    pub fn files(&self) -> &KeptFiles {
        &self.0.files
    }

    /// What code finds in a sandbox.
    pub async fn environment(&self) -> Result<&Environment, SandboxError> {
        self.0.environment.get_or_try_init(|| environment::probe(self)).await
    }

    /// How many sandboxes wait for code.
    pub fn idle(&self) -> usize {
        self.0.pool.idle()
    }

    /// How many sessions there are.
    pub fn sessions(&self) -> usize {
        self.0.sessions.count()
    }

    /// How often code was run, by how it went.
    pub fn runs(&self) -> HashMap<SandboxLabels, u64> {
        self.0.runs.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn count(&self, outcome: &Outcome) {
        let run = SandboxLabels {
            backend: outcome.place.backend,
            isolation: outcome.place.isolation.to_string(),
            exit: outcome.exit.as_str(),
            start: outcome.place.start(),
        };
        let mut runs = self.0.runs.lock().unwrap_or_else(PoisonError::into_inner);
        *runs.entry(run).or_default() += 1;
    }
}
