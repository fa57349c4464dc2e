//! What SQLite's answers mean to whoever asked.

use rusqlite::ErrorCode;

use super::{
    authorize::{Denial, Findings},
    connect::{Armed, MAX_VALUE_BYTES},
    functions,
};
use crate::{
    backend::{
        Cause,
        sql::{Catalog, Refusal, SqlError},
    },
    nearest::nearest,
    text,
};

/// The longest message of the database that is passed on.
const MESSAGE_CHARACTERS: usize = 500;

/// How a statement failed, before the source's name is known.
#[derive(Debug)]
pub(super) enum Failure {
    /// SQLite failed it.
    Sqlite(rusqlite::Error),
    /// We did.
    Ours(SqlError),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Ours(SqlError::Refused(refusal))
    }
}

/// The error of a statement on `armed`.
pub(super) fn statement(error: rusqlite::Error, armed: &Armed, source: &str) -> SqlError {
    let catalog = &armed.inventory.catalog;
    let findings = armed.verdict.take();
    // A function that is denied is an ordinary error to SQLite.
    if findings.denial.is_some() && error.to_string().starts_with("not authorized") {
        return denied(findings, catalog);
    }
    match error.sqlite_error_code() {
        Some(ErrorCode::AuthorizationForStatementDenied) => denied(findings, catalog),
        Some(ErrorCode::OutOfMemory) => database(
            "out of memory",
            Some("The statement needs more memory than is allowed: group or sort fewer rows."),
        ),
        Some(ErrorCode::TooBig) => {
            let hint =
                format!("A value is longer than {MAX_VALUE_BYTES} bytes: leave that column out.");
            database("string or blob too big", Some(&hint))
        }
        Some(code) if is_outage(code) => unavailable(source, error),
        _ => said(error, armed),
    }
}

/// The file cannot be opened or read.
pub(super) fn unavailable(source: &str, error: impl Into<Cause>) -> SqlError {
    SqlError::Unavailable { source_name: source.to_owned(), source: error.into() }
}

/// A table that nobody may see, or that is not there: the same answer.
pub(super) fn unknown_table(name: &str, catalog: &Catalog) -> SqlError {
    let known = catalog.tables.iter().map(|table| table.name.as_str());
    SqlError::UnknownTable {
        name: text::excerpt(name, 100),
        nearest: nearest(name, known).map(str::to_owned),
    }
}

fn denied(findings: Findings, catalog: &Catalog) -> SqlError {
    match findings.denial {
        Some(Denial::Refusal(refusal)) => SqlError::Refused(refusal),
        Some(Denial::Table(name)) => unknown_table(&name, catalog),
        None => database("not authorized", None),
    }
}

/// What SQLite says about the statement, and where.
fn said(error: rusqlite::Error, armed: &Armed) -> SqlError {
    let catalog = &armed.inventory.catalog;
    let (message, position) = match error {
        rusqlite::Error::SqlInputError { msg, sql, offset, .. } => (msg, place(&sql, offset)),
        rusqlite::Error::SqliteFailure(_, Some(message)) => (message, None),
        rusqlite::Error::MultipleStatement => {
            return SqlError::Refused(Refusal {
                part: "what follows the first statement".to_owned(),
                problem: "is a statement of its own".to_owned(),
                allowed: Some("one statement a call".to_owned()),
            });
        }
        other => (other.to_string(), None),
    };
    if let Some(table) = message.strip_prefix("no such table: ") {
        return unknown_table(table.strip_prefix("main.").unwrap_or(table), catalog);
    }
    let hint = hint(&message, catalog);
    let message = text::excerpt(&armed.projections.hide(&message), MESSAGE_CHARACTERS);
    SqlError::Database { message, position, hint }
}

fn hint(message: &str, catalog: &Catalog) -> Option<String> {
    if let Some(function) = message.strip_prefix("no such function: ") {
        let near = nearest(function, functions::ALLOWED.iter().copied())?;
        return Some(format!("Did you mean {near}()?"));
    }
    let column = message.strip_prefix("no such column: ")?;
    let column = column.rsplit('.').next().unwrap_or(column);
    let all = catalog.tables.iter().flat_map(|table| &table.columns);
    let near = nearest(column, all.map(|column| column.name.as_str()))?;
    Some(format!("Did you mean {near}? In SQLite text goes between 'single quotes'."))
}

/// A byte offset as a character, from 1.
fn place(sql: &str, offset: i32) -> Option<u32> {
    let before = sql.get(..usize::try_from(offset).ok()?)?;
    u32::try_from(before.chars().count() + 1).ok()
}

fn database(message: &str, hint: Option<&str>) -> SqlError {
    SqlError::Database {
        message: message.to_owned(),
        position: None,
        hint: hint.map(str::to_owned),
    }
}

fn is_outage(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::CannotOpen
            | ErrorCode::SystemIoFailure
            | ErrorCode::FileLockingProtocolFailed
            | ErrorCode::PermissionDenied
            | ErrorCode::DatabaseCorrupt
            | ErrorCode::NotADatabase
    )
}
