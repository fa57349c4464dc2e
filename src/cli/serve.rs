//! `toolhub` and `toolhub --http`: the servers.

use std::process::ExitCode;

use anyhow::Context as _;
use tokio::signal;
use tracing::level_filters::LevelFilter;

use super::runtime;
use crate::{app::App, config::Config, server, telemetry::log};

/// Serves one client on stdin and stdout until it hangs up.
pub(super) fn stdio() -> anyhow::Result<ExitCode> {
    let config = prepare()?;
    runtime::one_thread(async { server::stdio::serve(App::start(config).await?).await })?;
    Ok(ExitCode::SUCCESS)
}

/// Serves HTTP until the process is told to stop.
pub(super) fn http() -> anyhow::Result<ExitCode> {
    let config = prepare()?;
    runtime::all_cores(async {
        let stop = stop_signal()?;
        server::http::serve(App::start(config).await?, stop).await
    })?;
    Ok(ExitCode::SUCCESS)
}

fn prepare() -> anyhow::Result<Config> {
    let config = Config::from_process()?;
    log::init(&config.log, LevelFilter::INFO);
    Ok(config)
}

/// Resolves at the first request to stop: Ctrl-C, or SIGTERM from a supervisor.
#[cfg(unix)]
fn stop_signal() -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    use signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).context("signals cannot be received");
    let (mut interrupt, mut terminate) =
        (listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Resolves at the first request to stop: Ctrl-C.
#[cfg(not(unix))]
fn stop_signal() -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = signal::windows::ctrl_c().context("signals cannot be received")?;
    Ok(async move {
        interrupt.recv().await;
    })
}
