//! `describe_table`: all that is needed to write a join at the first try.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    backend::sql::{ColumnDescription, ForeignKey, Index, TableDescription},
    caller::Scope,
    text::{excerpt, inline},
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(super) struct DescribeTable;

/// Which table.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Args {
    /// Which database.
    source: Option<String>,
    /// The table, with or without its schema.
    #[schemars(length(min = 1, max = 200), example = &"orders")]
    table: String,
}

/// A table.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Described {
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
    /// What may be done with it.
    operations: [&'static str; 1],
    /// Columns in table order.
    columns: Vec<Column>,
    /// Columns of the primary key.
    primary_key: Vec<String>,
    /// Indexes and unique keys: `name (columns) unique`.
    indexes: Vec<String>,
    /// Foreign keys of this table: `columns -> schema.table(columns)`.
    references: Vec<String>,
    /// Foreign keys to this table: `schema.table(columns) -> columns`.
    referenced_by: Vec<String>,
    /// Whether some columns are not shown to anyone.
    columns_hidden: bool,
}

/// A column.
#[derive(Debug, Serialize, JsonSchema)]
struct Column {
    /// Its name.
    name: String,
    /// The database's name of its type.
    r#type: String,
    /// Whether it may hold NULL.
    nullable: bool,
    /// Its default.
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<String>,
    /// What its owner says about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
    /// Whether values are shown masked.
    masked: bool,
    /// A few values it holds.
    samples: Vec<Value>,
}

impl From<ColumnDescription> for Column {
    fn from(column: ColumnDescription) -> Self {
        Self {
            name: column.name,
            r#type: column.type_name,
            nullable: column.nullable,
            default: column.default,
            comment: column.comment.map(|comment| excerpt(&comment, 200)),
            masked: column.masked,
            samples: column.samples,
        }
    }
}

impl From<TableDescription> for Described {
    fn from(it: TableDescription) -> Self {
        Self {
            table: format!("{}.{}", it.table.schema, it.table.name),
            kind: it.table.kind.as_str(),
            rows_estimate: it.table.rows_estimate,
            comment: it.table.comment.map(|comment| excerpt(&comment, 500)),
            operations: ["select"],
            columns: it.columns.into_iter().map(Column::from).collect(),
            primary_key: it.primary_key,
            indexes: it
                .indexes
                .iter()
                .map(index)
                .chain(it.unique.iter().map(|columns| unique(columns)))
                .collect(),
            references: it.references.iter().map(outgoing).collect(),
            referenced_by: it.referenced_by.iter().map(incoming).collect(),
            columns_hidden: it.partial,
        }
    }
}

fn index(index: &Index) -> String {
    let unique = if index.unique { " unique" } else { "" };
    let condition = index.condition.iter().map(|condition| format!(" where {condition}"));
    let condition: String = condition.collect();
    format!("{} ({}){unique}{condition}", index.name, index.columns.join(", "))
}

fn unique(columns: &[String]) -> String {
    format!("({}) unique", columns.join(", "))
}

fn outgoing(key: &ForeignKey) -> String {
    format!("{} -> {}", key.columns.join(", "), other(key))
}

fn incoming(key: &ForeignKey) -> String {
    format!("{} -> {}", other(key), key.columns.join(", "))
}

fn other(key: &ForeignKey) -> String {
    format!("{}.{}({})", key.other.schema, key.other.table, key.other.columns.join(", "))
}

impl Output for Described {
    fn text(&self) -> String {
        let mut text = format!("{} ({})", inline(&self.table), self.kind);
        // Writing to a String cannot fail.
        if let Some(rows) = self.rows_estimate {
            let _ = write!(text, ", about {rows} rows");
        }
        if let Some(comment) = &self.comment {
            let _ = write!(text, "\n{comment}");
        }
        text.push_str("\ncolumn | type | null | comment | e.g.");
        for column in &self.columns {
            let samples: Vec<String> = column.samples.iter().map(Value::to_string).collect();
            let _ = write!(
                text,
                "\n{} | {} | {} | {} | {}",
                inline(&column.name),
                inline(&column.r#type),
                if column.nullable { "yes" } else { "no" },
                column.comment.as_deref().unwrap_or_default(),
                if column.masked {
                    "(masked)".to_owned()
                } else {
                    excerpt(&samples.join(", "), 80)
                },
            );
        }
        let lists = [
            ("primary key", &self.primary_key),
            ("indexes", &self.indexes),
            ("references", &self.references),
            ("referenced by", &self.referenced_by),
        ];
        for (name, items) in lists.into_iter().filter(|(_, items)| !items.is_empty()) {
            let _ = write!(text, "\n{name}: {}", inline(&items.join("; ")));
        }
        if self.columns_hidden {
            text.push_str("\nSome columns are not shown to anyone.");
        }
        text
    }

    fn records(&self) -> usize {
        self.columns.len()
    }

    fn keep(&mut self, keep: usize) {
        let cut = self.columns.len() - keep;
        self.columns.truncate(keep);
        let more =
            format!("{cut} more columns: ask information about them one by one in query_sql");
        self.comment = Some(match self.comment.take() {
            Some(comment) => format!("{comment} ({more})"),
            None => more,
        });
    }
}

impl Tool for DescribeTable {
    const NAME: &'static str = "describe_table";
    const TITLE: &'static str = "Describe a table";
    const DESCRIPTION: &'static str = "Describes one table or view: columns with types, comments \
        and sample values, keys, indexes, and foreign keys in both directions, all that is needed \
        to write a join. Do not use it to find tables (list_tables) or to read rows (query_sql).";
    const TOOLSET: Toolset = Toolset::Sql;
    const SCOPE: Option<Scope> = Some(Scope::SqlRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Described;

    async fn call(ctx: &Ctx, args: Args) -> Result<Described, ToolError> {
        let source = ctx.backends.sql.source(args.source.as_deref())?;
        Ok(source.describe(&args.table).await?.into())
    }
}
