//! `toolhub` and `toolhub --http`: the servers.

use std::process::ExitCode;

use anyhow::Context as _;
use tracing::level_filters::LevelFilter;

use super::runtime;
use crate::{app::App, config::Config, server, telemetry::log};

/// Serves one client on stdin and stdout until it hangs up.
pub(super) fn stdio() -> anyhow::Result<ExitCode> {
    let config = prepare()?;
    runtime::one_thread(async {
        let stop = server::signal::shutdown().context("signals cannot be received")?;
        let app = App::start(config).await?;
        let served = server::stdio::serve(&app, stop).await;
        app.settle().await;
        served
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Serves HTTP until the process is told to stop.
pub(super) fn http() -> anyhow::Result<ExitCode> {
    let config = prepare()?;
    runtime::all_cores(async {
        let stop = server::signal::shutdown().context("signals cannot be received")?;
        let app = App::start(config).await?;
        let served = server::http::serve(&app, stop).await;
        app.settle().await;
        served
    })?;
    Ok(ExitCode::SUCCESS)
}

fn prepare() -> anyhow::Result<Config> {
    let config = Config::from_process()?;
    log::init(&config.log, LevelFilter::INFO);
    Ok(config)
}
