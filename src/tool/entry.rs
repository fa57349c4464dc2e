//! A registered tool: its facts, its argument check and its function behind one
//! type, whether it was written in Rust or built from configuration.

use std::{borrow::Cow, fmt, sync::Arc};

use futures_util::future::BoxFuture;
use rmcp::model::{Tool as McpTool, ToolAnnotations};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    Act, Action, Confirmable, Ctx, Destructive, Effect, JsonObject, Limits, Reply, Tool, ToolError,
    Violation,
    action::{Confirmed, Plain},
    check::Check,
    schema,
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
    /// Arguments that the audit log must not hold.
    pub redacted: &'static [&'static str],
}

/// A function of checked arguments and a budget.
pub(super) type CallFn =
    dyn Fn(Ctx, Value, usize) -> BoxFuture<'static, Result<Reply, ToolError>> + Send + Sync;

/// A tool whose argument schema is not a JSON Schema.
#[derive(Debug, thiserror::Error)]
#[error("the argument schema of {tool} is invalid: {problem}")]
pub struct InvalidSchema {
    tool: String,
    problem: String,
}

/// What calling a tool comes to.
pub enum Work {
    /// Reads within a budget of tokens.
    Read(Box<CallFn>),
    /// Changes something.
    Act(Arc<dyn Act>),
}

/// A tool that can be listed and called.
pub struct Entry {
    facts: Facts,
    listed: McpTool,
    check: Check,
    work: Work,
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
            redacted: &[],
        };
        adapt(&mut facts);
        Self::new(facts, |ctx, args, budget| {
            Box::pin(async move {
                let args = parse(args)?;
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
        Self::build(facts, Work::Read(Box::new(call)))
    }

    /// The entry of an action that is done when it is called.
    pub fn action<T: Action>() -> Result<Self, InvalidSchema> {
        let output = schema::output::<T::Output>();
        let facts = Self::facts_of::<T>(Effect::Write, schema::action::<T::Args>(), output);
        Self::build(facts, Work::Act(Arc::new(Plain::<T>::NEW)))
    }

    /// The entry of an action that is done when it is confirmed.
    pub fn destructive<T: Destructive>() -> Result<Self, InvalidSchema> {
        let output = schema::output::<Confirmable<T::Output>>();
        let input = schema::destructive::<T::Args>();
        let facts = Self::facts_of::<T>(Effect::Destructive, input, output);
        Self::build(facts, Work::Act(Arc::new(Confirmed::<T>::NEW)))
    }

    fn facts_of<T: Action>(
        effect: Effect,
        input: Arc<JsonObject>,
        output: Arc<JsonObject>,
    ) -> Facts {
        Facts {
            name: T::NAME.into(),
            title: T::TITLE.into(),
            description: T::DESCRIPTION.into(),
            toolset: T::TOOLSET,
            scope: Some(T::SCOPE),
            effect,
            limits: T::LIMITS,
            input_schema: input,
            output_schema: Some(output),
            redacted: T::REDACTED,
        }
    }

    fn build(facts: Facts, work: Work) -> Result<Self, InvalidSchema> {
        let check = Check::new(&facts.input_schema)
            .map_err(|problem| InvalidSchema { tool: facts.name.to_string(), problem })?;
        Ok(Self { listed: listed(&facts), check, work, facts })
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

    /// What calling it comes to.
    pub const fn work(&self) -> &Work {
        &self.work
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("facts", &self.facts).finish_non_exhaustive()
    }
}

/// What the schema cannot express (a date's calendar) fails here.
pub(super) fn parse<T: DeserializeOwned>(args: Value) -> Result<T, ToolError> {
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
        Effect::Write => {
            ToolAnnotations::new().read_only(false).destructive(false).idempotent(false)
        }
        Effect::Destructive => {
            ToolAnnotations::new().read_only(false).destructive(true).idempotent(false)
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
