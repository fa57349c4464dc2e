//! One request, before it is sent.

use std::time::Duration;

use reqwest::Method;
use serde_json::Value;

use super::{
    error::At,
    repository::{ApiPath, encode},
};

/// In which form GitHub is to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accept {
    /// GitHub's JSON.
    Json,
    /// GitHub's JSON of a search, with the text that matched.
    TextMatch,
    /// A file as it is.
    Raw,
    /// A comparison or pull request as a diff.
    Diff,
}

/// Whose limit a request counts against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Resource {
    Core,
    Search,
    CodeSearch,
}

/// One request, before it is sent.
#[derive(Debug, Clone)]
pub struct Request {
    pub(super) method: Method,
    pub(super) path: ApiPath,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) body: Option<Value>,
    pub(super) accept: Accept,
    pub(super) resource: Resource,
    pub(super) fresh_for: Duration,
}

impl Request {
    /// Reads `path`.
    pub fn get(path: ApiPath) -> Self {
        Self::new(Method::GET, path, None)
    }

    /// Creates something; never sent twice.
    pub fn post(path: ApiPath, body: Value) -> Self {
        Self::new(Method::POST, path, Some(body))
    }

    /// Changes something; never sent twice.
    pub fn patch(path: ApiPath, body: Value) -> Self {
        Self::new(Method::PATCH, path, Some(body))
    }

    /// Puts something in place; may be sent again, which changes nothing more.
    pub fn put(path: ApiPath, body: Value) -> Self {
        Self::new(Method::PUT, path, Some(body))
    }

    /// Removes something; may be sent again, which changes nothing more.
    pub fn delete(path: ApiPath) -> Self {
        Self::new(Method::DELETE, path, None)
    }

    fn new(method: Method, path: ApiPath, body: Option<Value>) -> Self {
        Self {
            method,
            path,
            query: Vec::new(),
            body,
            accept: Accept::Json,
            resource: Resource::Core,
            fresh_for: Duration::ZERO,
        }
    }

    /// Adds a query parameter.
    #[must_use]
    pub fn query(mut self, name: &'static str, value: impl ToString + Copy) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    /// Adds a query parameter if there is a value.
    #[must_use]
    pub fn query_if(self, name: &'static str, value: Option<impl ToString + Copy>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// Asks for another form than JSON.
    #[must_use]
    pub const fn accept(mut self, accept: Accept) -> Self {
        self.accept = accept;
        self
    }

    /// Says what is asked for, so that a 404 can name it: "issue 12 in octo/hello".
    #[must_use]
    pub fn about(mut self, what: impl Into<String>) -> Self {
        self.path.about = what.into();
        self
    }

    /// Takes an answer that is no older than that without asking again.
    #[must_use]
    pub const fn fresh_for(mut self, age: Duration) -> Self {
        self.fresh_for = age;
        self
    }

    pub(super) const fn counted_as(mut self, resource: Resource) -> Self {
        self.resource = resource;
        self
    }

    /// Whether sending it twice does what sending it once does.
    pub(super) fn is_idempotent(&self) -> bool {
        [Method::GET, Method::PUT, Method::DELETE].contains(&self.method)
    }

    /// Whether it changes something.
    pub(super) fn changes(&self) -> bool {
        self.method != Method::GET
    }

    /// Which exchange this is, for the log: no query, which may hold anything.
    pub(super) fn exchange(&self) -> At {
        let path = self.path.text.as_deref().unwrap_or("an impossible path");
        At { exchange: Some(format!("{} {path}", self.method)), request_id: None }
    }

    /// Where it goes, below the API's root.
    pub(super) fn target(&self) -> Option<String> {
        let mut target = self.path.text.clone()?;
        for (index, (name, value)) in self.query.iter().enumerate() {
            target.push(if index == 0 { '?' } else { '&' });
            target.push_str(name);
            target.push('=');
            target.extend(encode(value));
        }
        Some(target)
    }
}

impl Accept {
    pub(super) const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/vnd.github+json",
            Self::TextMatch => "application/vnd.github.text-match+json",
            Self::Raw => "application/vnd.github.raw+json",
            Self::Diff => "application/vnd.github.diff",
        }
    }
}
