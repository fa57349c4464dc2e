//! Bringing an SQLite file into being and up to date.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io,
    path::Path,
};

use rusqlite::{Connection, ErrorCode, OptionalExtension};

use super::connect::connect;
use crate::backend::{
    Cause,
    db::{OpenError, migrations},
};

/// Creates the file when it is missing, and migrates it when it is behind.
/// Processes that start at once wait for each other.
pub(super) fn prepare(path: &Path) -> Result<(), OpenError> {
    create(path).map_err(|error| unusable(path, error.into()))?;
    let mut connection = connect(path).map_err(|error| refused(path, error))?;
    if is_current(&connection).map_err(|error| refused(path, error))? {
        return Ok(());
    }
    let _lock = lock(path).map_err(|error| unusable(path, error.into()))?;
    connection
        .pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))
        .map_err(|error| refused(path, error))?;
    if is_current(&connection).map_err(|error| refused(path, error))? {
        return Ok(());
    }
    let migrated = migrations::sqlite().run(&mut connection);
    migrated.map_err(|error| OpenError::Migration { source: error.into() })?;
    Ok(())
}

/// Takes the lock that guards the schema and the sample data. Its file lies
/// beside the database, because closing a second handle on the database itself
/// would release SQLite's own locks.
pub(super) fn lock(path: &Path) -> io::Result<File> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = private().append(true).open(&name)?;
    file.lock()?;
    Ok(file)
}

/// The directory and the file are the owner's alone; what exists stays as it is.
fn create(path: &Path) -> io::Result<()> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(parent)?;
    }
    if !fs::exists(path)? {
        private().append(true).open(path)?;
    }
    Ok(())
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn is_current(connection: &Connection) -> rusqlite::Result<bool> {
    let known = "SELECT 1 FROM sqlite_schema WHERE name = 'refinery_schema_history'";
    if connection.query_row(known, [], |_| Ok(())).optional()?.is_none() {
        return Ok(false);
    }
    let applied = connection.query_row(migrations::APPLIED, [], |row| row.get(0))?;
    Ok(migrations::is_current(&migrations::sqlite(), applied))
}

fn unusable(path: &Path, source: Cause) -> OpenError {
    OpenError::File { path: path.to_owned(), source }
}

fn refused(path: &Path, error: rusqlite::Error) -> OpenError {
    if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) {
        OpenError::NotADatabase { path: path.to_owned() }
    } else {
        unusable(path, error.into())
    }
}
