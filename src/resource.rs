//! What a resource is: facts plus one function, and the [`ResourceEntry`] the
//! road reads.

mod pattern;

pub use pattern::Values;

use std::{collections::BTreeMap, fmt, future::Future, time::Duration};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use jiff::Timestamp;

use crate::{
    caller::Scope,
    tool::{Ctx, ToolError},
    toolset::Toolset,
};
use pattern::Pattern;

/// Read-only data under a URI, chosen by the host. `{name}` in the URI makes it
/// a template.
pub trait Resource: Send + Sync + 'static {
    /// Its URI, or URI template (RFC 6570: `{name}` as a path segment, `{?name}`
    /// as a query at the end).
    const URI: &'static str;
    /// The unique programmatic name.
    const NAME: &'static str;
    /// The name a person reads.
    const TITLE: &'static str;
    /// What it holds and when to read it.
    const DESCRIPTION: &'static str;
    /// The media type of its content.
    const MIME_TYPE: &'static str = "application/json";
    /// The group it is switched on with.
    const TOOLSET: Toolset;
    /// The scope it asks for.
    const SCOPE: Option<Scope>;
    /// How long a client may keep what it read.
    const TTL: Duration;
    /// Whether reading it is quick enough to tell its size in a listing.
    const MEASURED: bool = true;

    /// Reads it; `values` is what stood for the template's variables.
    fn read(ctx: &Ctx, values: &Values)
    -> impl Future<Output = Result<Document, ToolError>> + Send;

    /// Values for one of the template's variables.
    fn complete(
        _ctx: &Ctx,
        _asked: &Asked,
    ) -> impl Future<Output = Result<Vec<String>, ToolError>> + Send {
        async { Ok(Vec::new()) }
    }
}

/// What is to be completed.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The variable.
    pub variable: String,
    /// How its value begins.
    pub prefix: String,
    /// The other variables, as far as they are filled in.
    pub known: BTreeMap<String, String>,
}

/// The content of a resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The text, of the resource's media type.
    pub text: String,
    /// When the content last changed, where that is known.
    pub last_modified: Option<Timestamp>,
    /// The content where it is not text of the resource's media type.
    pub file: Option<File>,
}

/// Content with a media type of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The media type.
    pub mime_type: &'static str,
    /// The bytes.
    pub content: Bytes,
}

impl Document {
    /// `value` as JSON.
    pub fn json(value: &impl serde::Serialize) -> Result<Self, ToolError> {
        let text =
            serde_json::to_string(value).map_err(|error| ToolError::Internal(error.into()))?;
        Ok(Self { text, last_modified: None, file: None })
    }

    /// A file.
    pub const fn file(mime_type: &'static str, content: Bytes) -> Self {
        let file = File { mime_type, content };
        Self { text: String::new(), last_modified: None, file: Some(file) }
    }

    /// States when the content last changed.
    #[must_use]
    pub fn modified(self, last_modified: Option<Timestamp>) -> Self {
        Self { last_modified, ..self }
    }
}

/// Everything that is known about a resource without reading it.
#[derive(Debug, Clone, Copy)]
pub struct ResourceFacts {
    /// See [`Resource::URI`].
    pub uri: &'static str,
    /// See [`Resource::NAME`].
    pub name: &'static str,
    /// See [`Resource::TITLE`].
    pub title: &'static str,
    /// See [`Resource::DESCRIPTION`].
    pub description: &'static str,
    /// See [`Resource::MIME_TYPE`].
    pub mime_type: &'static str,
    /// See [`Resource::TOOLSET`].
    pub toolset: Toolset,
    /// See [`Resource::SCOPE`].
    pub scope: Option<Scope>,
    /// See [`Resource::TTL`].
    pub ttl: Duration,
    /// See [`Resource::MEASURED`].
    pub measured: bool,
}

type ReadFn = fn(Ctx, Values) -> BoxFuture<'static, Result<Document, ToolError>>;
type CompleteFn = fn(Ctx, Asked) -> BoxFuture<'static, Result<Vec<String>, ToolError>>;

/// A resource or template that can be listed and read.
pub struct ResourceEntry {
    /// What is known about it.
    pub facts: ResourceFacts,
    pattern: Pattern,
    read: ReadFn,
    complete: CompleteFn,
}

impl ResourceEntry {
    /// The entry of a resource written in Rust.
    pub fn of<R: Resource>() -> Self {
        let facts = ResourceFacts {
            uri: R::URI,
            name: R::NAME,
            title: R::TITLE,
            description: R::DESCRIPTION,
            mime_type: R::MIME_TYPE,
            toolset: R::TOOLSET,
            scope: R::SCOPE,
            ttl: R::TTL,
            measured: R::MEASURED,
        };
        Self {
            facts,
            pattern: Pattern::parse(R::URI),
            read: |ctx, values| Box::pin(async move { R::read(&ctx, &values).await }),
            complete: |ctx, asked| Box::pin(async move { R::complete(&ctx, &asked).await }),
        }
    }

    /// The template's variables; none for a plain resource.
    pub fn variables(&self) -> &[&'static str] {
        self.pattern.variables()
    }

    /// Whether `uri` names this resource, and with which values of its variables.
    pub fn matches(&self, uri: &str) -> Option<Values> {
        self.pattern.matches(uri)
    }

    /// Reads the content.
    pub async fn read(&self, ctx: Ctx, values: Values) -> Result<Document, ToolError> {
        (self.read)(ctx, values).await
    }

    /// Values for one of the variables.
    pub async fn complete(&self, ctx: Ctx, asked: Asked) -> Result<Vec<String>, ToolError> {
        (self.complete)(ctx, asked).await
    }
}

impl fmt::Debug for ResourceEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResourceEntry").field("facts", &self.facts).finish_non_exhaustive()
    }
}
