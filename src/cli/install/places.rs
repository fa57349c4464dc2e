//! Where a machine keeps things: a function of the system and the environment
//! and of nothing else, so that every system is tested on any.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use crate::config::Sources;

/// The systems whose hosts we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Os {
    Linux,
    Mac,
    Windows,
}

/// A system and its environment.
pub(super) struct Places<'a> {
    pub(super) os: Os,
    pub(super) variable: &'a dyn Fn(&str) -> Option<OsString>,
}

impl Os {
    pub(super) fn here() -> Self {
        if cfg!(windows) {
            Self::Windows
        } else if cfg!(target_os = "macos") {
            Self::Mac
        } else {
            Self::Linux
        }
    }
}

impl Places<'_> {
    /// Runs `with` on the places of this process.
    pub(super) fn of<T>(sources: &Sources, with: impl FnOnce(&Places) -> T) -> T {
        let variable = |name: &str| sources.environment(name).map(OsString::from);
        with(&Places { os: Os::here(), variable: &variable })
    }

    /// The directory that `variable` names, when it is a whole path.
    pub(super) fn named(&self, variable: &str) -> Option<PathBuf> {
        (self.variable)(variable).map(PathBuf::from).filter(|path| self.is_whole(path))
    }

    /// The user's home.
    pub(super) fn home(&self) -> Option<PathBuf> {
        match self.os {
            Os::Windows => self.named("USERPROFILE"),
            Os::Linux | Os::Mac => self.named("HOME"),
        }
    }

    /// Where programs with windows keep their configuration.
    pub(super) fn config(&self) -> Option<PathBuf> {
        let below = |path: &str| self.home().map(|home| home.join(path));
        match self.os {
            Os::Linux => self.named("XDG_CONFIG_HOME").or_else(|| below(".config")),
            Os::Mac => below("Library/Application Support"),
            Os::Windows => self.named("APPDATA").or_else(|| below("AppData/Roaming")),
        }
    }

    /// Where the package of a program from Microsoft's store keeps what it
    /// believes to be in `config`.
    pub(super) fn store_package(&self, package: &str) -> Option<PathBuf> {
        let local = || self.home().map(|home| home.join("AppData/Local"));
        match self.os {
            Os::Windows => Some(self.named("LOCALAPPDATA").or_else(local)?.join("Packages")),
            Os::Linux | Os::Mac => None,
        }
        .map(|packages| packages.join(package).join("LocalCache/Roaming"))
    }

    /// `Path::is_absolute` knows the paths of the system it was compiled for.
    fn is_whole(&self, path: &Path) -> bool {
        let text = path.to_string_lossy();
        match self.os {
            Os::Windows => matches!(text.get(1..3), Some(":\\" | ":/")) || text.starts_with("\\\\"),
            Os::Linux | Os::Mac => text.starts_with('/'),
        }
    }
}
