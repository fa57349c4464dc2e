//! The configuration file: TOML, taken key by key, so that every problem has its
//! place and what nobody asks for is noticed.

use std::{fmt::Display, fs, ops::RangeInclusive, path::Path, time::Duration};

use toml::{Table, Value};

use super::{parse, vars::Wrong};
use crate::nearest::nearest;

/// What is wrong with a file, one line each.
#[derive(Debug)]
pub(super) struct Problems {
    file: String,
    lines: Vec<String>,
}

/// A table of the file, while its keys are taken.
#[derive(Debug)]
pub(super) struct Section {
    path: String,
    table: Table,
    known: Vec<&'static str>,
}

/// More of a wrong value would only hide what is wrong with it.
const SHOWN_CHARACTERS: usize = 60;

impl Problems {
    pub(super) fn new(file: &Path) -> Self {
        Self { file: file.display().to_string(), lines: Vec::new() }
    }

    /// Notes a problem of the key at `path`.
    pub(super) fn add(&mut self, path: &str, problem: impl Display) {
        let file = &self.file;
        self.lines.push(format!("{file}: {path}: {problem}"));
    }

    pub(super) fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// The file's root, empty when it cannot be read.
    pub(super) fn open(&mut self, file: &Path) -> Section {
        let table = fs::read_to_string(file)
            .map_err(|error| format!("cannot be read: {error}"))
            .and_then(|text| text.parse().map_err(|error| syntax(&text, &error)));
        let table = table.unwrap_or_else(|problem| {
            self.lines.push(format!("{}: {problem}", self.file));
            Table::new()
        });
        Section { path: String::new(), table, known: Vec::new() }
    }
}

/// The place and the message, without the line itself, which may hold a secret.
fn syntax(text: &str, error: &toml::de::Error) -> String {
    let start = error.span().map_or(0, |span| span.start);
    let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
    format!("line {line} is not TOML: {}", error.message().replace('\n', ", "))
}

impl Section {
    /// The dotted path of `key`.
    pub(super) fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Where it stands in the file.
    pub(super) fn own_path(&self) -> &str {
        &self.path
    }

    /// Whether `key` is there and was not taken yet.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The value of `key`, unless it is absent or wrong.
    pub(super) fn take<T>(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
        read: impl FnOnce(&Value) -> Result<T, Wrong>,
    ) -> Option<T> {
        let value = self.remove(key)?;
        let wrong = match read(&value) {
            Ok(taken) => return Some(taken),
            Err(wrong) => wrong,
        };
        let shown = shown(&value);
        problems.add(&self.path(key), format_args!("{shown} {wrong}"));
        None
    }

    /// The same for a value that must not be shown.
    pub(super) fn take_secret<T>(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
        read: impl FnOnce(&Value) -> Result<T, Wrong>,
    ) -> Option<T> {
        let value = self.remove(key)?;
        let taken = read(&value);
        taken.map_err(|wrong| problems.add(&self.path(key), format_args!("the value {wrong}"))).ok()
    }

    /// The table at `key`, empty when it is absent.
    pub(super) fn section(&mut self, key: &'static str, problems: &mut Problems) -> Self {
        let path = self.path(key);
        let table = self.take(key, problems, |value| match value {
            Value::Table(table) => Ok(table.clone()),
            _ => Err("is not a table".into()),
        });
        Self { path, table: table.unwrap_or_default(), known: Vec::new() }
    }

    /// The tables at `key`, by names that the operator chose.
    pub(super) fn named(
        &mut self,
        key: &'static str,
        problems: &mut Problems,
    ) -> Vec<(String, Self)> {
        let Self { path, table, .. } = self.section(key, problems);
        let mut sections = Vec::new();
        for (name, value) in table {
            let path = format!("{path}.{name}");
            match value {
                Value::Table(table) => {
                    sections.push((name, Self { path, table, known: Vec::new() }));
                }
                _ => problems.add(&path, "is not a table"),
            }
        }
        sections
    }

    /// Notes the keys that nobody took.
    pub(super) fn finish(self, problems: &mut Problems) {
        for key in self.table.keys() {
            let known = self.known.iter().copied();
            let hint = match nearest(key, known.clone()) {
                Some(guess) => format!("did you mean {guess}?"),
                None => format!("known: {}", known.collect::<Vec<_>>().join(", ")),
            };
            problems.add(&self.path(key), format_args!("is not a key here; {hint}"));
        }
    }

    fn remove(&mut self, key: &'static str) -> Option<Value> {
        self.known.push(key);
        self.table.remove(key)
    }
}

fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(text) => format!("{text:?}"),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Datetime(time) => time.to_string(),
        Value::Array(_) | Value::Table(_) => String::new(),
    };
    let is_short = (1..=SHOWN_CHARACTERS).contains(&text.len());
    if is_short { text } else { "the value".to_owned() }
}

/// Text that is not empty.
pub(super) fn text(value: &Value) -> Result<String, Wrong> {
    let text = value.as_str().ok_or("is not a string")?;
    if text.trim().is_empty() { Err("is empty".into()) } else { Ok(text.to_owned()) }
}

/// `true` or `false`.
pub(super) fn flag(value: &Value) -> Result<bool, Wrong> {
    value.as_bool().ok_or_else(|| "is neither true nor false".into())
}

/// A whole number within `range`.
pub(super) fn whole<T: TryFrom<u64>>(
    value: &Value,
    range: RangeInclusive<u64>,
) -> Result<T, Wrong> {
    // As text, so that there is one rule and one wording.
    let digits = value.as_integer().map(|number| number.to_string()).unwrap_or_default();
    parse::whole(&digits, range)
}

/// A duration within `range`.
pub(super) fn duration(value: &Value, range: RangeInclusive<Duration>) -> Result<Duration, Wrong> {
    parse::duration(value.as_str().ok_or("is not a duration such as \"10s\"")?, range)
}

/// A list of strings, each read by `item`.
pub(super) fn each<T>(value: &Value, item: fn(&str) -> Result<T, Wrong>) -> Result<Vec<T>, Wrong> {
    let items = value.as_array().ok_or("is not a list of strings")?;
    let read = |value: &Value| {
        let text = value.as_str().ok_or("is not a list of strings")?;
        item(text).map_err(|wrong| wrong.about(text, ""))
    };
    items.iter().map(read).collect()
}
