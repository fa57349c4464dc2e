//! What every check stands on: this program, its configuration, its user.

use std::path::PathBuf;

use tokio::sync::OnceCell;

use super::{Finding, redact::Redactor};
use crate::{
    backend::{Backends, OpenError},
    config::{Config, ConfigErrors, SandboxConfig, Sources},
    text::{inline, reveal},
};

/// What every check stands on.
pub(super) struct Ground {
    pub(super) sources: Sources,
    pub(super) config: Result<Config, ConfigErrors>,
    /// This program, links resolved; nothing where the system does not say.
    pub(super) program: Option<PathBuf>,
    redactor: Redactor,
    backends: OnceCell<Result<Backends, OpenError>>,
}

impl Ground {
    /// Looks around.
    pub(super) fn survey() -> Self {
        let sources = Sources::of_process();
        let config = sources.config();
        let redactor = Redactor::new(sources.secrets(), config.as_ref().ok());
        let program = std::env::current_exe().and_then(|path| path.canonicalize()).ok();
        Self { sources, config, program, redactor, backends: OnceCell::new() }
    }

    /// The configuration. Where it is wrong, `settings` says so, and what depends
    /// on it is not looked at.
    pub(super) fn config(&self) -> Option<&Config> {
        self.config.as_ref().ok()
    }

    /// The order database and what stands on it, opened once for all checks, so
    /// that none looks at one that is being made.
    pub(super) async fn backends(&self, config: &Config) -> &Result<Backends, OpenError> {
        let (database, ttl) = (&config.database, config.limits.cache_ttl);
        let off = SandboxConfig::off();
        let open = || async { Backends::open(database, &config.sql, &off, ttl).await };
        self.backends.get_or_init(open).await
    }

    /// Whether HTTP is meant to be served here.
    pub(super) fn serves_http(&self) -> bool {
        const TELLING: &[&str] =
            &["TOOLHUB_API_TOKEN", "TOOLHUB_AUTH", "HTTP_HOST", "HTTP_PORT", "PUBLIC_URL"];
        self.sources.origins().any(|(var, _)| TELLING.contains(&var.name))
    }

    /// The finding without secrets, and with nothing in it that a terminal obeys.
    pub(super) fn redact(&self, finding: Finding) -> Finding {
        let clean = |text: String| inline(&self.redactor.clean(&text));
        Finding {
            text: clean(finding.text),
            cure: finding.cure.map(clean),
            block: finding.block.map(|block| reveal(&self.redactor.clean(&block))),
            ..finding
        }
    }

    pub(super) fn redactor(&self) -> &Redactor {
        &self.redactor
    }
}
