//! A page of rows as a model reads it.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{super::page::Pager, keep::Kept};
use crate::{
    backend::sql::{Rows, Truncation},
    text::inline,
    tool::{Attachment, Output},
};

/// A page of a result.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Page {
    /// The columns, in order.
    columns: Vec<Column>,
    /// One array per row, in the order of the columns. Whole numbers beyond 2^53
    /// and exact decimals are strings.
    rows: Vec<Vec<Value>>,
    /// Whether the result goes on.
    more_available: bool,
    /// Pass it as cursor, with the same other arguments, to go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    /// What to know about this page.
    notes: Vec<String>,
    /// With keep: the whole result.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<Kept>,
    #[serde(skip)]
    position: Position,
}

/// A column.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Column {
    /// Its name.
    name: String,
    /// The database's name of its type.
    r#type: String,
}

/// Where the page stands in the whole result.
#[derive(Debug)]
struct Position {
    tool: String,
    pager: Pager,
    offset: u64,
}

impl Page {
    /// The page, or the begin of what is kept, which begins at `offset`.
    pub(super) fn new(
        (rows, kept): (Rows, Option<Kept>),
        tool: &str,
        pager: Pager,
        offset: u64,
    ) -> Self {
        let notes = notes(&rows, offset, kept.as_ref());
        let mut page = Self {
            columns: rows
                .columns
                .into_iter()
                .map(|column| Column { name: column.name, r#type: column.type_name })
                .collect(),
            rows: rows.rows,
            more_available: false,
            next_cursor: None,
            notes,
            kept,
            position: Position { tool: tool.to_owned(), pager, offset },
        };
        page.end(rows.more);
        page
    }

    fn end(&mut self, more: bool) {
        self.more_available = more;
        let Position { pager, offset, .. } = &self.position;
        let taken = self.kept.as_ref().map_or(self.rows.len(), |kept| kept.rows);
        let next = offset.saturating_add(taken as u64);
        self.next_cursor = more.then(|| pager.seal(&next.to_be_bytes()));
    }
}

/// The offset in a cursor of this listing.
pub(super) fn offset(position: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(position.try_into().ok()?))
}

fn notes(rows: &Rows, offset: u64, kept: Option<&Kept>) -> Vec<String> {
    let mut notes = Vec::new();
    match (rows.truncated_by, kept) {
        (Some(Truncation::Bytes), None) => notes.push(
            "The page was cut at the source's limit of bytes: select fewer or shorter columns."
                .to_owned(),
        ),
        (Some(reason), Some(kept)) => {
            let most = match reason {
                Truncation::Rows => "rows",
                Truncation::Bytes => "bytes",
            };
            notes.push(format!(
                "Not all of the result is kept: the file ends after {} rows, at the limit of \
                 {most}. Select less or aggregate, or keep the rest as another file.",
                kept.rows
            ));
        }
        (_, None) | (None, Some(_)) => {}
    }
    if rows.shortened > 0 {
        let how = if kept.is_some() { "cut in the file" } else { "shown shortened" };
        notes.push(format!("{} long values are {how}, with their size.", rows.shortened));
    }
    if !rows.ordered && (rows.more || offset > 0) {
        notes.push("The statement fixes no order, so pages may repeat or miss rows: add ORDER BY over a unique column.".to_owned());
    }
    notes
}

impl Output for Page {
    fn text(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|column| inline(&column.name)).collect();
        let mut text = match &self.kept {
            Some(kept) => format!("{}. It begins:\n", kept.line()),
            None => String::new(),
        };
        text.push_str(&names.join(" | "));
        for row in &self.rows {
            text.push('\n');
            text.push_str(&row.iter().map(value).collect::<Vec<_>>().join(" | "));
        }
        if self.rows.is_empty() {
            text.push_str("\n(no rows)");
        }
        for note in &self.notes {
            text.push_str("\nNOTE: ");
            text.push_str(note);
        }
        if let Some(cursor) = &self.next_cursor {
            let tool = &self.position.tool;
            text.push_str("\nMORE AVAILABLE: call ");
            text.push_str(tool);
            text.push_str(" with the same other arguments and cursor=\"");
            text.push_str(cursor);
            text.push('"');
        }
        text
    }

    fn records(&self) -> usize {
        self.rows.len()
    }

    fn keep(&mut self, keep: usize) {
        self.rows.truncate(keep);
        if self.kept.is_none() {
            self.end(true);
        }
    }

    fn attachments(&self) -> Vec<Attachment> {
        self.kept.iter().map(Kept::link).collect()
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::String(text) => inline(text),
        other => inline(&other.to_string()),
    }
}
