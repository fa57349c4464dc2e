//! What a resource is: facts plus one function, and the [`ResourceEntry`] the
//! road reads.

use std::{fmt, future::Future, time::Duration};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use jiff::Timestamp;

use crate::{
    caller::Scope,
    tool::{Ctx, ToolError},
    toolset::Toolset,
};

/// Read-only data under a URI, chosen by the host. `{name}` in the URI makes it
/// a template.
pub trait Resource: Send + Sync + 'static {
    /// Its URI, or URI template (RFC 6570: `{name}` as the last path segment,
    /// `{+name}` as all of them, `{?name}` as an optional query).
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

    /// Reads it; `value` is what stood for the template's variable.
    fn read(
        ctx: &Ctx,
        value: Option<&str>,
    ) -> impl Future<Output = Result<Document, ToolError>> + Send;

    /// Values for the template's variable that begin with `prefix`.
    fn complete(
        _ctx: &Ctx,
        _prefix: &str,
    ) -> impl Future<Output = Result<Vec<String>, ToolError>> + Send {
        async { Ok(Vec::new()) }
    }
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

type ReadFn = fn(Ctx, Option<String>) -> BoxFuture<'static, Result<Document, ToolError>>;
type CompleteFn = fn(Ctx, String) -> BoxFuture<'static, Result<Vec<String>, ToolError>>;

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
            read: |ctx, value| Box::pin(async move { R::read(&ctx, value.as_deref()).await }),
            complete: |ctx, prefix| Box::pin(async move { R::complete(&ctx, &prefix).await }),
        }
    }

    /// The template's variable; `None` for a plain resource.
    pub const fn variable(&self) -> Option<&'static str> {
        self.pattern.variable
    }

    /// Whether `uri` names this resource, and with which value of its variable.
    pub fn matches(&self, uri: &str) -> Option<Option<String>> {
        self.pattern.matches(uri)
    }

    /// Reads the content.
    pub async fn read(&self, ctx: Ctx, value: Option<String>) -> Result<Document, ToolError> {
        (self.read)(ctx, value).await
    }

    /// Values for the variable that begin with `prefix`.
    pub async fn complete(&self, ctx: Ctx, prefix: String) -> Result<Vec<String>, ToolError> {
        (self.complete)(ctx, prefix).await
    }
}

impl fmt::Debug for ResourceEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResourceEntry").field("facts", &self.facts).finish_non_exhaustive()
    }
}

/// A URI with at most one variable, at its end.
#[derive(Debug, Clone, Copy)]
struct Pattern {
    prefix: &'static str,
    query: bool,
    path: bool,
    variable: Option<&'static str>,
}

impl Pattern {
    fn parse(uri: &'static str) -> Self {
        match uri.split_once('{') {
            None => Self { prefix: uri, query: false, path: false, variable: None },
            Some((prefix, rest)) => {
                let name = rest.trim_end_matches('}');
                let variable = Some(name.trim_start_matches(['?', '+']));
                let (query, path) = (name.starts_with('?'), name.starts_with('+'));
                Self { prefix, query, path, variable }
            }
        }
    }

    fn matches(&self, uri: &str) -> Option<Option<String>> {
        // RFC 3986, 3.1: the scheme is case-insensitive; the rest is ours to define.
        let rest = strip_prefix_ignore_case(uri, self.prefix)?;
        let Some(variable) = self.variable else {
            return rest.is_empty().then_some(None);
        };
        let raw = if self.query {
            rest.strip_prefix('?')?.strip_prefix(variable)?.strip_prefix('=')?
        } else {
            rest
        };
        if raw.is_empty() || raw.contains(['?', '#', '&']) || raw.contains('/') && !self.path {
            return None;
        }
        let value = percent_encoding::percent_decode_str(raw).decode_utf8().ok()?;
        Some(Some(value.into_owned()))
    }
}

fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let check = |pattern, uri, expect: Option<Option<&str>>| {
            let found = Pattern::parse(pattern).matches(uri);
            assert_eq!(found, expect.map(|value| value.map(str::to_owned)), "{pattern} on {uri}");
        };
        check("a://all", "a://all", Some(None));
        check("a://all", "A://All", Some(None));
        check("a://all", "a://al", None);
        check("a://all", "a://all/", None);
        check("a://item/{sku}", "a://item/SKU-1", Some(Some("SKU-1")));
        check("a://item/{sku}", "a://item/a%20b%2Fc", Some(Some("a b/c")));
        check("a://item/{sku}", "a://item/", None);
        check("a://item/{sku}", "a://item/a/b", None);
        check("a://item/{sku}", "a://item/%ff", None);
        check("a://{+path}", "a://a/b", Some(Some("a/b")));
        check("a://{+path}", "a://", None);
        check("a://all{?cursor}", "a://all?cursor=xyz", Some(Some("xyz")));
        check("a://all{?cursor}", "a://all", None);
        check("a://all{?cursor}", "a://all?other=xyz", None);
        check("a://item/{sku}", "é", None);
    }
}
