//! `explain_query`: how a statement would be run.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    backend::sql::{Plan, Query},
    caller::Scope,
    text::inline,
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(super) struct ExplainQuery;

/// What to explain.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Args {
    /// Which database.
    source: Option<String>,
    /// One SELECT, without EXPLAIN in front.
    #[schemars(length(min = 1, max = 20_000))]
    sql: String,
    /// The values of $1, $2, ...
    #[serde(default)]
    #[schemars(length(max = 100))]
    params: Vec<Value>,
}

/// The plan.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Explained {
    /// The steps, indented as they nest.
    plan: Vec<String>,
    /// The estimated cost, in the database's own unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<f64>,
    /// How many rows are expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<u64>,
    /// What would make it cheaper.
    hints: Vec<String>,
}

impl From<Plan> for Explained {
    fn from(Plan { lines, cost, rows, hints }: Plan) -> Self {
        Self { plan: lines, cost, rows, hints }
    }
}

impl Output for Explained {
    fn text(&self) -> String {
        let mut text = String::from("Not executed.");
        // Writing to a String cannot fail.
        if let Some(cost) = self.cost {
            let _ = write!(text, " Estimated cost {cost:.0}.");
        }
        if let Some(rows) = self.rows {
            let _ = write!(text, " Expected rows: {rows}.");
        }
        for line in &self.plan {
            let _ = write!(text, "\n{}", inline(line));
        }
        for hint in &self.hints {
            let _ = write!(text, "\nHINT: {}", inline(hint));
        }
        text
    }

    fn records(&self) -> usize {
        self.plan.len()
    }

    fn keep(&mut self, keep: usize) {
        let cut = self.plan.len() - keep;
        self.plan.truncate(keep);
        self.hints.push(format!("{cut} further steps of the plan are left out"));
    }
}

impl Tool for ExplainQuery {
    const NAME: &'static str = "explain_query";
    const TITLE: &'static str = "Explain a query";
    const DESCRIPTION: &'static str = "Shows how the database would run a SELECT: steps, estimated \
        cost and rows, and the index that would help where a whole large table is read. Nothing is \
        executed. Use it before a query over large tables or after one that was too slow. Do not \
        use it to get rows (query_sql).";
    const TOOLSET: Toolset = Toolset::Sql;
    const SCOPE: Option<Scope> = Some(Scope::SqlRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Explained;

    async fn call(ctx: &Ctx, args: Args) -> Result<Explained, ToolError> {
        let source = ctx.backends.sql.source(args.source.as_deref())?;
        let query = Query {
            sql: &args.sql,
            params: &args.params,
            limit: source.limits().max_rows,
            offset: 0,
            caller: ctx.caller.principal(),
        };
        Ok(source.explain(query).await?.into())
    }
}
