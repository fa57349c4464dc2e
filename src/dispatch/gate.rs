//! What a piece of work must pass before it is done.

use super::record::Subject;
use crate::{caller::Scope, tool::Limits};

/// Its name, the scope it asks for, and its own bounds.
pub(super) struct Gate<'a> {
    pub(super) subject: Subject<'a>,
    pub(super) scope: Option<Scope>,
    pub(super) limits: Limits,
}

impl Gate<'_> {
    pub(super) const fn completion(scope: Option<Scope>) -> Self {
        let subject = Subject { method: "completion/complete", name: None };
        Self { subject, scope, limits: Limits::DEFAULT }
    }

    pub(super) fn operation(&self) -> &str {
        self.subject.name.unwrap_or(self.subject.method)
    }
}

/// The tool's own bound where it has one and it is tighter than the operator's.
pub(super) fn tighter<T: Ord>(own: Option<T>, operators: T) -> T {
    own.into_iter().fold(operators, Ord::min)
}
