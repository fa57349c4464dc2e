//! How E2B fails, in words that an operator can act on.

use std::time::Duration;

use serde::Deserialize;
use thiserror::Error;

use crate::{
    backend::{
        Cause,
        sandbox::{NoSandbox, SandboxError},
    },
    config::Secret,
    text::excerpt,
};

/// How long to wait where E2B does not say.
const USUAL_WAIT: Duration = Duration::from_secs(10);
/// Characters of E2B's own words.
const MOST_SAID: usize = 200;

/// What keeps E2B from giving a sandbox, or a sandbox from doing its work.
#[derive(Debug, Error)]
pub(super) enum E2bError {
    #[error("E2B does not accept the key ({0}); set E2B_API_KEY to a valid one")]
    Key(Said),
    #[error("E2B does not let the key do this ({0}); see its team's access in E2B's dashboard")]
    Forbidden(Said),
    #[error("E2B wants to be paid ({0}); see the billing in its dashboard")]
    Payment(Said),
    #[error("E2B lets no more be started for {} s ({said})", wait.as_secs())]
    Limit { said: Said, wait: Duration },
    #[error(
        "E2B has no template {template} for this key ({said}); name one in TOOLHUB_SANDBOX_IMAGE"
    )]
    Template { template: String, said: Said },
    #[error("E2B wants not to be asked for {} s", .0.as_secs())]
    Resting(Duration),
    #[error("the sandbox is not there any more ({0})")]
    Gone(Said),
    #[error("E2B itself fails ({0})")]
    Server(Said),
    #[error("E2B answers what it should not ({0})")]
    Status(Said),
    #[error("{host} does not answer within {} s", after.as_secs())]
    TimedOut { host: String, after: Duration },
    #[error("{host} cannot be reached; see E2B_API_URL, E2B_DOMAIN and E2B_SANDBOX_URL")]
    Unreachable {
        host: String,
        #[source]
        source: Cause,
    },
    #[error("the answer of {host} broke off")]
    Broken {
        host: String,
        #[source]
        source: Cause,
    },
    #[error("E2B's answer does not have the form that its API describes")]
    Malformed(#[source] Cause),
    #[error("the sandbox refuses: {0}")]
    Process(String),
    #[error("the supervisor ended: {0}")]
    Ended(String),
}

/// A status and what was said with it.
#[derive(Debug)]
pub(super) struct Said {
    status: u16,
    words: Option<String>,
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.words {
            Some(words) => write!(f, "{}: {words}", self.status),
            None => write!(f, "{}", self.status),
        }
    }
}

/// An error of the API's, or of a sandbox's.
#[derive(Deserialize)]
struct Complaint {
    message: String,
}

impl Said {
    /// What a body says, without the key.
    pub(super) fn new(status: u16, body: &[u8], key: &Secret) -> Self {
        let complaint = serde_json::from_slice::<Complaint>(body).ok();
        let words = complaint.map(|said| said.message.replace(key.expose(), "[key]"));
        Self { status, words: words.map(|words| excerpt(words.trim(), MOST_SAID)) }
    }
}

impl E2bError {
    /// What a status other than success means; `wait` is E2B's `Retry-After`.
    pub(super) fn of(said: Said, wait: Option<Duration>) -> Self {
        match said.status {
            401 => Self::Key(said),
            402 => Self::Payment(said),
            403 => Self::Forbidden(said),
            404 => Self::Gone(said),
            429 => Self::Limit { said, wait: wait.unwrap_or(USUAL_WAIT) },
            500.. => Self::Server(said),
            _ => Self::Status(said),
        }
    }

    /// The same about the making of a sandbox.
    pub(super) fn making(self, template: &str) -> Self {
        match self {
            Self::Gone(said) => Self::Template { template: template.to_owned(), said },
            other => other,
        }
    }

    /// The same from within a sandbox, which does not know the key.
    pub(super) fn inside(self) -> Self {
        match self {
            Self::Key(said) | Self::Payment(said) | Self::Forbidden(said) => Self::Status(said),
            other => other,
        }
    }

    /// Whether it stays so until somebody changes something.
    pub(super) const fn is_refusal(&self) -> bool {
        matches!(self, Self::Key(_) | Self::Forbidden(_) | Self::Payment(_))
    }
}

impl From<E2bError> for SandboxError {
    fn from(error: E2bError) -> Self {
        match error {
            E2bError::Limit { wait, .. } | E2bError::Resting(wait) => {
                Self::Limited { retry_after: wait, source: error.into() }
            }
            other => Self::unavailable(other),
        }
    }
}

impl From<E2bError> for NoSandbox {
    fn from(error: E2bError) -> Self {
        Self::Hosted(error.into())
    }
}
