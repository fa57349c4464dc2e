//! What a prompt is: facts plus one function, and the [`PromptEntry`] the road
//! renders.

use std::{collections::BTreeMap, fmt, future::Future};

use futures_util::future::BoxFuture;

use crate::{
    caller::Scope,
    tool::{Ctx, ToolError, Violation},
    toolset::Toolset,
};

/// The arguments of a prompt: MCP knows text only.
pub type PromptArgs = BTreeMap<String, String>;

/// One argument of a prompt.
#[derive(Debug, Clone, Copy)]
pub struct Argument {
    /// Its name.
    pub name: &'static str,
    /// What to fill in.
    pub description: &'static str,
    /// Whether it must be given.
    pub required: bool,
}

/// A template for a conversation, chosen by the user.
pub trait Prompt: Send + Sync + 'static {
    /// The unique name.
    const NAME: &'static str;
    /// The name a person reads.
    const TITLE: &'static str;
    /// What it does.
    const DESCRIPTION: &'static str;
    /// The group it is switched on with.
    const TOOLSET: Toolset;
    /// The scope it asks for.
    const SCOPE: Option<Scope>;
    /// Its arguments, in order.
    const ARGUMENTS: &'static [Argument];

    /// The message to put to the model. `args` holds all required arguments,
    /// none of them blank, and no unknown ones.
    fn render(
        ctx: &Ctx,
        args: &PromptArgs,
    ) -> impl Future<Output = Result<String, ToolError>> + Send;

    /// Values for `argument` that begin with `prefix`.
    fn complete(
        _ctx: &Ctx,
        _argument: &str,
        _prefix: &str,
    ) -> impl Future<Output = Result<Vec<String>, ToolError>> + Send {
        async { Ok(Vec::new()) }
    }
}

/// Everything that is known about a prompt without rendering it.
#[derive(Debug, Clone, Copy)]
pub struct PromptFacts {
    /// See [`Prompt::NAME`].
    pub name: &'static str,
    /// See [`Prompt::TITLE`].
    pub title: &'static str,
    /// See [`Prompt::DESCRIPTION`].
    pub description: &'static str,
    /// See [`Prompt::TOOLSET`].
    pub toolset: Toolset,
    /// See [`Prompt::SCOPE`].
    pub scope: Option<Scope>,
    /// See [`Prompt::ARGUMENTS`].
    pub arguments: &'static [Argument],
}

type RenderFn = fn(Ctx, PromptArgs) -> BoxFuture<'static, Result<String, ToolError>>;
type CompleteFn = fn(Ctx, String, String) -> BoxFuture<'static, Result<Vec<String>, ToolError>>;

/// A prompt that can be listed and rendered.
pub struct PromptEntry {
    /// What is known about it.
    pub facts: PromptFacts,
    render: RenderFn,
    complete: CompleteFn,
}

impl PromptEntry {
    /// The entry of a prompt written in Rust.
    pub fn of<P: Prompt>() -> Self {
        let facts = PromptFacts {
            name: P::NAME,
            title: P::TITLE,
            description: P::DESCRIPTION,
            toolset: P::TOOLSET,
            scope: P::SCOPE,
            arguments: P::ARGUMENTS,
        };
        Self {
            facts,
            render: |ctx, args| Box::pin(async move { P::render(&ctx, &args).await }),
            complete: |ctx, argument, prefix| {
                Box::pin(async move { P::complete(&ctx, &argument, &prefix).await })
            },
        }
    }

    /// Checks the arguments and renders the message.
    pub async fn render(&self, ctx: Ctx, args: PromptArgs) -> Result<String, ToolError> {
        self.check(&args)?;
        (self.render)(ctx, args).await
    }

    /// Values for `argument` that begin with `prefix`.
    pub async fn complete(
        &self,
        ctx: Ctx,
        argument: String,
        prefix: String,
    ) -> Result<Vec<String>, ToolError> {
        (self.complete)(ctx, argument, prefix).await
    }

    fn check(&self, args: &PromptArgs) -> Result<(), ToolError> {
        let known = self.facts.arguments;
        let missing = known
            .iter()
            .filter(|argument| argument.required)
            .filter(|argument| args.get(argument.name).is_none_or(|value| value.trim().is_empty()))
            .map(|argument| Violation::new(argument.name, "is required"));
        let unknown = args
            .keys()
            .filter(|name| known.iter().all(|argument| argument.name != *name))
            .map(|name| {
                let names: Vec<&str> = known.iter().map(|argument| argument.name).collect();
                Violation::new(name, "is not an argument").allowed(names.join(", "))
            });
        let violations: Vec<Violation> = missing.chain(unknown).collect();
        if violations.is_empty() { Ok(()) } else { Err(ToolError::InvalidArguments(violations)) }
    }
}

impl fmt::Debug for PromptEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PromptEntry").field("facts", &self.facts).finish_non_exhaustive()
    }
}
