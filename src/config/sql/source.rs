//! `[sql.sources.<name>]`: one database.

use std::{fs, path::Path, time::Duration};

use toml::Value;

use super::{ColumnPattern, Glob, SourceConfig, SourceLimits, TablePattern, Visible};
use crate::config::{
    Secret, Store, database,
    file::{self, Problems, Section},
    vars::Wrong,
};

/// The source that is the order database when the file says nothing of it.
pub(super) fn orders(store: Store) -> SourceConfig {
    let own = ["customers", "products", "orders", "order_items"];
    let pattern = |table| TablePattern { schema: None, table: Glob::new(table) };
    SourceConfig {
        description: Some("The order database: customers, products, orders, order items.".into()),
        visible: Visible { tables: Some(own.map(pattern).into()), ..Visible::default() },
        ..new(store)
    }
}

fn new(store: Store) -> SourceConfig {
    SourceConfig {
        store,
        description: None,
        visible: Visible::default(),
        limits: SourceLimits::default(),
        allow_privileged_role: false,
        caller_identity: None,
    }
}

/// One source as the file describes it, over what holds when it does not. What it
/// answers is of use only when no problem was noted.
pub(super) fn read(
    mut section: Section,
    base: Option<SourceConfig>,
    directory: &Path,
    problems: &mut Problems,
) -> SourceConfig {
    if base.is_none() && !section.has("url") && !section.has("url_file") {
        let url = section.path("url");
        problems.add(&url, "is missing: postgres://user@host/database or sqlite:path");
    }
    let mut config = match (store(&mut section, directory, problems), base) {
        (Some(store), Some(base)) => SourceConfig { store, ..base },
        (None, Some(base)) => base,
        (Some(store), None) => new(store),
        (None, None) => new(Store::Postgres { url: Secret::new("") }),
    };
    visible(&mut section, &mut config.visible, problems);
    limits(&mut section, &mut config.limits, problems);
    let description = section.take("description", problems, file::text);
    config.description = description.or(config.description);
    postgres_only(&mut section, &mut config, problems);
    section.finish(problems);
    config
}

fn store(section: &mut Section, directory: &Path, problems: &mut Problems) -> Option<Store> {
    if section.has("url") && section.has("url_file") {
        let url = section.path("url");
        problems.add(&url, "is set twice, directly and by url_file; remove one of them");
    }
    let read = |text: &str| database::store(text).map(|store| beside(store, directory));
    let direct = section
        .take_secret("url", problems, |value| read(value.as_str().ok_or("is not a string")?));
    let by_file = section.take_secret("url_file", problems, |value| {
        let text = fs::read_to_string(directory.join(file::text(value)?))
            .map_err(|error| format!("names a file that cannot be read: {error}"))?;
        read(text.trim_end_matches(['\r', '\n']))
    });
    direct.or(by_file)
}

/// A relative path is relative to the configuration file.
fn beside(store: Store, directory: &Path) -> Store {
    match store {
        Store::Sqlite { path, embedded } => Store::Sqlite { path: directory.join(path), embedded },
        postgres @ Store::Postgres { .. } => postgres,
    }
}

fn visible(section: &mut Section, visible: &mut Visible, problems: &mut Problems) {
    if let Some(tables) = section.take("tables", problems, |value| file::each(value, table)) {
        visible.tables = Some(tables);
    }
    let mut columns = |key| section.take(key, problems, |value| file::each(value, column));
    let denied = columns("denied_columns");
    let masked = columns("masked_columns");
    visible.denied_columns.extend(denied.into_iter().flatten());
    visible.masked_columns.extend(masked.into_iter().flatten());
}

fn table(text: &str) -> Result<TablePattern, Wrong> {
    match parts(text)?[..] {
        [table] => Ok(TablePattern { schema: None, table: Glob::new(table) }),
        [schema, table] => {
            Ok(TablePattern { schema: Some(Glob::new(schema)), table: Glob::new(table) })
        }
        _ => Err("is not a table: write table or schema.table".into()),
    }
}

fn column(text: &str) -> Result<ColumnPattern, Wrong> {
    let (schema, table, column) = match parts(text)?[..] {
        [table, column] => (None, table, column),
        [schema, table, column] => (Some(schema), table, column),
        _ => return Err("is not a column: write table.column or schema.table.column".into()),
    };
    Ok(ColumnPattern {
        schema: schema.map(Glob::new),
        table: Glob::new(table),
        column: Glob::new(column),
    })
}

fn parts(text: &str) -> Result<Vec<&str>, Wrong> {
    let parts: Vec<&str> = text.split('.').collect();
    if parts.iter().any(|part| part.is_empty() || part.contains(['"', ' '])) {
        return Err("is not a dotted name; write it without quotes and blanks".into());
    }
    Ok(parts)
}

fn limits(section: &mut Section, limits: &mut SourceLimits, problems: &mut Problems) {
    const TIMEOUT: std::ops::RangeInclusive<Duration> =
        Duration::from_millis(10)..=Duration::from_hours(1);
    if let Some(rows) = section.take("max_rows", problems, |v| file::whole(v, 1..=10_000)) {
        limits.max_rows = rows;
    }
    let bytes = 1024..=16_777_216;
    if let Some(bytes) = section.take("max_bytes", problems, |v| file::whole(v, bytes)) {
        limits.max_bytes = bytes;
    }
    if let Some(rows) = section.take("max_kept_rows", problems, |v| file::whole(v, 0..=1_000_000)) {
        limits.max_kept_rows = rows;
    }
    if let Some(timeout) = section.take("timeout", problems, |v| file::duration(v, TIMEOUT)) {
        limits.timeout = timeout;
    }
    if let Some(most) = section.take("concurrency", problems, |v| file::whole(v, 1..=1000)) {
        limits.concurrency = most;
    }
}

fn postgres_only(section: &mut Section, config: &mut SourceConfig, problems: &mut Problems) {
    if !matches!(config.store, Store::Postgres { .. }) {
        for key in ["allow_privileged_role", "caller_identity"] {
            section.take(key, problems, |_| Err::<(), _>("is for PostgreSQL only".into()));
        }
        return;
    }
    let privileged = section.take("allow_privileged_role", problems, file::flag);
    config.allow_privileged_role = privileged.unwrap_or(config.allow_privileged_role);
    let identity = section.take("caller_identity", problems, setting);
    config.caller_identity = identity.or(config.caller_identity.take());
}

/// A setting of the operator's own has a dot in its name; PostgreSQL's have none.
fn setting(value: &Value) -> Result<String, Wrong> {
    let name = file::text(value)?;
    let is_word = |word: &str| {
        word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            && word.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
    };
    match name.split_once('.') {
        Some((prefix, rest)) if is_word(prefix) && is_word(rest) => Ok(name),
        _ => Err("is not a setting of your own, such as app.user".into()),
    }
}
