//! `ping`: is the server there?

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    caller::Scope,
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct Ping;

/// No arguments.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {}

/// The answer.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Pong {
    /// Always `pong`.
    reply: &'static str,
}

impl Output for Pong {
    fn text(&self) -> String {
        self.reply.to_owned()
    }
}

impl Tool for Ping {
    const NAME: &'static str = "ping";
    const TITLE: &'static str = "Ping";
    const DESCRIPTION: &'static str = "Checks that this server answers. Takes no arguments, \
        returns `pong`. Do not use it to test the databases behind the other tools: their own \
        answers say whether they work.";
    const TOOLSET: Toolset = Toolset::Core;
    const SCOPE: Option<Scope> = None;
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Pong;

    async fn call(_ctx: &Ctx, _args: Args) -> Result<Pong, ToolError> {
        Ok(Pong { reply: "pong" })
    }
}
