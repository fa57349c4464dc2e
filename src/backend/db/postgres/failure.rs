//! What PostgreSQL's answers mean to whoever asked.

use tokio_postgres::{error::SqlState, types::Type};

use super::super::{BACKEND, Row, Value};
use crate::{
    backend::{BackendError, Cause},
    text::chain,
};

/// A failed statement or connection, as an answer of this backend.
pub(in crate::backend) fn failure(error: tokio_postgres::Error) -> BackendError {
    if error.as_db_error().is_none_or(|refusal| is_passing(refusal.code())) {
        unreachable(error.into())
    } else {
        BackendError::Query { backend: BACKEND, source: error.into() }
    }
}

/// No connection can be had.
pub(super) fn unreachable(source: Cause) -> BackendError {
    BackendError::Unavailable { backend: BACKEND, source }
}

/// Connections are lost as soon as they are made.
pub(super) fn lost() -> BackendError {
    unreachable("the server closes every connection".into())
}

/// Whether the connection ended, rather than the statement.
pub(super) fn is_end(error: &tokio_postgres::Error) -> bool {
    let ended = [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN];
    error.is_closed() || error.code().is_some_and(|state| ended.contains(state))
}

/// Whether the server said that this user, password or database is not welcome.
pub(super) fn is_refusal(error: &tokio_postgres::Error) -> bool {
    error.code().is_some_and(|state| {
        let class = state.code().get(..2);
        matches!(class, Some("28" | "3D"))
    }) || (error.code().is_none() && is_misconfigured(error))
}

/// The values of a row.
pub(super) fn decode(row: &tokio_postgres::Row) -> Result<Row, BackendError> {
    let values = (0..row.len()).map(|column| value(row, column)).collect::<Result<_, _>>();
    values.map(Row).map_err(|error| BackendError::Corrupt { backend: BACKEND, what: chain(&error) })
}

fn value(row: &tokio_postgres::Row, column: usize) -> Result<Value, tokio_postgres::Error> {
    let ty = row.columns().get(column).map(tokio_postgres::Column::type_);
    Ok(match ty {
        Some(&Type::INT8) => row.try_get::<_, Option<i64>>(column)?.map(Value::Int),
        Some(&Type::INT4) => {
            row.try_get::<_, Option<i32>>(column)?.map(|int| Value::Int(int.into()))
        }
        Some(&Type::TIMESTAMPTZ) => row.try_get::<_, Option<_>>(column)?.map(Value::Time),
        _ => row.try_get::<_, Option<String>>(column)?.map(Value::Text),
    }
    .unwrap_or(Value::Null))
}

/// A password that is needed and missing is found out on our side of the wire.
fn is_misconfigured(error: &tokio_postgres::Error) -> bool {
    error.to_string().starts_with("invalid configuration")
}

/// The server is going away, is full, or stopped the statement for its own sake.
pub(in crate::backend) fn is_passing(state: &SqlState) -> bool {
    let class = state.code().get(..2);
    matches!(class, Some("08" | "28" | "3D" | "53" | "57" | "58"))
}
