//! What a tool is: facts plus one function, and the [`Entry`] the road calls. A
//! tool that changes something is an [`Action`].

mod action;
mod budget;
mod check;
mod entry;
mod error;
mod output;
mod progress;
mod schema;

pub use action::{
    Act, Action, AnyTarget, Confirmable, Destructive, Preview, Remote, Status, Target,
};
pub use budget::tokens;
pub use entry::{Entry, Facts, InvalidSchema, Work};
pub use error::{External, ToolError, Violation};
pub use output::{Attachment, Output, Reply};
pub use progress::Progress;
pub use rmcp::model::JsonObject;
pub use schema::{RESERVED, output as output_schema};

use std::{
    fmt,
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use tokio_util::sync::CancellationToken;

use crate::{
    about::About,
    backend::Backends,
    caller::{Caller, Scope},
    cursor::Cursors,
    toolset::Toolset,
};

/// What calling a tool does to the world; becomes the MCP annotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing.
    ReadOnly,
    /// Changes or adds something that can be changed back or does no harm.
    Write,
    /// Changes something that cannot simply be changed back; asks for confirmation.
    Destructive,
}

/// Bounds that a tool states for itself where the operator's are too wide for
/// it; the tighter one holds.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Wall-clock bound; the call is cancelled when it passes.
    pub deadline: Option<Duration>,
    /// Most tokens one reply may cost a model.
    pub budget_tokens: Option<usize>,
    /// Calls per minute and caller.
    pub calls_per_minute: Option<u32>,
    /// Stands in for the operator's bound on time: for a tool whose time the
    /// operator bounds by a setting of its own.
    pub own_deadline: Option<Duration>,
}

impl Limits {
    /// None: the operator's alone hold.
    pub const DEFAULT: Self =
        Self { deadline: None, budget_tokens: None, calls_per_minute: None, own_deadline: None };
}

/// One action a model can choose. See `docs/adding-a-tool.md`.
pub trait Tool: Send + Sync + 'static {
    /// The unique name a model calls, `snake_case`.
    const NAME: &'static str;
    /// The name a person reads.
    const TITLE: &'static str;
    /// Purpose, arguments, output shape and when NOT to use it.
    const DESCRIPTION: &'static str;
    /// The group the tool is switched on with.
    const TOOLSET: Toolset;
    /// The permission it asks for; `None` is open to every authenticated caller.
    const SCOPE: Option<Scope>;
    /// What calling it does to the world.
    const EFFECT: Effect;
    /// Its bounds.
    const LIMITS: Limits = Limits::DEFAULT;

    /// The typed arguments; their schema is the tool's `inputSchema`.
    type Args: DeserializeOwned + JsonSchema + Send;
    /// The typed result; its schema is the tool's `outputSchema`.
    type Output: Output;

    /// Do it. No JSON, no spans, no limits in here: the road has them.
    fn call(
        ctx: &Ctx,
        args: Self::Args,
    ) -> impl Future<Output = Result<Self::Output, ToolError>> + Send;
}

/// The resources of this server, for a tool that takes one as an argument.
pub trait Library: fmt::Debug + Send + Sync {
    /// The content of the resource `uri`, if the caller may read it.
    fn read<'a>(&'a self, ctx: &'a Ctx, uri: &'a str) -> BoxFuture<'a, Result<Bytes, ToolError>>;
}

/// What a call may use.
#[derive(Debug, Clone)]
pub struct Ctx {
    /// Who calls.
    pub caller: Caller,
    /// The id that the reply and the log carry.
    pub request_id: Arc<str>,
    /// The systems behind the tools.
    pub backends: Arc<Backends>,
    /// Signs where a listing goes on.
    pub cursors: Arc<Cursors>,
    /// What this server is and has switched on.
    pub about: Arc<About>,
    /// Fires when the client withdraws the call or the road stops waiting.
    pub cancel: CancellationToken,
    /// When the road stops waiting.
    pub deadline: Instant,
    /// Tells the client how it is going, where it wants to know.
    pub progress: Progress,
    /// The resources of this server.
    pub library: Arc<dyn Library>,
}
