//! How a source fails.

use std::time::Duration;

use thiserror::Error;

use super::guard::Refusal;
use crate::backend::Cause;

/// What a source answers instead of rows.
#[derive(Debug, Error)]
pub enum SqlError {
    /// The statement asks for something that is not allowed.
    #[error("the statement is refused: {0}")]
    Refused(Refusal),
    /// The database could not run the statement; its own words, cleaned.
    #[error("the database answered: {message}")]
    Database {
        /// The database's message.
        message: String,
        /// The character of the statement it is about, from 1.
        position: Option<u32>,
        /// The database's hint or detail.
        hint: Option<String>,
    },
    /// A bind parameter does not fit.
    #[error("parameter {index} {problem}")]
    BadParameter {
        /// Which one, from 1.
        index: usize,
        /// What is wrong, as a predicate.
        problem: String,
    },
    /// The statement took too long and was stopped.
    #[error("the statement was stopped after {0:?}")]
    Timeout(Duration),
    /// Every connection of the source is in use.
    #[error("too many statements run on the source {source_name} at once")]
    Busy {
        /// Which source.
        source_name: String,
    },
    /// The role that the source connects with may do too much.
    #[error("the source {source_name} is not served: {}", reasons.join("; "))]
    RoleRefused {
        /// Which source.
        source_name: String,
        /// What the role may do and should not.
        reasons: Vec<String>,
    },
    /// No source of that name.
    #[error("there is no source {name:?}")]
    UnknownSource {
        /// What was asked for.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// No visible table of that name.
    #[error("there is no table {name:?}")]
    UnknownTable {
        /// What was asked for.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// The source does not answer; trying later may help.
    #[error("the source {source_name} is unavailable")]
    Unavailable {
        /// Which source.
        source_name: String,
        /// Why.
        #[source]
        source: Cause,
    },
    /// A fault of ours.
    #[error("the source {source_name} failed")]
    Internal {
        /// Which source.
        source_name: String,
        /// Why.
        #[source]
        source: Cause,
    },
}
