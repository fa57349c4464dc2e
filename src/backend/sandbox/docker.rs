//! Sandboxes as Docker containers (or Podman's, by the same API).

mod build;
mod settings;
mod sweep;

pub use build::{BuildError, Recipe, build};
pub(super) use sweep::prune;

use std::{
    io,
    sync::{Arc, OnceLock},
    time::Duration,
};

use bollard::{
    API_DEFAULT_VERSION, Docker,
    container::LogOutput,
    errors::Error,
    query_parameters::{AttachContainerOptionsBuilder, RemoveContainerOptionsBuilder},
};
use futures_util::{StreamExt as _, future::BoxFuture};
use tokio::{runtime::Handle, time::timeout};

use super::{
    NoSandbox, SandboxError,
    frame::Frames,
    pool::Provider,
    slot::{Hold, Slot},
};
use crate::{config::SandboxConfig, text::excerpt};

/// Where the daemon usually is.
#[cfg(unix)]
const USUAL_HOST: &str = "unix:///var/run/docker.sock";
#[cfg(windows)]
const USUAL_HOST: &str = "npipe:////./pipe/docker_engine";
/// How long the daemon may take to say that it is there.
const HELLO: Duration = Duration::from_secs(2);
/// How long it may take for anything else.
const REQUEST_SECONDS: u64 = 30;

/// A daemon that has the image.
#[derive(Debug)]
pub(super) struct Daemon {
    docker: Docker,
    config: SandboxConfig,
    isolation: OnceLock<Arc<str>>,
}

impl Daemon {
    /// Asks the daemon for the image.
    pub(super) async fn open(config: &SandboxConfig) -> Result<Self, NoSandbox> {
        let docker = connect(config).await?;
        match timeout(HELLO, docker.inspect_image(&config.image)).await {
            Ok(Ok(_)) => Ok(Self { docker, config: config.clone(), isolation: OnceLock::new() }),
            Ok(Err(Error::DockerResponseServerError { status_code: 404, .. })) => {
                Err(NoSandbox::Image { image: config.image.clone() })
            }
            Ok(Err(error)) => Err(unreachable(config, error)),
            Err(_) => Err(unreachable(config, Error::RequestTimeoutError)),
        }
    }

    async fn start_container(&self) -> Result<Slot, SandboxError> {
        let created = self.docker.create_container(None, settings::container(&self.config)).await?;
        let container = Container { docker: self.docker.clone(), id: created.id, ends: false };
        let isolation = self.isolation(&container.id).await?;
        let attach = AttachContainerOptionsBuilder::new();
        let attach = attach.stream(true).stdin(true).stdout(true).stderr(true).build();
        let attached = self.docker.attach_container(&container.id, Some(attach)).await?;
        self.docker.start_container(&container.id, None).await?;
        let frames = Frames::new(attached.output.filter_map(async |part| chunk(part)).boxed());
        Slot::new(frames, attached.input, Box::new(container), isolation).await
    }

    /// The runtime of the containers, which the first of them tells.
    async fn isolation(&self, id: &str) -> Result<Arc<str>, Error> {
        if let Some(known) = self.isolation.get() {
            return Ok(Arc::clone(known));
        }
        let inspected = self.docker.inspect_container(id, None).await?;
        let runtime = inspected.host_config.and_then(|host| host.runtime);
        let runtime: Arc<str> = runtime.unwrap_or_else(|| "oci".to_owned()).into();
        Ok(Arc::clone(self.isolation.get_or_init(|| runtime)))
    }
}

impl Provider for Daemon {
    fn backend(&self) -> &'static str {
        "docker"
    }

    fn start(&self) -> BoxFuture<'_, Result<Slot, SandboxError>> {
        Box::pin(self.start_container())
    }

    fn sweep(&self) -> BoxFuture<'_, Result<usize, SandboxError>> {
        Box::pin(async { Ok(sweep::expired(&self.docker).await?) })
    }
}

impl From<Error> for SandboxError {
    fn from(error: Error) -> Self {
        Self::unavailable(error)
    }
}

/// The daemon, if it answers.
async fn connect(config: &SandboxConfig) -> Result<Docker, NoSandbox> {
    let host = address(config);
    let docker = if host.starts_with("unix://") || host.starts_with("npipe://") {
        Docker::connect_with_socket(host, REQUEST_SECONDS, API_DEFAULT_VERSION)
    } else if host.starts_with("tcp://") || host.starts_with("http://") {
        Docker::connect_with_http(host, REQUEST_SECONDS, API_DEFAULT_VERSION)
    } else {
        return Err(NoSandbox::Address);
    };
    let docker = docker.map_err(|error| unreachable(config, error))?;
    match timeout(HELLO, docker.negotiate_version()).await {
        Ok(Ok(docker)) => Ok(docker),
        Ok(Err(error)) => Err(unreachable(config, error)),
        Err(_) => Err(unreachable(config, Error::RequestTimeoutError)),
    }
}

fn address(config: &SandboxConfig) -> &str {
    config.docker_host.as_deref().unwrap_or(USUAL_HOST)
}

fn unreachable(config: &SandboxConfig, source: Error) -> NoSandbox {
    NoSandbox::Daemon { host: address(config).to_owned(), source: source.into() }
}

/// What the supervisor writes; what it complains about goes to the log.
fn chunk(part: Result<LogOutput, Error>) -> Option<io::Result<bytes::Bytes>> {
    match part {
        Ok(LogOutput::StdErr { message }) => {
            let text = excerpt(String::from_utf8_lossy(&message).trim_end(), 500);
            tracing::warn!(text, "a sandbox complains");
            None
        }
        Ok(output) => Some(Ok(output.into_bytes())),
        Err(error) => Some(Err(io::Error::other(error))),
    }
}

/// A container, from its making on.
struct Container {
    docker: Docker,
    id: String,
    ends: bool,
}

impl Hold for Container {
    fn release(&mut self) {
        self.ends = true;
    }
}

impl Drop for Container {
    fn drop(&mut self) {
        if self.ends {
            return;
        }
        // Without a runtime this process is ending: the supervisor's stdin ends
        // with it, and the container with that.
        let Ok(runtime) = Handle::try_current() else { return };
        let (docker, id) = (self.docker.clone(), std::mem::take(&mut self.id));
        runtime.spawn(async move { remove(&docker, &id).await });
    }
}

/// Kills and removes a container; that it is gone already is as good.
async fn remove(docker: &Docker, id: &str) -> bool {
    let options = RemoveContainerOptionsBuilder::new().force(true).v(true).build();
    match docker.remove_container(id, Some(options)).await {
        Ok(()) => true,
        Err(Error::DockerResponseServerError { status_code: 404 | 409, .. }) => false,
        Err(error) => {
            tracing::warn!(error = error.to_string(), "cannot remove a sandbox");
            false
        }
    }
}
