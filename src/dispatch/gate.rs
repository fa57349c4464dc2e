//! What stands before every piece of work.

use super::record::Subject;
use crate::{caller::Scope, tool::Limits};

/// What a piece of work must pass.
pub(super) struct Gate<'a> {
    pub(super) subject: Subject<'a>,
    pub(super) scope: Option<Scope>,
    pub(super) limits: Limits,
}

impl Gate<'_> {
    /// Of a completion.
    pub(super) const fn completion(scope: Option<Scope>) -> Self {
        let subject = Subject { method: "completion/complete", name: None };
        Self { subject, scope, limits: Limits::DEFAULT }
    }

    /// What calls are counted under.
    pub(super) fn operation(&self) -> &str {
        self.subject.name.unwrap_or(self.subject.method)
    }
}
