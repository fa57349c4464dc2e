//! `[sql.queries.<name>.params.<name>]`: a parameter of a saved query.

use jiff::{Timestamp, civil::Date};
use serde_json::Value as Json;
use toml::Value;

use super::{ParamConfig, ParamKind};
use crate::{
    config::{
        file::{self, Problems, Section},
        vars::Wrong,
    },
    nearest::nearest,
};

impl ParamKind {
    const ALL: [Self; 6] =
        [Self::String, Self::Integer, Self::Number, Self::Boolean, Self::Date, Self::Timestamp];

    /// The name in the file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Timestamp => "timestamp",
        }
    }

    fn parse(value: &Value) -> Result<Self, Wrong> {
        let name = file::text(value)?;
        let known = || Self::ALL.iter().map(|kind| kind.as_str());
        Self::ALL.into_iter().find(|kind| kind.as_str() == name).ok_or_else(|| {
            match nearest(&name, known()) {
                Some(guess) => format!("is not a type; did you mean {guess:?}?"),
                None => format!("is not a type; known: {}", known().collect::<Vec<_>>().join(", ")),
            }
            .into()
        })
    }

    /// Whether a value is of this kind.
    pub fn admits(self, value: &Json) -> bool {
        match self {
            Self::String => value.is_string(),
            Self::Integer => value.is_i64() || value.is_u64(),
            Self::Number => value.is_number(),
            Self::Boolean => value.is_boolean(),
            Self::Date => value.as_str().is_some_and(|text| text.parse::<Date>().is_ok()),
            Self::Timestamp => value.as_str().is_some_and(|text| text.parse::<Timestamp>().is_ok()),
        }
    }

    fn read(self, value: &Value) -> Result<Json, Wrong> {
        let json = match value {
            Value::String(text) => text.as_str().into(),
            Value::Integer(number) => (*number).into(),
            Value::Float(number) => (*number).into(),
            Value::Boolean(flag) => (*flag).into(),
            Value::Datetime(time) => time.to_string().into(),
            Value::Array(_) | Value::Table(_) => Json::Null,
        };
        if self.admits(&json) { Ok(json) } else { Err(self.wrong()) }
    }

    fn wrong(self) -> Wrong {
        match self {
            Self::String => "is not a string",
            Self::Integer => "is not a whole number",
            Self::Number => "is not a number",
            Self::Boolean => "is neither true nor false",
            Self::Date => "is not a date such as 2026-01-31",
            Self::Timestamp => "is not a time such as 2026-01-31T12:00:00Z",
        }
        .into()
    }
}

/// One parameter; `None` when what is missing or wrong was noted.
pub(super) fn read(
    name: String,
    mut section: Section,
    problems: &mut Problems,
) -> Option<ParamConfig> {
    if !is_name(&name) {
        problems.add(
            &section.path("type"),
            "belongs to a parameter whose name is not small letters, digits and _, a letter first",
        );
    }
    if !section.has("type") {
        problems.add(
            &section.path("type"),
            "is missing: string, integer, number, boolean, date or timestamp",
        );
    }
    let kind = section.take("type", problems, ParamKind::parse);
    let description = section.take("description", problems, file::text);
    // Without a type the values are only taken off the list of unknown keys.
    let item = kind.unwrap_or(ParamKind::String);
    let allowed = section.take("enum", problems, |value| {
        let items = value.as_array().filter(|items| !items.is_empty());
        items.ok_or("is not a list of values")?.iter().map(|value| item.read(value)).collect()
    });
    let allowed: Vec<Json> = allowed.unwrap_or_default();
    let default = section.take("default", problems, |value| {
        let default = item.read(value)?;
        let is_allowed = allowed.is_empty() || allowed.contains(&default);
        if is_allowed { Ok(default) } else { Err("is not among enum".into()) }
    });
    let required = section.take("required", problems, |value| match file::flag(value)? {
        true if default.is_some() => Err("contradicts default; remove one of them".into()),
        required => Ok(required),
    });
    section.finish(problems);
    let required = required.unwrap_or(default.is_none());
    Some(ParamConfig { name, kind: kind?, description, required, default, allowed })
}

fn is_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
