//! `sql://results/{id}`: the result of a query that was kept.

use std::time::Duration;

use crate::{
    backend::sql::RESULT,
    caller::Scope,
    resource::{Document, Resource, Values},
    tool::{Ctx, ToolError},
    toolset::Toolset,
};

/// The result of a query.
pub(crate) struct QueryResult;

impl Resource for QueryResult {
    const URI: &'static str = "sql://results/{id}";
    const NAME: &'static str = "query_result";
    const TITLE: &'static str = "Result of a query";
    const DESCRIPTION: &'static str = "The result of a query that was asked with keep, as CSV or \
        JSON, for 15 minutes and for whoever asked; the reply holds its URI.";
    const MIME_TYPE: &'static str = "application/octet-stream";
    const TOOLSET: Toolset = Toolset::Sql;
    const SCOPE: Option<Scope> = Some(Scope::SqlRead);
    const TTL: Duration = Duration::from_mins(1);

    async fn read(ctx: &Ctx, values: &Values) -> Result<Document, ToolError> {
        let (owner, id) = (ctx.caller.principal(), values.get("id"));
        match ctx.backends.sql.results().get(owner, id, RESULT) {
            Some(file) => Ok(Document::file(file.mime_type, file.content)),
            None => Err(ToolError::NotFound {
                problem: "There is no such result any more.".to_owned(),
                next: "Results are kept for 15 minutes: ask the query again with keep.".to_owned(),
            }),
        }
    }
}
