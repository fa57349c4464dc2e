//! `toolhub check`: is everything in order, one line each.

pub(super) mod cure;
pub(super) mod github;
pub(super) mod sandbox;
pub(super) mod sources;

use std::process::ExitCode;

use anyhow::Error;
use tracing::level_filters::LevelFilter;

use super::{checklist::Checklist, out::QUIET, runtime};
use crate::{
    app::App,
    backend::{Backends, orders::OrderFilter},
    config::{AuthConfig, Config, DatabaseConfig, SandboxConfig, Sources, Store},
    telemetry::log,
};

/// Validate the configuration and the backends
///
/// Prints one line for everything that is in force or wrong, never a secret,
/// and exits with 1 when something is wrong.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args) -> anyhow::Result<ExitCode> {
    let sources = Sources::of_process();
    let mut list = Checklist::printing();
    list.heading("configuration")?;
    let config = match sources.config() {
        Ok(config) => config,
        Err(errors) => {
            for line in errors.lines() {
                list.fail(line)?;
            }
            return Ok(list.exit_code());
        }
    };
    for (var, origin) in sources.origins() {
        list.ok(&format!("{} {QUIET}{origin}{QUIET:#}", var.name))?;
    }
    list.ok(&format!("data directory {}", config.data_dir.display()))?;
    secrets(&mut list, &config)?;
    database(&mut list, config)?;
    Ok(list.exit_code())
}

fn secrets(list: &mut Checklist, config: &Config) -> anyhow::Result<()> {
    list.heading("secrets")?;
    match &config.auth {
        AuthConfig::Bearer(_) => list.ok("TOOLHUB_API_TOKEN is set"),
        AuthConfig::None => list.note("no token is asked for: TOOLHUB_AUTH=none"),
        AuthConfig::Unset => list.note("TOOLHUB_API_TOKEN is not set: HTTP will refuse to start"),
    }?;
    match config.secret_keys.len() {
        0 => list.note("TOOLHUB_SECRET_KEY is not set: confirmations end with the process"),
        1 => list.ok("TOOLHUB_SECRET_KEY is set"),
        keys => list.ok(&format!("TOOLHUB_SECRET_KEY holds {keys} keys; the first signs")),
    }
}

fn database(list: &mut Checklist, config: Config) -> anyhow::Result<()> {
    list.heading("order database")?;
    log::init(&config.log, LevelFilter::OFF);
    runtime::one_thread(async {
        let (sql, python) = (config.sql.clone(), config.sandbox.clone());
        match App::start(config).await {
            Ok(app) => {
                reach(list, &app.backends, &app.config.database).await?;
                github::check(list, app.backends.github.as_ref()).await?;
            }
            Err(error) => list.fail(&format!("{error:#}"))?,
        }
        sources::check(list, &sql).await?;
        if let Some(sandbox) = sandbox::check(list, &python).await? {
            sandbox.settle().await;
        }
        Ok(())
    })
}

/// The part about the sandbox alone, with every proof there is.
pub(super) async fn sandbox(config: &SandboxConfig) -> anyhow::Result<ExitCode> {
    let mut list = Checklist::printing();
    match sandbox::check(&mut list, config).await? {
        Some(sandbox) => {
            sandbox::prove(&mut list, &sandbox).await?;
            sandbox.settle().await;
        }
        None => list.set_failed(),
    }
    Ok(list.exit_code())
}

/// Whether the order database answers, and has orders.
pub(super) async fn reach(
    list: &mut Checklist,
    backends: &Backends,
    config: &DatabaseConfig,
) -> anyhow::Result<()> {
    let place = match &config.store {
        Store::Sqlite { path, .. } => format!("sqlite {}", path.display()),
        Store::Postgres { .. } => "postgresql".to_owned(),
    };
    if let Err(error) = backends.database.ready().await.map_err(Error::new) {
        list.fail(&format!("{place} does not answer: {error:#}"))?;
        list.cure(cure::unreachable(config));
        return Ok(());
    }
    list.ok(&format!("{place} answers"))?;
    match backends.orders.list(&OrderFilter::default(), None, 1).await.map_err(Error::new) {
        Ok(found) if !found.items.is_empty() => list.ok("it holds orders"),
        Ok(_) => list.note("it holds no orders; `toolhub seed --orders 500` makes some"),
        Err(error) => {
            list.fail(&format!("its orders cannot be read: {error:#}"))?;
            list.cure("let the role of DATABASE_URL read and write toolhub's tables");
            Ok(())
        }
    }
}
