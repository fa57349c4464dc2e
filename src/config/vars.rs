//! What a configuration variable is. Each is described once, in the file of the
//! concern it belongs to; parsing, `.env.example`, the reference and
//! `toolhub check` are derived from that description.

use std::fmt;

use super::{Draft, auth, basics, database, github, http, limits, log, sandbox, sql};

/// One environment variable. `NAME_FILE` exists beside every `NAME`.
pub struct Var {
    /// Its name in the environment.
    pub name: &'static str,
    /// One line, without a full stop.
    pub doc: &'static str,
    /// What values look like.
    pub shape: &'static str,
    /// What is in force when it is unset.
    pub default: Default,
    /// A value one might really set; for a token or key the command that makes
    /// one, so that nobody runs with a secret that is printed in the manual.
    pub example: &'static str,
    /// Whether its value may be shown.
    pub secret: bool,
    /// Parses a value into its place. An error is a predicate about the value
    /// ("is not a number") and must not repeat it: it may be a secret.
    pub(super) set: fn(&mut Draft, &str) -> Result<(), Wrong>,
}

/// What is in force when a variable is unset.
#[derive(Debug, Clone, Copy)]
pub enum Default {
    /// A value, as one would write it.
    Value(&'static str),
    /// Something that depends on other things, in words.
    Words(&'static str),
}

/// Variables that are documented together.
pub struct Group {
    /// A short heading.
    pub title: &'static str,
    /// In documentation order.
    pub vars: &'static [Var],
}

/// Every variable there is, in documentation order.
pub const GROUPS: &[&Group] = &[
    &basics::GROUP,
    &database::GROUP,
    &sql::GROUP,
    &sandbox::GROUP,
    &sandbox::E2B_GROUP,
    &auth::GROUP,
    &http::GROUP,
    &github::GROUP,
    &limits::GROUP,
    &log::GROUP,
];

/// Every variable there is, without the groups.
pub fn all() -> impl Iterator<Item = &'static Var> {
    GROUPS.iter().flat_map(|group| group.vars)
}

/// Why a value was refused, as a predicate: "is not a duration".
#[derive(Debug)]
pub(super) struct Wrong(String);

impl From<&str> for Wrong {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Wrong {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Wrong {
    /// The same about one `part` of a longer `value`.
    pub(super) fn about(self, part: &str, value: &str) -> Self {
        if part == value { self } else { Self(format!("has {part:?}, which {self}")) }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Default {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(text) | Self::Words(text) => f.write_str(text),
        }
    }
}
