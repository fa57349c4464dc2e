//! Why the database could not be opened: one clear line for the operator.

use std::path::PathBuf;

use thiserror::Error;

use crate::backend::{BackendError, Cause};

/// Why the database could not be opened. Never holds a secret.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The file or its directory cannot be created or opened.
    #[error("cannot open the SQLite database {}", path.display())]
    File {
        /// The database file.
        path: PathBuf,
        /// Why.
        #[source]
        source: Cause,
    },
    /// The file is something else.
    #[error("{} is not an SQLite database", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The PostgreSQL URL is wrong.
    #[error("the PostgreSQL URL is wrong")]
    Url {
        /// What is wrong with it.
        #[source]
        source: Cause,
    },
    /// No certificates to verify the PostgreSQL server with.
    #[error("cannot set up TLS for PostgreSQL")]
    Tls {
        /// Why.
        #[source]
        source: Cause,
    },
    /// PostgreSQL answered, and refused the user, password or database.
    #[error("PostgreSQL refused the login")]
    Refused {
        /// What it said.
        #[source]
        source: Cause,
    },
    /// The schema could not be brought up to date.
    #[error("cannot bring the database schema up to date")]
    Migration {
        /// Why.
        #[source]
        source: Cause,
    },
    /// The sample data could not be written.
    #[error("cannot write the sample data")]
    Sample {
        /// Why.
        #[source]
        source: BackendError,
    },
}
