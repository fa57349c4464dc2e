//! A registered tool: its facts, its argument check and its function behind one
//! type, whether it was written in Rust or built from configuration.

use std::{borrow::Cow, fmt, sync::Arc};

use futures_util::future::BoxFuture;
use rmcp::model::{Tool as McpTool, ToolAnnotations};
use serde_json::Value;

use super::{
    Ctx, Effect, JsonObject, Limits, Reply, Tool, ToolError, Violation, check::Check, schema,
};
use crate::{caller::Scope, toolset::Toolset};

/// Everything that is known about a tool without calling it.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The name a model calls.
    pub name: Cow<'static, str>,
    /// The name a person reads.
    pub title: Cow<'static, str>,
    /// Purpose, arguments, output shape and when NOT to use it.
    pub description: Cow<'static, str>,
    /// Its group.
    pub toolset: Toolset,
    /// The scope it asks for.
    pub scope: Option<Scope>,
    /// What calling it does to the world.
    pub effect: Effect,
    /// Its bounds.
    pub limits: Limits,
    /// The JSON Schema of its arguments.
    pub input_schema: Arc<JsonObject>,
    /// The JSON Schema of its `structuredContent`.
    pub output_schema: Option<Arc<JsonObject>>,
}

type CallFn =
    dyn Fn(Ctx, Value, usize) -> BoxFuture<'static, Result<Reply, ToolError>> + Send + Sync;

/// A tool whose argument schema is not a JSON Schema.
#[derive(Debug, thiserror::Error)]
#[error("the argument schema of {tool} is invalid: {problem}")]
pub struct InvalidSchema {
    tool: String,
    problem: String,
}

/// A tool that can be listed and called.
pub struct Entry {
    facts: Facts,
    listed: McpTool,
    check: Check,
    call: Box<CallFn>,
}

impl Entry {
    /// The entry of a tool written in Rust.
    pub fn of<T: Tool>() -> Result<Self, InvalidSchema> {
        Self::of_with::<T>(|_| ())
    }

    /// The same, after `adapt` has fitted its facts to the configuration.
    pub fn of_with<T: Tool>(adapt: impl FnOnce(&mut Facts)) -> Result<Self, InvalidSchema> {
        let mut facts = Facts {
            name: T::NAME.into(),
            title: T::TITLE.into(),
            description: T::DESCRIPTION.into(),
            toolset: T::TOOLSET,
            scope: T::SCOPE,
            effect: T::EFFECT,
            limits: T::LIMITS,
            input_schema: schema::input::<T::Args>(),
            output_schema: Some(schema::output::<T::Output>()),
        };
        adapt(&mut facts);
        Self::new(facts, |ctx, args, budget| {
            Box::pin(async move {
                let args = parse::<T>(args)?;
                Reply::shape(T::call(&ctx, args).await?, budget)
            })
        })
    }

    /// An entry from facts and a function: the way for tools built from configuration.
    pub fn new<F>(facts: Facts, call: F) -> Result<Self, InvalidSchema>
    where
        F: Fn(Ctx, Value, usize) -> BoxFuture<'static, Result<Reply, ToolError>>
            + Send
            + Sync
            + 'static,
    {
        let check = Check::new(&facts.input_schema)
            .map_err(|problem| InvalidSchema { tool: facts.name.to_string(), problem })?;
        Ok(Self { listed: listed(&facts), check, call: Box::new(call), facts })
    }

    /// What is known about the tool.
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The tool as `tools/list` shows it.
    pub const fn listed(&self) -> &McpTool {
        &self.listed
    }

    /// The arguments, once they fit the schema; every violation otherwise.
    pub fn check(&self, args: JsonObject) -> Result<Value, ToolError> {
        self.check.arguments(args)
    }

    /// Calls the tool with checked arguments, within `budget` tokens.
    pub async fn call(&self, ctx: Ctx, args: Value, budget: usize) -> Result<Reply, ToolError> {
        (self.call)(ctx, args, budget).await
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("facts", &self.facts).finish_non_exhaustive()
    }
}

/// What the schema cannot express (a date's calendar) fails here.
fn parse<T: Tool>(args: Value) -> Result<T::Args, ToolError> {
    serde_path_to_error::deserialize(args).map_err(|error| {
        let field = error.path().to_string();
        let field = if field == "." { String::new() } else { field };
        ToolError::InvalidArguments(vec![Violation::new(field, error.into_inner().to_string())])
    })
}

fn listed(facts: &Facts) -> McpTool {
    let annotations = match facts.effect {
        Effect::ReadOnly => {
            ToolAnnotations::new().read_only(true).destructive(false).idempotent(true)
        }
    };
    let tool = McpTool::new(
        facts.name.clone(),
        facts.description.clone(),
        Arc::clone(&facts.input_schema),
    )
    .with_title(facts.title.clone())
    .with_annotations(annotations.open_world(facts.toolset == Toolset::Github));
    match &facts.output_schema {
        Some(schema) => tool.with_raw_output_schema(Arc::clone(schema)),
        None => tool,
    }
}
