//! What PostgreSQL's answers mean to whoever asked.

use tokio_postgres::error::{DbError, ErrorPosition, SqlState};

use super::lease::Connections;
use crate::{
    backend::{db::postgres::is_passing, sql::SqlError},
    config::sql::SourceLimits,
    text,
};

/// The longest message of the database that is passed on.
const MESSAGE_CHARACTERS: usize = 500;

/// How much of the statement is shown where PostgreSQL points at it.
const NEAR_CHARACTERS: usize = 40;

/// The error of the statement `sql`, which is what was executed.
pub(super) fn statement(
    error: tokio_postgres::Error,
    sql: &str,
    connections: &Connections,
    limits: &SourceLimits,
) -> SqlError {
    match error.as_db_error() {
        Some(answer) if *answer.code() == SqlState::QUERY_CANCELED => {
            SqlError::Timeout(limits.timeout)
        }
        Some(answer) if !is_passing(answer.code()) || is_own_fault(answer) => said(answer, sql),
        _ => connections.unavailable(error.into()),
    }
}

/// Whether the server had ended the connection before the statement came.
pub(super) fn is_dead(error: &tokio_postgres::Error) -> bool {
    let ended =
        [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::IDLE_SESSION_TIMEOUT];
    error.is_closed() || error.code().is_some_and(|code| ended.contains(code))
}

/// A statement that asks for too much fails with the codes of a server in need.
fn is_own_fault(answer: &DbError) -> bool {
    let own = [
        SqlState::OUT_OF_MEMORY,
        SqlState::CONFIGURATION_LIMIT_EXCEEDED,
        SqlState::INSUFFICIENT_RESOURCES,
        SqlState::DISK_FULL,
    ];
    own.contains(answer.code())
}

fn said(answer: &DbError, sql: &str) -> SqlError {
    let near = match answer.position() {
        Some(ErrorPosition::Original(position)) => near(sql, *position),
        _ => None,
    };
    let own = answer.hint().or(answer.detail()).map(|text| text::excerpt(text, MESSAGE_CHARACTERS));
    let hint = match (own, near) {
        (Some(own), Some(near)) => Some(format!("{own} At: {near}")),
        (own, near) => own.or(near.map(|near| format!("At: {near}"))),
    };
    let message = text::excerpt(answer.message(), MESSAGE_CHARACTERS);
    // The position is one in the statement as it was printed anew: of no use to
    // whoever wrote the other one.
    SqlError::Database { message, position: None, hint }
}

fn near(sql: &str, position: u32) -> Option<String> {
    let skipped = usize::try_from(position).ok()?.checked_sub(1)?;
    let rest: String = sql.chars().skip(skipped).collect();
    (!rest.is_empty()).then(|| text::excerpt(&rest, NEAR_CHARACTERS))
}
