//! TOML, with its comments and order.

use serde_json::{Map, Value};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike};

use super::{EditError, Entry, Place};

pub(super) fn value(text: &str) -> Result<Map<String, Value>, EditError> {
    Ok(parse(text)?.as_table().iter().map(|(key, item)| (key.to_owned(), json(item))).collect())
}

/// As JSON, in the file's order; what JSON has not becomes text.
fn json(item: &Item) -> Value {
    if let Some(table) = item.as_table_like() {
        return table.iter().map(|(key, item)| (key.to_owned(), json(item))).collect();
    }
    if let Some(tables) = item.as_array_of_tables() {
        return tables.iter().map(|table| json(&Item::Table(table.clone()))).collect();
    }
    match item.as_value() {
        Some(toml_edit::Value::String(text)) => text.value().as_str().into(),
        Some(toml_edit::Value::Integer(number)) => (*number.value()).into(),
        Some(toml_edit::Value::Boolean(value)) => (*value.value()).into(),
        Some(toml_edit::Value::Array(items)) => {
            items.iter().map(|one| json(&Item::Value(one.clone()))).collect()
        }
        Some(other) => other.to_string().trim().into(),
        None => Value::Null,
    }
}

pub(super) fn put(text: &str, place: &Place, entry: &Entry) -> Result<String, EditError> {
    let mut document = parse(text)?;
    let current = place.entries(text)?.get(place.name).cloned();
    if current.as_ref().is_some_and(|current| entry.is_said_by(current)) {
        return Ok(text.to_owned());
    }
    let tables = table_in(&mut document, place)?;
    if tables.get(place.name).is_none() {
        tables.insert(place.name, Item::Table(Table::new()));
    }
    let found = tables.get_mut(place.name).and_then(Item::as_table_like_mut);
    let found = found.ok_or_else(|| EditError::NotATable(place.name.to_owned()))?;
    for key in &entry.dropped {
        found.remove(key);
    }
    for (key, value) in &entry.keys {
        if current.as_ref().and_then(|current| current.get(key)) != Some(value) {
            found.insert(key, Item::Value(item(value)));
        }
    }
    Ok(document.to_string())
}

pub(super) fn take(text: &str, place: &Place) -> Result<String, EditError> {
    let mut document = parse(text)?;
    let tables = table_in(&mut document, place)?;
    tables.remove(place.name);
    if tables.is_empty() {
        document.remove(place.table);
    }
    Ok(document.to_string())
}

fn parse(text: &str) -> Result<DocumentMut, EditError> {
    text.parse().map_err(|error: toml_edit::TomlError| syntax(text, error.message(), error.span()))
}

/// The parser's own text shows the line, which may hold a secret.
fn syntax(text: &str, message: &str, span: Option<std::ops::Range<usize>>) -> EditError {
    let before = span.and_then(|span| text.get(..span.start));
    let line = before.map_or(1, |before| before.matches('\n').count() + 1);
    let message = message.lines().next().unwrap_or_default();
    EditError::Syntax { form: "TOML", problem: format!("{message} on line {line}") }
}

fn table_in<'a>(
    document: &'a mut DocumentMut,
    place: &Place,
) -> Result<&'a mut dyn TableLike, EditError> {
    let mut fresh = Table::new();
    fresh.set_implicit(true);
    let item = document.entry(place.table).or_insert(Item::Table(fresh));
    item.as_table_like_mut().ok_or_else(|| EditError::NotATable(place.table.to_owned()))
}

fn item(value: &Value) -> toml_edit::Value {
    match value {
        Value::Array(items) => items.iter().map(item).collect::<Array>().into(),
        Value::Object(map) => {
            map.iter().map(|(key, value)| (key, item(value))).collect::<InlineTable>().into()
        }
        Value::Bool(value) => (*value).into(),
        Value::String(text) => text.into(),
        other => other.to_string().into(),
    }
}
