//! What can go wrong in a call, once for each of three audiences: the model
//! reads [`ToolError::for_model`], the program matches on the variant, the
//! operator finds the source chain in the log under the reference.

use std::{borrow::Cow, error::Error, fmt::Write as _, sync::Arc, time::Duration};

use crate::{backend::BackendError, caller::Scope};

/// The error chain a variant hides from the model and shows to the operator.
type Source = Box<dyn Error + Send + Sync>;

/// One argument that is wrong, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The argument, dotted when nested; empty for the arguments as a whole.
    pub field: String,
    /// What is wrong with it.
    pub problem: String,
    /// What is allowed instead.
    pub allowed: Option<String>,
}

impl Violation {
    /// A violation of `field`.
    pub fn new(field: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { field: field.into(), problem: problem.into(), allowed: None }
    }

    /// States what is allowed instead.
    #[must_use]
    pub fn allowed(mut self, allowed: impl Into<String>) -> Self {
        self.allowed = Some(allowed.into());
        self
    }
}

/// What another system did instead of answering.
#[derive(Debug, thiserror::Error)]
#[error("{backend} failed")]
pub struct External {
    /// Which one.
    pub backend: &'static str,
    /// The stable name in logs and metrics.
    pub kind: &'static str,
    /// Whether an operator should look.
    pub fault: bool,
    /// What is wrong, for the model.
    pub problem: String,
    /// The model's next move.
    pub next: String,
    /// What is wrong, for the operator.
    pub source: Source,
}

/// Why a call did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum ToolError {
    /// The arguments do not fit the tool's schema or meaning.
    #[error("invalid arguments")]
    InvalidArguments(Vec<Violation>),
    /// What the caller named does not exist.
    #[error("{problem}")]
    NotFound {
        /// What was looked for.
        problem: String,
        /// What to do instead.
        next: String,
    },
    /// What was asked is not done, for a reason the caller can mend.
    #[error("{problem}")]
    Refused {
        /// What is not done, and why.
        problem: String,
        /// What can be done instead.
        next: Option<String>,
    },
    /// The caller lacks a scope.
    #[error("missing scope {}", .0.as_str())]
    Forbidden(Scope),
    /// Nothing may be changed here.
    #[error("read-only")]
    ReadOnly,
    /// The confirmation does not hold; nothing was done.
    #[error("not confirmed: {problem}")]
    NotConfirmed {
        /// What is wrong with it.
        problem: &'static str,
        /// The present preview and how to confirm it, or what else to do.
        next: String,
    },
    /// It may have been done: the answer that would say so was lost.
    #[error("the outcome is not known")]
    Uncertain(#[source] Source),
    /// The caller has used up its rate.
    #[error("rate limit reached")]
    RateLimited {
        /// When another call will be let through.
        retry_after: Duration,
    },
    /// The deadline passed.
    #[error("no answer within {0:?}")]
    TimedOut(Duration),
    /// The client withdrew the call.
    #[error("cancelled by the client")]
    Cancelled,
    /// The answer exceeds the response budget and has no records to cut.
    #[error("reply of {tokens} tokens is over the budget of {budget}")]
    TooLarge {
        /// What the reply would have cost.
        tokens: usize,
        /// What it may cost.
        budget: usize,
    },
    /// A backend does not answer.
    #[error("{backend} unavailable")]
    Unavailable {
        /// Which one.
        backend: Cow<'static, str>,
        /// Why.
        source: Source,
    },
    /// Another system refused or failed, in a way that has words of its own.
    #[error(transparent)]
    External(Box<External>),
    /// A fault of ours.
    #[error("internal error")]
    Internal(#[source] Source),
}

impl ToolError {
    /// The stable name in logs and metrics.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::InvalidArguments(_) => "invalid_arguments",
            Self::NotFound { .. } => "not_found",
            Self::Refused { .. } => "refused",
            Self::Forbidden(_) => "forbidden",
            Self::ReadOnly => "read_only",
            Self::NotConfirmed { .. } => "not_confirmed",
            Self::Uncertain(_) => "uncertain",
            Self::RateLimited { .. } => "rate_limited",
            Self::TimedOut(_) => "timed_out",
            Self::Cancelled => "cancelled",
            Self::TooLarge { .. } => "too_large",
            Self::Unavailable { .. } => "unavailable",
            Self::External(external) => external.kind,
            Self::Internal(_) => "internal",
        }
    }

    /// Whether the system failed (and an operator should look), as opposed to
    /// the caller having asked for something impossible.
    pub const fn is_fault(&self) -> bool {
        match self {
            Self::External(external) => external.fault,
            Self::TimedOut(_)
            | Self::Unavailable { .. }
            | Self::Uncertain(_)
            | Self::Internal(_) => true,
            _ => false,
        }
    }

    /// Whether an action that ended so may have been done all the same. Another
    /// system's refusal or failure does not: what it may have done is `Uncertain`.
    pub const fn leaves_doubt(&self) -> bool {
        matches!(
            self,
            Self::Uncertain(_) | Self::TimedOut(_) | Self::Unavailable { .. } | Self::Internal(_)
        )
    }

    /// The backend that does not answer, if that is what is wrong.
    pub fn silent_backend(&self) -> Option<&str> {
        match self {
            Self::Unavailable { backend, .. } => Some(backend),
            Self::External(external) if external.kind == "unavailable" => Some(external.backend),
            _ => None,
        }
    }

    /// What the model reads: the problem and its next move, nothing internal.
    pub fn for_model(&self, reference: &str) -> String {
        match self {
            Self::InvalidArguments(violations) => invalid_arguments(violations),
            Self::NotFound { problem, next } | Self::Refused { problem, next: Some(next) } => {
                format!("{problem} {next}")
            }
            Self::Refused { problem, next: None } => problem.clone(),
            Self::Forbidden(scope) => format!(
                "Not permitted: this needs the scope `{}`, which the credential in use does not \
                 hold. Ask the operator for it; repeating the call will not help.",
                scope.as_str()
            ),
            Self::ReadOnly => {
                "Not permitted: this server, or this connection to it, is read-only. \
                 Nothing was changed; repeating the call will not help."
                    .to_owned()
            }
            Self::NotConfirmed { problem, next } => {
                format!("Not done, nothing was changed: {problem}.\n{next}")
            }
            Self::Uncertain(_) => format!(
                "It is not known whether this was done: the connection was lost before the answer \
                 came. Look at the present state before you repeat it. Reference: {reference}."
            ),
            Self::RateLimited { retry_after } => format!(
                "Rate limit reached. Wait {} s, then repeat the call.",
                retry_after.as_millis().div_ceil(1000).max(1)
            ),
            Self::TimedOut(after) => format!(
                "No answer within {} s, so the call was stopped. Ask for less (a narrower filter, \
                 a smaller limit) or repeat it once later. Reference: {reference}.",
                after.as_secs_f64()
            ),
            Self::Cancelled => "The call was cancelled.".to_owned(),
            Self::TooLarge { tokens, budget } => format!(
                "The answer would cost about {tokens} tokens; the limit is {budget}. Ask for less: \
                 a narrower filter or a smaller limit."
            ),
            Self::Unavailable { .. } => format!(
                "Temporarily unavailable: the system behind this does not answer. Repeat the call \
                 in a few seconds; if it persists, give the operator this reference: {reference}."
            ),
            Self::External(external) => {
                let External { problem, next, .. } = &**external;
                let reference = external.fault.then(|| format!(" Reference: {reference}."));
                format!("{problem} {next}{}", reference.unwrap_or_default())
            }
            Self::Internal(_) => format!(
                "Internal error; the fault is not in your arguments. Give the operator this \
                 reference: {reference}."
            ),
        }
    }
}

fn invalid_arguments(violations: &[Violation]) -> String {
    let mut text = String::from("Invalid arguments:");
    for Violation { field, problem, allowed } in violations {
        let colon = if field.is_empty() { "" } else { ": " };
        // Writing to a String cannot fail.
        let _ = write!(text, "\n- {field}{colon}{problem}");
        if let Some(allowed) = allowed {
            let _ = write!(text, ". Allowed: {allowed}");
        }
    }
    text
}

impl From<BackendError> for ToolError {
    fn from(error: BackendError) -> Self {
        Self::from(Arc::new(error))
    }
}

impl From<Arc<BackendError>> for ToolError {
    fn from(error: Arc<BackendError>) -> Self {
        match &*error {
            BackendError::Unavailable { backend, .. } => {
                Self::Unavailable { backend: (*backend).into(), source: error.into() }
            }
            _ => Self::Internal(error.into()),
        }
    }
}
