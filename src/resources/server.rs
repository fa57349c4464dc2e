//! `config://server`: what is switched on, and the limits.

use std::time::Duration;

use crate::{
    caller::Scope,
    resource::{Document, Resource, Values},
    tool::{Ctx, ToolError},
    toolset::Toolset,
};

/// The resource.
pub(crate) struct Server;

impl Resource for Server {
    const URI: &'static str = "config://server";
    const NAME: &'static str = "server_config";
    const TITLE: &'static str = "Server configuration";
    const DESCRIPTION: &'static str = "What this server has switched on (toolsets, tools, \
        protocol versions) and the limits on calls. Holds no secret.";
    const TOOLSET: Toolset = Toolset::Core;
    const SCOPE: Option<Scope> = None;
    const TTL: Duration = Duration::from_hours(1);

    async fn read(ctx: &Ctx, _: &Values) -> Result<Document, ToolError> {
        Document::json(&*ctx.about)
    }
}
