//! A configuration while its variables are read, and the rules between them.

use std::path::PathBuf;

use tracing_subscriber::filter::Targets;

use super::{
    AuthConfig, Config, DatabaseConfig, HttpConfig, LimitsConfig, LogConfig, LogFormat,
    SandboxConfig, Secret, SqlConfig, Store, github::GithubDraft, sandbox::E2bDraft,
};
use crate::toolset::Toolset;

/// What the variables said so far. Defaults that stand alone are in place from
/// the start; those that depend on something else are filled in by
/// [`Draft::finish`].
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) data_dir: Option<PathBuf>,
    pub(super) store: Option<Store>,
    pub(super) pool: Option<usize>,
    pub(super) token: Option<Secret>,
    pub(super) open: bool,
    pub(super) secret_keys: Vec<Secret>,
    pub(super) filter: Option<Targets>,
    pub(super) format: Option<LogFormat>,
    pub(super) http: HttpConfig,
    pub(super) limits: LimitsConfig,
    pub(super) toolsets: Vec<Toolset>,
    pub(super) file: Option<PathBuf>,
    pub(super) adhoc: bool,
    pub(super) github: GithubDraft,
    pub(super) sandbox: SandboxConfig,
    pub(super) e2b: E2bDraft,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            data_dir: None,
            store: None,
            pool: None,
            token: None,
            open: false,
            secret_keys: Vec::new(),
            filter: None,
            format: None,
            http: HttpConfig::default(),
            limits: LimitsConfig::default(),
            toolsets: Toolset::ALL.to_vec(),
            file: None,
            adhoc: true,
            github: GithubDraft::default(),
            sandbox: SandboxConfig::default(),
            e2b: E2bDraft::default(),
        }
    }
}

impl Draft {
    /// The finished configuration, or the rules between variables that are broken.
    pub(super) fn finish(self, user_data_dir: Option<PathBuf>) -> Result<Config, Vec<String>> {
        let mut problems = Vec::new();
        if self.open && self.token.is_some() {
            problems.push(
                "TOOLHUB_AUTH: `none` contradicts TOOLHUB_API_TOKEN; unset one of them".to_owned(),
            );
        }
        if self.open && !self.http.host.is_loopback() {
            problems.push(format!(
                "TOOLHUB_AUTH: `none` is only accepted on a loopback address, and HTTP_HOST is \
                 {}; set TOOLHUB_API_TOKEN instead, or HTTP_HOST=127.0.0.1",
                self.http.host
            ));
        }
        if self.http.replicas > 1 && self.secret_keys.is_empty() {
            problems.push(
                "TOOLHUB_REPLICAS: replicas must share their keys, and TOOLHUB_SECRET_KEY is \
                 unset; give all of them the same (openssl rand -base64 32)"
                    .to_owned(),
            );
        }
        if self.http.replicas > 1 && !matches!(self.store, Some(Store::Postgres { .. })) {
            problems.push(
                "TOOLHUB_REPLICAS: replicas must share a database, and the order database is an \
                 SQLite file; set DATABASE_URL=postgres://..."
                    .to_owned(),
            );
        }
        let github = self.github.finish(&mut problems);
        let e2b = self.e2b.finish(self.sandbox.choice, &mut problems);
        let mut toolsets = self.toolsets;
        toolsets.retain(|toolset| *toolset != Toolset::Github || github.is_some());
        let Some(data_dir) = self.data_dir.or(user_data_dir) else {
            problems.push(
                "TOOLHUB_DATA_DIR: is unset and there is no home directory to derive it from; \
                 example: TOOLHUB_DATA_DIR=/var/lib/toolhub"
                    .to_owned(),
            );
            return Err(problems);
        };
        let embedded = || Store::Sqlite { path: data_dir.join("toolhub.db"), embedded: true };
        let database = DatabaseConfig::new(self.store.unwrap_or_else(embedded), self.pool);
        let sql = SqlConfig::read(self.file.as_deref(), self.adhoc, database.store.clone());
        let sql = match sql {
            Ok(sql) if problems.is_empty() => sql,
            Ok(_) => return Err(problems),
            Err(more) => return Err(problems.into_iter().chain(more).collect()),
        };
        Ok(Config {
            database,
            sql,
            sandbox: SandboxConfig { e2b, ..self.sandbox },
            http: self.http,
            auth: match self.token {
                Some(token) => AuthConfig::Bearer(token),
                None if self.open => AuthConfig::None,
                None => AuthConfig::Unset,
            },
            log: LogConfig {
                filter: self.filter,
                format: self.format.unwrap_or_else(LogFormat::for_stderr),
            },
            toolsets,
            github,
            limits: self.limits,
            secret_keys: self.secret_keys,
            data_dir,
        })
    }
}
