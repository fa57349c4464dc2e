//! Why a statement is not executed, in words for a model.

use std::fmt;

use crate::text;

/// Longest piece of the statement that a refusal repeats, in characters.
const EXCERPT: usize = 80;

/// Why a statement is refused and what is allowed instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// What was refused, such as `function pg_sleep`.
    pub part: String,
    /// What is wrong with it.
    pub problem: String,
    /// The allowed way, where there is one.
    pub allowed: Option<String>,
}

impl Refusal {
    /// `part` and what is wrong with it.
    pub(super) fn new(part: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { part: part.into(), problem: problem.into(), allowed: None }
    }

    /// A `kind` of thing and the name it was given in the statement.
    pub(super) fn named(kind: &str, name: &str, problem: impl Into<String>) -> Self {
        Self::new(format!("{kind} {}", text::excerpt(name, EXCERPT)), problem)
    }

    /// A piece of syntax that is not allowed.
    pub(super) fn syntax(part: &str) -> Self {
        Self::new(part, "is not allowed")
    }

    /// The same with the allowed way.
    pub(super) fn instead(self, allowed: impl Into<String>) -> Self {
        Self { allowed: Some(allowed.into()), ..self }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.part, self.problem)?;
        match &self.allowed {
            Some(allowed) => write!(f, "; {allowed}"),
            None => Ok(()),
        }
    }
}
