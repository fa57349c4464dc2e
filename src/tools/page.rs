//! One page of a listing, and how a model gets the next one.

use std::sync::Arc;

use crate::{
    cursor::Cursors,
    tool::{ToolError, Violation},
};

/// Most records on one page.
pub(crate) const MAX: u32 = crate::about::PAGE_SIZE;
/// What a page holds when nothing is asked.
pub(super) const DEFAULT: u32 = 20;

/// The default for `limit` arguments.
pub(super) const fn default_limit() -> u32 {
    DEFAULT
}

/// Seals and opens the cursors of one listing under one set of filters.
#[derive(Debug, Clone)]
pub(super) struct Pager {
    cursors: Arc<Cursors>,
    query: String,
}

impl Pager {
    /// The pager of `tool` under `filters`, any text that tells filters apart.
    pub(super) fn new(cursors: &Arc<Cursors>, tool: &str, filters: &impl std::fmt::Debug) -> Self {
        Self { cursors: Arc::clone(cursors), query: format!("{tool} {filters:?}") }
    }

    /// A cursor behind `position`.
    pub(super) fn seal(&self, position: &[u8]) -> String {
        self.cursors.seal(&self.query, position)
    }

    /// The position in `cursor`, which `decode` must understand.
    pub(super) fn open<T>(
        &self,
        cursor: &str,
        decode: impl FnOnce(&[u8]) -> Option<T>,
    ) -> Result<T, ToolError> {
        let refuse = |problem: String| {
            ToolError::InvalidArguments(vec![Violation::new("cursor", problem).allowed(
                "the next_cursor of the page before, with the same other arguments; leave it out \
                 to start again",
            )])
        };
        let position =
            self.cursors.open(&self.query, cursor).map_err(|error| refuse(error.to_string()))?;
        decode(&position).ok_or_else(|| refuse("is of another version of this server".to_owned()))
    }
}
