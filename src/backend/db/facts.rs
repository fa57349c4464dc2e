//! What the order database says of itself, for an operator.

use jiff::{SignedDuration, Timestamp};

use super::{Db, Dialect, Fields};
use crate::backend::BackendError;

/// What the order database says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Its release, as it spells it.
    pub version: String,
    /// The role that toolhub logs in with, where there are roles.
    pub role: Option<Role>,
}

/// A role of PostgreSQL's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// Whether nothing is forbidden to it.
    pub is_superuser: bool,
}

const POSTGRES: &str = "SELECT split_part(current_setting('server_version'), ' ', 1), \
    current_user::text, (SELECT rolsuper::int::bigint FROM pg_catalog.pg_roles \
    WHERE rolname = current_user)";

impl Db {
    /// Its release and the role it is asked with.
    pub async fn facts(&self) -> Result<Facts, BackendError> {
        match self.dialect() {
            Dialect::Sqlite => {
                let version = self.compose("SELECT sqlite_version()").one(Fields::text).await?;
                Ok(Facts { version, role: None })
            }
            Dialect::Postgres => {
                let facts = |row: &mut Fields| {
                    let (version, name) = (row.text()?, row.text()?);
                    let role = Role { name, is_superuser: row.int()? != 0 };
                    Ok(Facts { version, role: Some(role) })
                };
                self.compose(POSTGRES).one(facts).await
            }
        }
    }

    /// How far its clock is ahead of this machine's; `None` where it has none of
    /// its own.
    pub async fn ahead(&self) -> Result<Option<SignedDuration>, BackendError> {
        if self.dialect() == Dialect::Sqlite {
            return Ok(None);
        }
        let before = Timestamp::now();
        let theirs = self.compose("SELECT clock_timestamp()").one(Fields::time).await?;
        let after = Timestamp::now();
        let ours = before + (after.duration_since(before) / 2);
        Ok(Some(theirs.duration_since(ours)))
    }
}
