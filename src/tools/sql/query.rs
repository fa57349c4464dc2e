//! `query_sql`: one read-only statement.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::{
    super::page::Pager,
    keep::{self, Keep},
    result::{Page, offset},
};
use crate::{
    backend::sql::Query,
    caller::Scope,
    tool::{Ctx, Effect, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(super) struct QuerySql;

/// What to ask.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Args {
    /// Which database.
    source: Option<String>,
    /// One SELECT. Write values as $1, $2, ... and give them in params.
    #[schemars(length(min = 1, max = 20_000))]
    sql: String,
    /// The values of $1, $2, ...: strings, numbers, booleans or null.
    #[serde(default)]
    #[schemars(length(max = 100))]
    params: Vec<Value>,
    /// Most rows on a page.
    #[schemars(range(min = 1, max = 200))]
    #[serde(default = "default_limit")]
    limit: u32,
    /// The next_cursor of the page before.
    cursor: Option<String>,
    #[schemars(description = keep::ABOUT)]
    keep: Option<Keep>,
}

const fn default_limit() -> u32 {
    50
}

impl Tool for QuerySql {
    const NAME: &'static str = "query_sql";
    const TITLE: &'static str = "Query with SQL";
    const DESCRIPTION: &'static str = "Runs one read-only SELECT (joins, CTEs, aggregates and \
        window functions included) on the tables that list_tables names, and returns columns with \
        types and rows, a page at a time. See describe_table first for column names and joins. Put \
        values into params, never into the text. Do not use it to change anything (it is refused), \
        nor for what a tool of its own answers (get_order, order_stats).";
    const TOOLSET: Toolset = Toolset::Sql;
    const SCOPE: Option<Scope> = Some(Scope::SqlRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Page;

    async fn call(ctx: &Ctx, args: Args) -> Result<Page, ToolError> {
        let source = ctx.backends.sql.source(args.source.as_deref())?;
        let pager = Pager::new(&ctx.cursors, Self::NAME, &(source.name(), &args.sql, &args.params));
        let offset = match args.cursor {
            Some(cursor) => pager.open(&cursor, offset)?,
            None => 0,
        };
        let query = Query {
            sql: &args.sql,
            params: &args.params,
            limit: args.limit,
            offset,
            caller: ctx.caller.principal(),
        };
        let answer = keep::ask(ctx, source, query, args.keep).await?;
        Ok(Page::new(answer, Self::NAME, pager, offset))
    }
}
