//! A host's file as text. An edit changes our entry and nothing else: byte order
//! mark, line ends, indentation, comments and order stay.

mod json;
mod lines;
mod toml;

use serde_json::{Map, Value};

use super::host::Format;

/// Where our entry stands: its table and its name in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) format: Format,
    pub(super) table: &'a str,
    pub(super) name: &'a str,
}

/// An entry as it should be.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Entry {
    /// Its keys and values.
    pub(super) keys: Map<String, Value>,
    /// Keys that must not be there; others stay as the user wrote them.
    pub(super) dropped: Vec<&'static str>,
    /// What the host asks for, as VS Code's `inputs`.
    pub(super) inputs: Vec<Value>,
}

/// Why a file is not edited. Never holds a part of it: that may be a secret.
#[derive(Debug, thiserror::Error)]
pub(super) enum EditError {
    #[error("it is not valid {form}: {problem}")]
    Syntax { form: &'static str, problem: String },
    #[error("{0} is not a table of keys and values there")]
    NotATable(String),
    #[error("{0} is not a list there")]
    NotAList(String),
}

const MARK: char = '\u{feff}';

impl Place<'_> {
    /// `text` with the entry in it.
    pub(super) fn put(&self, text: &str, entry: &Entry) -> Result<String, EditError> {
        let put = edit(text, |text| match self.format {
            Format::Json => json::put(text, self, entry),
            Format::Toml => toml::put(text, self, entry),
        })?;
        let is_fresh = text.trim_start_matches(MARK).trim().is_empty();
        Ok(if is_fresh && !put.ends_with('\n') { put + "\n" } else { put })
    }

    /// `text` without the entry, or nothing when it is not there.
    pub(super) fn take(&self, text: &str) -> Result<Option<String>, EditError> {
        if !self.entries(text)?.contains_key(self.name) {
            return Ok(None);
        }
        edit(text, |text| match self.format {
            Format::Json => json::take(text, self),
            Format::Toml => toml::take(text, self),
        })
        .map(Some)
    }

    /// Every entry of the table.
    pub(super) fn entries(&self, text: &str) -> Result<Map<String, Value>, EditError> {
        let text = text.strip_prefix(MARK).unwrap_or(text);
        let root = match self.format {
            Format::Json => json::value(text),
            Format::Toml => toml::value(text),
        }?;
        match root.get(self.table) {
            None => Ok(Map::new()),
            Some(Value::Object(entries)) => Ok(entries.clone()),
            Some(_) => Err(EditError::NotATable(self.table.to_owned())),
        }
    }

    /// The inputs that were made together with the entry.
    pub(super) fn inputs(&self, text: &str) -> Result<Vec<Value>, EditError> {
        match self.format {
            Format::Json => json::inputs(text.strip_prefix(MARK).unwrap_or(text), self),
            Format::Toml => Ok(Vec::new()),
        }
    }
}

impl Entry {
    /// Whether `current` already says all of this.
    fn is_said_by(&self, current: &Value) -> bool {
        self.keys.iter().all(|(key, value)| current.get(key) == Some(value))
            && self.dropped.iter().all(|key| current.get(key).is_none())
    }
}

/// Edits what is behind the mark, with `\n` for every line end.
fn edit(
    text: &str,
    change: impl FnOnce(&str) -> Result<String, EditError>,
) -> Result<String, EditError> {
    let (mark, body) = match text.strip_prefix(MARK) {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    let plain = body.replace("\r\n", "\n");
    let changed = change(&plain)?;
    Ok(format!("{mark}{}", lines::restore(body, &plain, &changed)))
}

#[cfg(test)]
mod tests;
