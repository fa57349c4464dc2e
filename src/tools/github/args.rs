//! What the arguments of several GitHub tools share.

use std::collections::HashSet;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    backend::{Github, github::Repository},
    tool::ToolError,
};

/// How much of each record is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Format {
    /// What one needs to choose.
    #[default]
    Concise,
    /// All there is.
    Detailed,
}

/// Where a listing goes on: a page of the API, and how many records of it were
/// given out already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    /// From 1.
    pub(super) page: u32,
    /// Records of the page to skip.
    pub(super) skip: u32,
}

impl Position {
    /// The beginning.
    pub(super) const START: Self = Self { page: 1, skip: 0 };

    /// The position inside a cursor.
    pub(super) fn encode(self) -> Vec<u8> {
        [self.page.to_be_bytes(), self.skip.to_be_bytes()].concat()
    }

    /// The position in a cursor.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let (page, skip) = bytes.split_first_chunk::<4>()?;
        let skip = u32::from_be_bytes(skip.try_into().ok()?);
        Some(Self { page: u32::from_be_bytes(*page), skip })
    }
}

/// How many questions about authors are asked at once.
const AT_ONCE: usize = 5;

/// Those of `authors` whose words the operator hides in `repository`.
pub(super) async fn hidden(
    github: &Github,
    repository: &Repository,
    authors: HashSet<String>,
) -> Result<HashSet<String>, ToolError> {
    let judged = stream::iter(authors).map(|author| async {
        let shown = github.shows(repository, &author).await?;
        Ok::<_, ToolError>((!shown).then_some(author))
    });
    let hidden: Vec<Option<String>> = judged.buffered(AT_ONCE).try_collect().await?;
    Ok(hidden.into_iter().flatten().collect())
}
