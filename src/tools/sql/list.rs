//! `list_tables`: what there is to ask.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::page::{self, Pager};
use crate::{
    backend::sql::TableInfo,
    caller::Scope,
    text::{excerpt, inline},
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(super) struct ListTables;

/// Of which source.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Args {
    /// Which database.
    source: Option<String>,
    /// Only tables whose name matches; * stands for anything.
    #[schemars(length(min = 1, max = 100), example = &"order*")]
    pattern: Option<String>,
    /// The next_cursor of the page before.
    cursor: Option<String>,
}

/// A page of tables.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Tables {
    /// By schema and name.
    tables: Vec<Line>,
    /// Whether there are more.
    more_available: bool,
    /// Pass it as cursor to go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    #[serde(skip)]
    pager: Pager,
    #[serde(skip)]
    offset: usize,
}

/// A table.
#[derive(Debug, Serialize, JsonSchema)]
struct Line {
    /// Name as to be written in SQL, with its schema.
    table: String,
    /// table, view, ...
    kind: &'static str,
    /// How many rows the database believes it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    rows_estimate: Option<u64>,
    /// What its owner says about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
}

impl From<TableInfo> for Line {
    fn from(table: TableInfo) -> Self {
        Self {
            table: format!("{}.{}", table.schema, table.name),
            kind: table.kind.as_str(),
            rows_estimate: table.rows_estimate,
            comment: table.comment.map(|comment| excerpt(&comment, 200)),
        }
    }
}

impl Tables {
    fn end(&mut self, more: bool) {
        self.more_available = more;
        let next = (self.offset + self.tables.len()) as u64;
        self.next_cursor = more.then(|| self.pager.seal(&next.to_be_bytes()));
    }
}

impl Output for Tables {
    fn text(&self) -> String {
        if self.tables.is_empty() {
            return "No table matches.".to_owned();
        }
        let mut text = String::from("table | kind | about how many rows | comment");
        for line in &self.tables {
            let rows = line.rows_estimate.map(|rows| rows.to_string()).unwrap_or_default();
            let comment = line.comment.as_deref().unwrap_or_default();
            // Writing to a String cannot fail.
            let _ = write!(text, "\n{} | {} | {rows} | {comment}", inline(&line.table), line.kind);
        }
        if let Some(cursor) = &self.next_cursor {
            let _ = write!(
                text,
                "\nMORE AVAILABLE: call list_tables with the same arguments and cursor={cursor:?}"
            );
        }
        text
    }

    fn records(&self) -> usize {
        self.tables.len()
    }

    fn keep(&mut self, keep: usize) {
        self.tables.truncate(keep);
        self.end(true);
    }
}

impl Tool for ListTables {
    const NAME: &'static str = "list_tables";
    const TITLE: &'static str = "List tables";
    const DESCRIPTION: &'static str = "Names the tables and views that query_sql may read, with \
        kind, estimated rows and comment. Start here before writing SQL; then describe_table for \
        columns. Do not use it to look at data.";
    const TOOLSET: Toolset = Toolset::Sql;
    const SCOPE: Option<Scope> = Some(Scope::SqlRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Tables;

    async fn call(ctx: &Ctx, args: Args) -> Result<Tables, ToolError> {
        let source = ctx.backends.sql.source(args.source.as_deref())?;
        let pager = Pager::new(&ctx.cursors, Self::NAME, &(source.name(), &args.pattern));
        let offset = match args.cursor {
            Some(cursor) => pager.open(&cursor, super::result::offset)?,
            None => 0,
        };
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        let all = source.tables(args.pattern.as_deref()).await?;
        let mut rest = all.into_iter().skip(offset);
        let tables = rest.by_ref().take(page::MAX as usize).map(Line::from).collect();
        let mut page = Tables { tables, more_available: false, next_cursor: None, pager, offset };
        page.end(rest.next().is_some());
        Ok(page)
    }
}
