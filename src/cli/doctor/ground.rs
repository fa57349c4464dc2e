//! What every check stands on: this program, its configuration, its user.

use std::path::PathBuf;

use super::{Finding, redact::Redactor};
use crate::config::{Config, ConfigErrors, Sources};

/// What every check stands on.
pub(super) struct Ground {
    pub(super) sources: Sources,
    pub(super) config: Result<Config, ConfigErrors>,
    /// This program, links resolved; nothing where the system does not say.
    pub(super) program: Option<PathBuf>,
    redactor: Redactor,
}

impl Ground {
    /// Looks around.
    pub(super) fn survey() -> Self {
        let sources = Sources::of_process();
        let config = sources.config();
        let redactor = Redactor::new(sources.secrets(), config.as_ref().ok());
        let program = std::env::current_exe().and_then(|path| path.canonicalize()).ok();
        Self { sources, config, program, redactor }
    }

    /// The configuration. Where it is wrong, `settings` says so, and what depends
    /// on it is not looked at.
    pub(super) fn config(&self) -> Option<&Config> {
        self.config.as_ref().ok()
    }

    /// Whether HTTP is meant to be served here.
    pub(super) fn serves_http(&self) -> bool {
        const TELLING: &[&str] =
            &["TOOLHUB_API_TOKEN", "TOOLHUB_AUTH", "HTTP_HOST", "HTTP_PORT", "PUBLIC_URL"];
        self.sources.origins().any(|(var, _)| TELLING.contains(&var.name))
    }

    /// The finding without secrets.
    pub(super) fn redact(&self, finding: Finding) -> Finding {
        let clean = |text: String| self.redactor.clean(&text);
        Finding {
            text: clean(finding.text),
            cure: finding.cure.map(clean),
            block: finding.block.map(clean),
            ..finding
        }
    }

    pub(super) fn redactor(&self) -> &Redactor {
        &self.redactor
    }
}
