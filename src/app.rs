//! Configuration to a running program: the one place where rooms are wired.

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use tokio_util::task::TaskTracker;

use crate::{
    about::{self, About, AboutLimits},
    backend::{Backends, Github, Sandbox},
    config::{Config, Secret},
    cursor::Cursors,
    dispatch::{LocalPermits, Parts, Registry, Road, Seal},
    prompts, resources,
    telemetry::Metrics,
    tool::{Entry, InvalidSchema},
    tools,
    toolset::Toolset,
};

mod keys;

/// Everything a transport or command needs.
#[derive(Debug)]
pub struct App {
    /// Where every call goes.
    pub road: Arc<Road>,
    /// The systems behind the tools.
    pub backends: Arc<Backends>,
    /// Where everything is counted.
    pub metrics: Arc<Metrics>,
    /// What the operator decided.
    pub config: Arc<Config>,
}

impl App {
    /// Opens the backends and wires everything. A database server that does not
    /// answer is no reason not to start: calls say so until it does.
    pub async fn start(mut config: Config) -> anyhow::Result<Self> {
        let cache_ttl = config.limits.cache_ttl;
        let backends =
            Backends::open(&config.database, &config.sql, &config.sandbox, cache_ttl).await?;
        if backends.sandbox.is_none() {
            without_python(&mut config);
        }
        let github = config.github.as_ref().map(Github::open).transpose()?;
        let backends = backends.with_github(github);
        let (backends, metrics) = (Arc::new(backends), Arc::new(Metrics::new()));
        let registry = registry(&config)?;
        let about = about(&config, &registry, backends.database.kind());
        let road = Road::new(Parts {
            registry: Arc::new(registry),
            backends: Arc::clone(&backends),
            cursors: Arc::new(cursors(&config)?),
            about: Arc::new(about),
            limits: config.limits.clone(),
            seal: seal(&config)?,
            actions: TaskTracker::new(),
            permits: Box::new(LocalPermits::default()),
            metrics: Arc::clone(&metrics),
        });
        Ok(Self { road: Arc::new(road), backends, metrics, config: Arc::new(config) })
    }

    /// Says in the log what an operator should know of a server that now serves.
    pub fn announce(&self) {
        if self.config.secret_keys.is_empty() {
            tracing::info!(
                "confirmations are sealed with a random key and end with this process; set \
                 TOOLHUB_SECRET_KEY to keep them"
            );
        }
    }

    /// Waits for actions that were begun, which nothing interrupts, and for sandboxes
    /// to be gone.
    pub async fn settle(&self) {
        const PATIENCE: Duration = Duration::from_secs(10);
        if tokio::time::timeout(PATIENCE, self.road.settled()).await.is_err() {
            tracing::error!("actions are still under way; what they come to is not known here");
        }
        if let Some(sandbox) = &self.backends.sandbox
            && tokio::time::timeout(PATIENCE, sandbox.settle()).await.is_err()
        {
            tracing::warn!("sandboxes are left; they end by themselves");
        }
    }
}

fn seal(config: &Config) -> anyhow::Result<Seal> {
    Seal::new(&config.secret_keys, config.limits.confirm_lifetime)
        .context("confirmations cannot be sealed")
}

/// `config` with only the toolsets whose systems can be had here.
pub async fn offered(mut config: Config) -> Config {
    if Sandbox::open(&config.sandbox).await.is_err() {
        without_python(&mut config);
    }
    config
}

fn without_python(config: &mut Config) {
    config.toolsets.retain(|toolset| *toolset != Toolset::Python);
}

/// What is switched on.
pub fn registry(config: &Config) -> anyhow::Result<Registry> {
    let tools: Result<Vec<Entry>, InvalidSchema> = tools::ALL.iter().map(|entry| entry()).collect();
    let mut tools = tools?;
    tools.extend(tools::sql::entries(&config.sql)?);
    tools.push(tools::python::entry(&config.sandbox)?);
    let registry = Registry::new(
        &config.toolsets,
        tools,
        resources::ALL.iter().map(|entry| entry()).collect(),
        prompts::ALL.iter().map(|entry| entry()).collect(),
    )?;
    Ok(registry)
}

fn about(config: &Config, registry: &Registry, database: &'static str) -> About {
    About {
        server: about::NAME,
        version: about::VERSION,
        protocol_versions: about::PROTOCOL_VERSIONS,
        toolsets: config.toolsets.iter().map(|toolset| toolset.as_str()).collect(),
        tools: registry.tools().iter().map(|entry| entry.facts().name.to_string()).collect(),
        database,
        limits: AboutLimits {
            call_timeout_seconds: config.limits.call_timeout.as_secs_f64(),
            response_tokens: config.limits.response_tokens,
            calls_per_minute: config.limits.calls_per_minute,
            page_size: about::PAGE_SIZE,
        },
    }
}

fn cursors(config: &Config) -> anyhow::Result<Cursors> {
    match config.secret_keys.split_first() {
        Some((first, older)) => Ok(Cursors::new(first.expose(), older.iter().map(Secret::expose))),
        None => {
            let key = keys::local(&config.data_dir).context("cannot make a key for cursors")?;
            Ok(Cursors::new(key, []))
        }
    }
}
