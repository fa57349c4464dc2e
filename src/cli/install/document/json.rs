//! JSON with comments and trailing commas, by its concrete syntax.

use jsonc_parser::{
    ParseOptions,
    cst::{CstInputValue, CstNode, CstObject, CstObjectProp, CstRootNode},
};
use serde_json::{Map, Value};

use super::{EditError, Entry, Place};

/// What hosts read: comments and trailing commas, nothing looser.
const OPTIONS: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_trailing_commas: true,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

const INPUTS: &str = "inputs";

pub(super) fn value(text: &str) -> Result<Map<String, Value>, EditError> {
    let root = parse(text)?;
    match root.value().map(|value| value.to_serde_value()) {
        None => Ok(Map::new()),
        Some(Some(Value::Object(map))) => Ok(map),
        Some(_) => Err(whole_file()),
    }
}

pub(super) fn put(text: &str, place: &Place, entry: &Entry) -> Result<String, EditError> {
    let root = parse(text)?;
    let object = root.object_value_or_create().ok_or_else(whole_file)?;
    let stale = inputs_of(&object, place);
    let table = object_in(&object, place.table)?;
    match find(&table, place.name) {
        None => {
            table.append(place.name, input(&Value::Object(entry.keys.clone())));
        }
        Some(found) => merge(&found, entry),
    }
    put_inputs(&object, entry)?;
    drop_inputs(&root, &object, &stale);
    Ok(root.to_string())
}

pub(super) fn take(text: &str, place: &Place) -> Result<String, EditError> {
    let root = parse(text)?;
    let object = root.object_value().ok_or_else(whole_file)?;
    let stale = inputs_of(&object, place);
    let table = object_in(&object, place.table)?;
    if let Some(found) = find(&table, place.name) {
        found.remove();
    }
    remove_if_empty(&object, place.table);
    drop_inputs(&root, &object, &stale);
    Ok(root.to_string())
}

pub(super) fn inputs(text: &str, place: &Place) -> Result<Vec<Value>, EditError> {
    let object = parse(text)?.object_value().ok_or_else(whole_file)?;
    let ids = inputs_of(&object, place);
    let list = find(&object, INPUTS).and_then(|found| found.array_value());
    let elements = list.map(|list| list.elements()).unwrap_or_default();
    let values = elements.iter().filter_map(CstNode::to_serde_value);
    Ok(values.filter(|one| id(one).is_some_and(|id| ids.iter().any(|one| one == id))).collect())
}

fn id(input: &Value) -> Option<&str> {
    input.get("id")?.as_str()
}

fn parse(text: &str) -> Result<CstRootNode, EditError> {
    CstRootNode::parse(text, &OPTIONS)
        .map_err(|error| EditError::Syntax { form: "JSON", problem: error.to_string() })
}

fn whole_file() -> EditError {
    EditError::NotATable("the whole file".to_owned())
}

/// The last of that name, which is the one that parsers keep.
fn find(object: &CstObject, name: &str) -> Option<CstObjectProp> {
    object.properties().into_iter().rev().find(|one| one.decoded_name().as_deref() == Some(name))
}

/// The object below `name`, made where there is none.
fn object_in(object: &CstObject, name: &str) -> Result<CstObject, EditError> {
    let made = || {
        object.ensure_multiline();
        object.append(name, CstInputValue::Object(Vec::new()))
    };
    let table = find(object, name).unwrap_or_else(made).object_value();
    let table = table.ok_or_else(|| EditError::NotATable(name.to_owned()))?;
    table.ensure_multiline();
    Ok(table)
}

fn merge(found: &CstObjectProp, entry: &Entry) {
    let current = found.value().and_then(|value| value.to_serde_value()).unwrap_or_default();
    if entry.is_said_by(&current) {
        return;
    }
    let object = found.object_value_or_set();
    for key in &entry.dropped {
        if let Some(stale) = find(&object, key) {
            stale.remove();
        }
    }
    for (key, value) in &entry.keys {
        match find(&object, key) {
            Some(_) if current.get(key) == Some(value) => {}
            Some(found) => found.set_value(input(value)),
            None => {
                object.append(key, input(value));
            }
        }
    }
}

fn remove_if_empty(object: &CstObject, name: &str) {
    let Some(found) = find(object, name) else { return };
    let holds = found.value().map(|value| value.children_exclude_trivia_and_tokens());
    let comments = found.value().is_some_and(|value| value.to_string().contains('/'));
    if holds.is_some_and(|children| children.is_empty()) && !comments {
        found.remove();
    }
}

fn put_inputs(object: &CstObject, entry: &Entry) -> Result<(), EditError> {
    if entry.inputs.is_empty() {
        return Ok(());
    }
    let list = find(object, INPUTS)
        .unwrap_or_else(|| object.append(INPUTS, CstInputValue::Array(Vec::new())));
    let list = list.array_value().ok_or_else(|| EditError::NotAList(INPUTS.to_owned()))?;
    list.ensure_multiline();
    for wanted in &entry.inputs {
        let there = list.elements().iter().filter_map(CstNode::to_serde_value).collect::<Vec<_>>();
        if !there.iter().any(|one| id(one) == id(wanted)) {
            list.append(input(wanted));
        }
    }
    Ok(())
}

/// The inputs that the entry asks for and that carry its name: they were made
/// together with it.
fn inputs_of(object: &CstObject, place: &Place) -> Vec<String> {
    let entry = find(object, place.table)
        .and_then(|table| find(&table.object_value()?, place.name))
        .map(|entry| entry.to_string())
        .unwrap_or_default();
    let prefix = format!("{}-", place.name);
    let references = entry.split("${input:").skip(1).filter_map(|rest| rest.split('}').next());
    references.filter(|id| id.starts_with(&prefix)).map(str::to_owned).collect()
}

/// Takes out those of `ids` that nothing refers to any more.
fn drop_inputs(root: &CstRootNode, object: &CstObject, ids: &[String]) {
    let text = root.to_string();
    let unused = |id: &str| !text.contains(&format!("${{input:{id}}}"));
    let stale: Vec<&String> = ids.iter().filter(|id| unused(id)).collect();
    let Some(list) = find(object, INPUTS).and_then(|found| found.array_value()) else { return };
    if stale.is_empty() {
        return;
    }
    for element in list.elements() {
        let value = element.to_serde_value().unwrap_or_default();
        if id(&value).is_some_and(|id| stale.iter().any(|one| *one == id)) {
            element.remove();
        }
    }
    remove_if_empty(object, INPUTS);
}

fn input(value: &Value) -> CstInputValue {
    match value {
        Value::Null => CstInputValue::Null,
        Value::Bool(value) => CstInputValue::Bool(*value),
        Value::Number(number) => CstInputValue::Number(number.to_string()),
        Value::String(text) => CstInputValue::String(text.clone()),
        Value::Array(items) => CstInputValue::Array(items.iter().map(input).collect()),
        Value::Object(map) => CstInputValue::Object(
            map.iter().map(|(key, value)| (key.clone(), input(value))).collect(),
        ),
    }
}
