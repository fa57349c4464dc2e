//! What a tool that changes something is. It states the same facts as a
//! [`Tool`](super::Tool); the road adds to its arguments an idempotency key and,
//! where it is destructive, the confirmation, and writes the audit log.

use std::{future::Future, marker::PhantomData};

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{Ctx, Limits, Output, Reply, ToolError, entry::parse};
use crate::{backend::db::Tx, caller::Scope, toolset::Toolset};

/// A tool that changes something.
pub trait Action: Send + Sync + 'static {
    /// The unique name a model calls, `snake_case`.
    const NAME: &'static str;
    /// The name a person reads.
    const TITLE: &'static str;
    /// Purpose, output shape and when NOT to use it. What every action has
    /// (confirmation, idempotency) is said by its arguments.
    const DESCRIPTION: &'static str;
    /// The group the tool is switched on with.
    const TOOLSET: Toolset;
    /// The permission it asks for: one to write.
    const SCOPE: Scope;
    /// Its bounds.
    const LIMITS: Limits = Limits::DEFAULT;
    /// Arguments that the audit log must not hold: secret or personal ones.
    const REDACTED: &'static [&'static str] = &[];

    /// The typed arguments; their schema becomes the tool's `inputSchema`.
    type Args: DeserializeOwned + JsonSchema + Send + Sync;
    /// The typed result; it is small, for it is never cut to the budget.
    type Output: Output;
    /// What it changes: the order database ([`Tx`]) or another system ([`Remote`]).
    type Target: Target;

    /// Do it. Within a [`Tx`] an error undoes everything; on a [`Remote`] it
    /// must mean that nothing was changed, unless it [leaves doubt](ToolError::leaves_doubt).
    fn apply(
        ctx: &Ctx,
        on: &mut Self::Target,
        args: Self::Args,
    ) -> impl Future<Output = Result<Self::Output, ToolError>> + Send;
}

/// An action that is done only when a preview of it was seen and confirmed.
pub trait Destructive: Action {
    /// What [`Action::apply`] would do now; an error where it would refuse. Within
    /// a [`Tx`] it takes the locks that keep what it saw until the end.
    fn preview(
        ctx: &Ctx,
        on: &mut Self::Target,
        args: &Self::Args,
    ) -> impl Future<Output = Result<Preview, ToolError>> + Send;
}

/// What a destructive action would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// What a person reads before deciding, and the audit log keeps: no
    /// personal data, and nothing that changes by itself, such as an age.
    pub text: String,
    /// Changes whenever the target does, for instance its `updated_at`.
    pub version: String,
}

/// What an action changes.
pub trait Target: Send + Sized {
    /// Whether this is another system than the order database.
    const REMOTE: bool;

    /// The target among both kinds.
    fn of(any: &mut AnyTarget) -> Option<&mut Self>;
}

/// A system that is not the order database, reached by a client in [`Ctx`].
#[derive(Debug)]
pub struct Remote;

/// Either kind of target.
#[derive(Debug)]
pub enum AnyTarget {
    /// A transaction on the order database.
    Database(Tx),
    /// Another system.
    Remote(Remote),
}

impl Target for Tx {
    const REMOTE: bool = false;

    fn of(any: &mut AnyTarget) -> Option<&mut Self> {
        match any {
            AnyTarget::Database(tx) => Some(tx),
            AnyTarget::Remote(_) => None,
        }
    }
}

impl Target for Remote {
    const REMOTE: bool = true;

    fn of(any: &mut AnyTarget) -> Option<&mut Self> {
        match any {
            AnyTarget::Remote(remote) => Some(remote),
            AnyTarget::Database(_) => None,
        }
    }
}

/// Where a call of a destructive tool stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nothing was changed; the preview says what would be.
    Preview,
    /// It is done.
    Done,
    /// The user declined; nothing was changed.
    Declined,
}

/// The `structuredContent` of a destructive tool: some hosts show a model nothing else.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Confirmable<T> {
    /// preview and declined: nothing was changed; done: see result.
    pub status: Status,
    /// What would be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview: Option<String>,
    /// Proof that the preview was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmation_token: Option<String>,
    /// How long the token is valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in_seconds: Option<u64>,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<&'static str>,
    /// What was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<T>,
}

impl<T> Confirmable<T> {
    /// With nothing but its status.
    pub const fn new(status: Status) -> Self {
        Self {
            status,
            preview: None,
            confirmation_token: None,
            expires_in_seconds: None,
            next: None,
            result: None,
        }
    }
}

/// An action without its types, as the road drives it.
pub trait Act: Send + Sync {
    /// Whether it changes another system than the order database.
    fn is_remote(&self) -> bool;

    /// What it would do; `None` for an action that is done without being asked about.
    fn preview<'a>(
        &'a self,
        ctx: &'a Ctx,
        on: &'a mut AnyTarget,
        args: Value,
    ) -> BoxFuture<'a, Result<Option<Preview>, ToolError>>;

    /// Does it.
    fn apply<'a>(
        &'a self,
        ctx: &'a Ctx,
        on: &'a mut AnyTarget,
        args: Value,
    ) -> BoxFuture<'a, Result<Reply, ToolError>>;
}

pub(super) struct Plain<T>(PhantomData<fn() -> T>);
pub(super) struct Confirmed<T>(PhantomData<fn() -> T>);

impl<T> Plain<T> {
    pub(super) const NEW: Self = Self(PhantomData);
}

impl<T> Confirmed<T> {
    pub(super) const NEW: Self = Self(PhantomData);
}

impl<T: Action> Act for Plain<T> {
    fn is_remote(&self) -> bool {
        T::Target::REMOTE
    }

    fn preview<'a>(
        &'a self,
        _: &'a Ctx,
        _: &'a mut AnyTarget,
        _: Value,
    ) -> BoxFuture<'a, Result<Option<Preview>, ToolError>> {
        Box::pin(async { Ok(None) })
    }

    fn apply<'a>(
        &'a self,
        ctx: &'a Ctx,
        on: &'a mut AnyTarget,
        args: Value,
    ) -> BoxFuture<'a, Result<Reply, ToolError>> {
        Box::pin(async {
            let output = T::apply(ctx, target(on)?, parse(args)?).await?;
            Reply::shape(output, usize::MAX)
        })
    }
}

impl<T: Destructive> Act for Confirmed<T> {
    fn is_remote(&self) -> bool {
        T::Target::REMOTE
    }

    fn preview<'a>(
        &'a self,
        ctx: &'a Ctx,
        on: &'a mut AnyTarget,
        args: Value,
    ) -> BoxFuture<'a, Result<Option<Preview>, ToolError>> {
        Box::pin(async {
            let args: T::Args = parse(args)?;
            T::preview(ctx, target(on)?, &args).await.map(Some)
        })
    }

    fn apply<'a>(
        &'a self,
        ctx: &'a Ctx,
        on: &'a mut AnyTarget,
        args: Value,
    ) -> BoxFuture<'a, Result<Reply, ToolError>> {
        Box::pin(async {
            let output = T::apply(ctx, target(on)?, parse(args)?).await?;
            let text = output.text();
            let done = Confirmable { result: Some(output), ..Confirmable::new(Status::Done) };
            Reply::new(text, &done)
        })
    }
}

/// The road opens the target that [`Act::is_remote`] asks for.
fn target<T: Target>(any: &mut AnyTarget) -> Result<&mut T, ToolError> {
    T::of(any).ok_or_else(|| ToolError::Internal("an action was given another's target".into()))
}
