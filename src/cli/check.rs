//! `toolhub check`: is everything in order, one line each.

mod github;
mod sandbox;
mod sources;

use std::{io::Write as _, process::ExitCode};

use anyhow::Error;

use tracing::level_filters::LevelFilter;

use super::{
    out::{self, BAD, HEADING, NAME, Out, QUIET},
    runtime,
};
use crate::{
    app::App,
    backend::{Backends, orders::OrderFilter},
    config::{AuthConfig, Config, SandboxConfig, Sources, Store},
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
    let mut list = Checklist { out: out::stdout(), failed: false };
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
    let place = match &config.database.store {
        Store::Sqlite { path, .. } => format!(" {}", path.display()),
        Store::Postgres { .. } => String::new(),
    };
    runtime::one_thread(async {
        let (sql, python) = (config.sql.clone(), config.sandbox.clone());
        match App::start(config).await {
            Ok(app) => {
                reach(list, &app.backends, &place).await?;
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
    let mut list = Checklist { out: out::stdout(), failed: false };
    match sandbox::check(&mut list, config).await? {
        Some(sandbox) => {
            sandbox::prove(&mut list, &sandbox).await?;
            sandbox.settle().await;
        }
        None => list.failed = true,
    }
    Ok(list.exit_code())
}

async fn reach(list: &mut Checklist, backends: &Backends, place: &str) -> anyhow::Result<()> {
    let kind = backends.database.kind();
    if let Err(error) = backends.database.ready().await.map_err(Error::new) {
        return list.fail(&format!("{kind}{place} does not answer: {error:#}"));
    }
    list.ok(&format!("{kind}{place} answers"))?;
    match backends.orders.list(&OrderFilter::default(), None, 1).await.map_err(Error::new) {
        Ok(found) if !found.items.is_empty() => list.ok("it holds orders"),
        Ok(_) => list.note("it holds no orders; `toolhub seed --orders 500` makes some"),
        Err(error) => list.fail(&format!("its orders cannot be read: {error:#}")),
    }
}

/// Lines with marks, and whether any of them was a failure.
struct Checklist {
    out: Out,
    failed: bool,
}

impl Checklist {
    fn heading(&mut self, text: &str) -> anyhow::Result<()> {
        Ok(writeln!(self.out, "{HEADING}{text}{HEADING:#}")?)
    }

    fn ok(&mut self, text: &str) -> anyhow::Result<()> {
        Ok(writeln!(self.out, "  {NAME}ok{NAME:#}    {text}")?)
    }

    fn note(&mut self, text: &str) -> anyhow::Result<()> {
        Ok(writeln!(self.out, "  {QUIET}--{QUIET:#}    {text}")?)
    }

    /// Lines to copy, as they are.
    fn block(&mut self, text: &str) -> anyhow::Result<()> {
        text.lines().try_for_each(|line| Ok(writeln!(self.out, "        {line}")?))
    }

    fn fail(&mut self, text: &str) -> anyhow::Result<()> {
        self.failed = true;
        Ok(writeln!(self.out, "  {BAD}FAIL{BAD:#}  {text}")?)
    }

    fn exit_code(&self) -> ExitCode {
        if self.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}
