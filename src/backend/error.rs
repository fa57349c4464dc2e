//! How a backend fails.

use std::error::Error;

use thiserror::Error;

/// Any cause, kept for the operator's log.
pub type Cause = Box<dyn Error + Send + Sync>;

/// What a backend answers instead of a result.
#[derive(Debug, Error)]
pub enum BackendError {
    /// No connection could be had, or it was lost; trying later may help.
    #[error("the {backend} database is unavailable")]
    Unavailable {
        /// Which backend.
        backend: &'static str,
        /// Why.
        #[source]
        source: Cause,
    },
    /// The database refused or failed a statement: a fault of ours.
    #[error("the {backend} database failed a statement")]
    Query {
        /// Which backend.
        backend: &'static str,
        /// Why.
        #[source]
        source: Cause,
    },
    /// Stored data does not decode.
    #[error("the {backend} database holds data that cannot be read: {what}")]
    Corrupt {
        /// Which backend.
        backend: &'static str,
        /// What was found, and where.
        what: String,
    },
}
