//! How a sandbox fails before any code has run in it.

use std::time::Duration;

use thiserror::Error;

use crate::backend::Cause;

/// Why there is no sandbox. Says what to do about it.
#[derive(Debug, Error)]
pub enum NoSandbox {
    /// The operator wants none.
    #[error("TOOLHUB_SANDBOX is off")]
    Off,
    /// The daemon's address is of a kind that is not spoken here.
    #[error("DOCKER_HOST is neither unix:///path nor tcp://host:port")]
    Address,
    /// Nothing answers there.
    #[error("no Docker daemon answers at {host}")]
    Daemon {
        /// Its address.
        host: String,
        /// Why.
        #[source]
        source: Cause,
    },
    /// There is a daemon, but not the image.
    #[error("the image {image} is not there; `toolhub sandbox build` makes it")]
    Image {
        /// Its name.
        image: String,
    },
    /// Namespaces do not take from root what root may on this machine.
    #[error("bubblewrap does not confine root; start toolhub as another user, or use docker")]
    Root,
    /// Somebody else runs the sandboxes, and refuses.
    #[error(transparent)]
    Hosted(Cause),
    /// There is no such program.
    #[error("{program} is not installed")]
    Program {
        /// Its name.
        program: &'static str,
    },
}

/// Why code was not run.
#[derive(Debug, Error)]
pub enum SandboxError {
    /// As much runs already as may run at once.
    #[error("too many sandboxes are running")]
    Busy,
    /// Whoever runs the sandboxes lets no more be started for now.
    #[error("no more sandboxes may be started for now")]
    Limited {
        /// When it may be tried again.
        retry_after: Duration,
        /// Why.
        #[source]
        source: Cause,
    },
    /// Another call of the session does not end.
    #[error("the session {name} is busy")]
    SessionBusy {
        /// Its name.
        name: String,
    },
    /// The caller has as many sessions as one may have.
    #[error("too many sessions of one caller")]
    TooManySessions {
        /// Their names.
        open: Vec<String>,
    },
    /// All callers together have as many as there may be.
    #[error("too many sessions")]
    NoSessionLeft,
    /// No sandbox could be started.
    #[error("the sandbox is unavailable")]
    Unavailable {
        /// Why.
        #[source]
        source: Cause,
    },
}

impl SandboxError {
    pub(super) fn unavailable(source: impl Into<Cause>) -> Self {
        Self::Unavailable { source: source.into() }
    }
}
