//! A value on its way into or out of either database.

use bytes::BytesMut;
use jiff::Timestamp;
use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::backend::Cause;

/// A value on its way into or out of either database.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::backend) enum Value {
    Null,
    Int(i64),
    Text(String),
    Time(Timestamp),
}

impl From<i64> for Value {
    fn from(int: i64) -> Self {
        Self::Int(int)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Timestamp> for Value {
    /// Years that neither database can store become the first that both can.
    fn from(time: Timestamp) -> Self {
        const YEAR_ONE: Timestamp = Timestamp::constant(-62_135_596_800, 0);
        Self::Time(time.max(YEAR_ONE))
    }
}

/// The form of a time in SQLite: fixed width, so that it sorts as it was.
pub(in crate::backend) fn sqlite_time(time: Timestamp) -> String {
    format!("{time:.6}")
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Int(int) => (*int).into(),
            Self::Text(text) => text.as_str().into(),
            Self::Time(time) => sqlite_time(*time).into(),
        })
    }
}

/// NULL in a column of any type.
#[derive(Debug)]
struct Null;

impl ToSql for Null {
    fn to_sql(&self, _: &Type, _: &mut BytesMut) -> Result<IsNull, Cause> {
        Ok(IsNull::Yes)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl Value {
    /// The value as the PostgreSQL driver takes it.
    pub(super) fn as_postgres(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::Null => &Null,
            Self::Int(int) => int,
            Self::Text(text) => text,
            Self::Time(time) => time,
        }
    }
}
