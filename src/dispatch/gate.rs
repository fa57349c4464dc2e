//! What stands before every piece of work.

use super::record::Subject;
use crate::{
    caller::Scope,
    tool::{Effect, Facts, Limits},
};

/// What a piece of work must pass.
pub(super) struct Gate<'a> {
    pub(super) subject: Subject<'a>,
    pub(super) scope: Option<Scope>,
    pub(super) effect: Effect,
    pub(super) limits: Limits,
    /// Of a tool.
    pub(super) facts: Option<&'a Facts>,
}

impl<'a> Gate<'a> {
    /// Of something that changes nothing.
    pub(super) const fn reading(
        method: &'static str,
        name: Option<&'a str>,
        scope: Option<Scope>,
    ) -> Self {
        let subject = Subject { method, name };
        let (effect, limits) = (Effect::ReadOnly, Limits::DEFAULT);
        Self { subject, scope, effect, limits, facts: None }
    }

    /// What calls are counted under.
    pub(super) fn operation(&self) -> &str {
        self.subject.name.unwrap_or(self.subject.method)
    }
}
