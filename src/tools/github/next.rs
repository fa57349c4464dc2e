//! Where a listing goes on, for tools whose pages are pages of the API.

use std::fmt::{Debug, Write as _};

use schemars::JsonSchema;
use serde::Serialize;

use super::{super::page::Pager, args::Position};
use crate::tool::{Ctx, ToolError};

/// Whether and where a listing goes on.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Next {
    /// Whether there is more behind these.
    more_available: bool,
    /// Pass it as cursor, with the same other arguments, to get the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    #[serde(skip)]
    tool: &'static str,
    #[serde(skip)]
    pager: Pager,
    #[serde(skip)]
    start: Position,
}

impl Next {
    /// Opens `cursor`, which holds for `tool` under `filter` only.
    pub(super) fn open(
        ctx: &Ctx,
        tool: &'static str,
        filter: &impl Debug,
        cursor: Option<&str>,
    ) -> Result<Self, ToolError> {
        let pager = Pager::new(&ctx.cursors, tool, filter);
        let start = match cursor {
            Some(cursor) => pager.open(cursor, Position::decode)?,
            None => Position::START,
        };
        Ok(Self { more_available: false, next_cursor: None, tool, pager, start })
    }

    /// The page of the API that is meant.
    pub(super) const fn page(&self) -> u32 {
        self.start.page
    }

    /// How many records of it were given out already.
    pub(super) fn skip(&self) -> usize {
        usize::try_from(self.start.skip).unwrap_or(usize::MAX)
    }

    /// Whether this is where the listing begins.
    pub(super) fn is_first(&self) -> bool {
        self.start == Position::START
    }

    /// Goes on with the API's next page, if there is one.
    pub(super) fn turn(&mut self, more: bool) {
        let next = Position { page: self.start.page.saturating_add(1), skip: 0 };
        self.go_on(more.then_some(next));
    }

    /// Goes on within the same page, behind `more` records.
    pub(super) fn advance(&mut self, more: usize) {
        let skip = self.start.skip.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
        self.go_on(Some(Position { skip, ..self.start }));
    }

    fn go_on(&mut self, at: Option<Position>) {
        self.more_available = at.is_some();
        self.next_cursor = at.map(|at| self.pager.seal(&at.encode()));
    }

    /// The words for it, below a list.
    pub(super) fn write(&self, text: &mut String) {
        if let Some(cursor) = &self.next_cursor {
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "\nMORE AVAILABLE: call {} with the same arguments and cursor={cursor:?}",
                self.tool
            );
        }
    }
}
