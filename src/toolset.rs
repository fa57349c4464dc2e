//! The groups tools come in. A leaf: configuration names them, tools belong to one.

/// A group of tools with its backend, switched on and off together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Toolset {
    /// Health check; always on.
    Core,
    /// Orders and the product catalog.
    Orders,
    /// Read-only SQL on the order database and other sources.
    Sql,
    /// Issues, pull requests, CI and code on GitHub; on when there is a credential.
    Github,
    /// Python code in a sandbox.
    Python,
}

impl Toolset {
    /// Every toolset, in listing order.
    pub const ALL: &[Self] = &[Self::Core, Self::Orders, Self::Sql, Self::Github, Self::Python];

    /// The name used in `TOOLHUB_TOOLSETS`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Orders => "orders",
            Self::Sql => "sql",
            Self::Github => "github",
            Self::Python => "python",
        }
    }
}
