//! How GitHub fails, as the program sees it.

use std::{fmt, time::Duration};

use jiff::Timestamp;
use thiserror::Error;

use crate::backend::Cause;

/// What GitHub answers, or what keeps us from asking, instead of a result.
#[derive(Debug, Error)]
#[error("{problem} ({at})")]
pub struct GithubError {
    /// What is wrong.
    pub problem: Problem,
    /// Whether something may have been changed all the same.
    pub unsure: bool,
    at: Box<At>,
    #[source]
    source: Option<Cause>,
}

/// What is wrong, with what the next move depends on.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// No repository is named and there is no default.
    #[error("no repository is named")]
    NoRepository,
    /// What is named is not `owner/name`.
    #[error("not a repository name: {0:?}")]
    BadRepository(String),
    /// The operator's list does not hold the repository.
    #[error("{repo} is not on the list")]
    NotListed {
        /// Which one.
        repo: String,
        /// What is on the list.
        listed: Vec<String>,
    },
    /// A part of a path that cannot be sent.
    #[error("not a path")]
    BadPath,
    /// Search words that would look beyond the repository.
    #[error("a qualifier that reaches beyond the repository: {0}")]
    Beyond(String),
    /// 404: it does not exist or must not be seen; GitHub does not say which.
    #[error("not found: {0}")]
    NotFound(String),
    /// An issue was wanted and the number is a pull request's, or the reverse.
    #[error("{number} is another kind of thing")]
    OtherKind {
        /// The number.
        number: u64,
        /// Whether it is a pull request.
        is_pull_request: bool,
    },
    /// 401.
    #[error("the credential is refused")]
    Credential,
    /// Too many failed logins.
    #[error("logins are locked out")]
    LockedOut,
    /// 403 without a limit behind it; the permissions that would do, if GitHub says.
    #[error("not permitted")]
    NotPermitted(Option<String>),
    /// The token is not authorized for the organization's single sign-on.
    #[error("single sign-on is required")]
    SingleSignOn,
    /// The limit on calls per hour or minute is used up.
    #[error("rate limit used up")]
    RateLimit {
        /// When it is filled again, if known.
        reset: Option<Timestamp>,
        /// How long that is.
        wait: Duration,
    },
    /// Too many calls in a short time.
    #[error("secondary rate limit")]
    SecondaryLimit(Duration),
    /// The request has no acceptable `User-Agent`: a fault of ours.
    #[error("the user agent is refused")]
    Agent,
    /// 409, with GitHub's message.
    #[error("conflict")]
    Conflict(String),
    /// 410: the feature is switched off, or the thing was deleted.
    #[error("gone: {0}")]
    Gone(String),
    /// 422.
    #[error("unprocessable")]
    Invalid {
        /// GitHub's message.
        message: String,
        /// Field by field.
        fields: Vec<BadField>,
    },
    /// 451.
    #[error("blocked for legal reasons")]
    Legal,
    /// 5xx; with the wait that GitHub asks for.
    #[error("server error {status}")]
    Server {
        /// The status.
        status: u16,
        /// `Retry-After`.
        retry_after: Option<Duration>,
    },
    /// Another status that means nothing to us.
    #[error("unexpected status {0}")]
    Status(u16),
    /// The answer is not JSON, mostly a proxy's page.
    #[error("the answer is not JSON")]
    NotJson,
    /// JSON of another form than is documented.
    #[error("the answer has another form than documented")]
    Malformed,
    /// The answer broke off.
    #[error("the answer broke off")]
    Truncated,
    /// The answer is longer than is read.
    #[error("the answer is over {0} bytes")]
    TooLong(usize),
    /// A redirect to where the credential must not go.
    #[error("redirected elsewhere")]
    Redirected,
    /// No answer in time.
    #[error("no answer within {0:?}")]
    TimedOut(Duration),
    /// The host's name does not resolve.
    #[error("the name does not resolve")]
    Dns,
    /// The server's certificate or TLS is not acceptable.
    #[error("TLS failed")]
    Tls,
    /// No connection.
    #[error("no connection")]
    Connect,
    /// Nothing is sent after repeated failures, for a while.
    #[error("circuit open")]
    CircuitOpen(Duration),
    /// The App's key does not sign.
    #[error("the App's private key cannot sign")]
    AppKey,
}

/// One field of a request that GitHub refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadField {
    /// Which one; may be empty.
    pub field: String,
    /// GitHub's code or message.
    pub problem: String,
}

/// Which exchange a failure belongs to, for the log.
#[derive(Debug, Clone, Default)]
pub(super) struct At {
    pub(super) exchange: Option<String>,
    pub(super) request_id: Option<String>,
}

impl GithubError {
    /// A failure before anything was sent.
    pub fn new(problem: Problem) -> Self {
        Self { problem, unsure: false, at: Box::default(), source: None }
    }

    /// Says that the request may have been carried out.
    pub(super) fn unsure(mut self) -> Self {
        self.unsure = true;
        self
    }

    /// States which exchange failed.
    pub(super) fn at(mut self, at: At) -> Self {
        *self.at = at;
        self
    }

    /// States what is behind it.
    pub(super) fn because(mut self, source: impl Into<Cause>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Whether the same request may go well in a moment.
    pub(super) fn is_transient(&self) -> bool {
        matches!(
            self.problem,
            Problem::Server { status: 502..=504, .. } | Problem::Connect | Problem::Truncated
        )
    }

    /// Whether the request may have reached GitHub.
    pub(super) fn may_have_arrived(&self) -> bool {
        matches!(
            self.problem,
            Problem::Server { .. }
                | Problem::Truncated
                | Problem::TimedOut(_)
                | Problem::NotJson
                | Problem::Malformed
                | Problem::TooLong(_)
        )
    }

    /// Whether GitHub itself failed, as opposed to having refused.
    pub(super) fn is_outage(&self) -> bool {
        matches!(
            self.problem,
            Problem::Server { .. }
                | Problem::Truncated
                | Problem::TimedOut(_)
                | Problem::Dns
                | Problem::Tls
                | Problem::Connect
        )
    }
}

impl From<Problem> for GithubError {
    fn from(problem: Problem) -> Self {
        Self::new(problem)
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.exchange {
            None => f.write_str("nothing was sent"),
            Some(exchange) => f.write_str(exchange),
        }?;
        match &self.request_id {
            None => Ok(()),
            Some(id) => write!(f, ", request {id}"),
        }
    }
}
