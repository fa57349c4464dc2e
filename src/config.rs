//! What the operator decides: one small struct per concern. Only this room
//! reads the environment; everyone else is handed the struct it needs.

pub mod auth;
mod basics;
pub mod database;
mod draft;
mod errors;
mod file;
pub mod github;
pub mod http;
pub mod limits;
pub mod log;
mod parse;
pub mod reference;
pub mod sandbox;
mod secret;
mod settings;
mod sources;
pub mod sql;
pub mod vars;

pub use auth::AuthConfig;
pub use database::{DatabaseConfig, Store};
pub use errors::ConfigErrors;
pub use github::GithubConfig;
pub use http::HttpConfig;
pub use limits::LimitsConfig;
pub use log::{LogConfig, LogFormat};
pub use sandbox::{E2bConfig, SandboxChoice, SandboxConfig};
pub use secret::Secret;
pub use settings::{SecretFile, Setting, sounds_secret};
pub use sources::{Origin, Sources};
pub use sql::SqlConfig;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use crate::toolset::Toolset;
use draft::Draft;

/// Everything that can be decided before the program runs.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the embedded database and the cursor key live.
    pub data_dir: PathBuf,
    /// The order database.
    pub database: DatabaseConfig,
    /// The HTTP listener and its edge.
    pub http: HttpConfig,
    /// Who may call over HTTP.
    pub auth: AuthConfig,
    /// What is logged, and how.
    pub log: LogConfig,
    /// The toolsets that are switched on, in listing order; always holds `Core`.
    pub toolsets: Vec<Toolset>,
    /// Bounds on calls.
    pub limits: LimitsConfig,
    /// Databases that may be asked in SQL.
    pub sql: SqlConfig,
    /// GitHub, when there is a credential for it.
    pub github: Option<GithubConfig>,
    /// Where Python code of a model runs.
    pub sandbox: SandboxConfig,
    /// Keys that sign what a client carries for us (base64, 32 bytes or more); the first signs.
    pub secret_keys: Vec<Secret>,
}

impl Config {
    /// The configuration of this process: its environment, then `.env` in its
    /// working directory.
    pub fn from_process() -> Result<Self, ConfigErrors> {
        Sources::of_process().config()
    }

    /// The configuration that `env` and a `.env` file say, or everything that
    /// is wrong with it.
    pub fn load(
        env: impl Iterator<Item = (OsString, OsString)>,
        dotenv: Option<&Path>,
    ) -> Result<Self, ConfigErrors> {
        Sources::new(env, dotenv).config()
    }
}

impl Sources {
    /// The one place where the process environment is read.
    pub fn of_process() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads it")]
        let environment = std::env::vars_os();
        Self::new(environment, Some(Path::new(".env")))
    }

    /// Interprets every variable, and collects everything that is wrong.
    pub fn config(&self) -> Result<Config, ConfigErrors> {
        let mut draft = Draft::default();
        let mut problems: Vec<String> = self.problems().collect();
        for var in vars::all() {
            let applied = match self.find(var) {
                None => Ok(()),
                Some(Err(problem)) => Err(problem),
                Some(Ok(found)) => {
                    (var.set)(&mut draft, &found.value).map_err(|wrong| found.problem(var, &wrong))
                }
            };
            problems.extend(applied.err());
        }
        match draft.finish(self.user_data_dir()) {
            Ok(config) if problems.is_empty() => Ok(config),
            Ok(_) => Err(ConfigErrors::new(problems)),
            Err(broken) => Err(ConfigErrors::new(problems.into_iter().chain(broken))),
        }
    }
}

#[cfg(test)]
mod tests;
