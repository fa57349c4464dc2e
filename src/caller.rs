//! Who is calling, and what they may do. A leaf: everyone may read a
//! [`Caller`], only `auth` makes one.

use std::sync::Arc;

/// A permission a tool, resource or prompt asks for, as OAuth would spell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Look at orders, the catalog and what is derived from them.
    OrdersRead,
    /// Change orders.
    OrdersWrite,
    /// Explore the SQL sources and ask them.
    SqlRead,
    /// Look at repositories on GitHub.
    GithubRead,
    /// Change issues, branches, runs and deployments on GitHub.
    GithubWrite,
    /// Run Python code in the sandbox.
    PythonRun,
}

impl Scope {
    /// Every scope there is, in the order they are documented.
    pub const ALL: &[Self] = &[
        Self::OrdersRead,
        Self::OrdersWrite,
        Self::SqlRead,
        Self::GithubRead,
        Self::GithubWrite,
        Self::PythonRun,
    ];

    /// The scope's wire form, for instance `orders:read`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OrdersRead => "orders:read",
            Self::OrdersWrite => "orders:write",
            Self::SqlRead => "sql:read",
            Self::GithubRead => "github:read",
            Self::GithubWrite => "github:write",
            Self::PythonRun => "python:run",
        }
    }
}

/// The authenticated origin of a call: a principal and the scopes it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    principal: Arc<str>,
    scopes: Arc<[Scope]>,
}

impl Caller {
    /// Only `auth` calls this: an authentication decision is what makes a caller.
    pub(crate) fn new(principal: impl Into<Arc<str>>, scopes: impl Into<Arc<[Scope]>>) -> Self {
        Self { principal: principal.into(), scopes: scopes.into() }
    }

    /// The stable name of the caller in logs, metrics and rate limits.
    pub fn principal(&self) -> &str {
        &self.principal
    }

    /// Whether the caller holds `scope`; entries that ask for none are open to all.
    pub fn may(&self, scope: Option<Scope>) -> bool {
        scope.is_none_or(|scope| self.scopes.contains(&scope))
    }
}
