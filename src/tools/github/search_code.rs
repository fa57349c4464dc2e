//! `search_code`: where something stands in the code of a repository.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    super::page::{self, Pager},
    args::{Format, Position},
    foreign::{line, plain, quote},
    github,
};
use crate::{
    backend::github::{Search, SearchKind},
    caller::Scope,
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct SearchCode;

/// What to look for.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// Words or a "quoted phrase"; narrow with path:, filename:, extension: or language:.
    #[schemars(length(min = 1, max = 200), example = &"retry_after path:src")]
    query: String,
    /// owner/name, if not the default.
    repo: Option<String>,
    /// detailed shows every match in a file, not only the first.
    #[serde(default)]
    response_format: Format,
    /// Files on a page.
    #[schemars(range(min = 1, max = page::MAX))]
    #[serde(default = "page::default_limit")]
    page_size: u32,
    /// The next_cursor of the page before.
    cursor: Option<String>,
}

/// A file in which something was found.
#[derive(Debug, Serialize, JsonSchema)]
struct Hit {
    /// Its path.
    path: String,
    /// Pieces of it around what was found.
    fragments: Vec<String>,
}

/// What was found.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Page {
    /// In which repository.
    repo: String,
    /// Best matches first.
    files: Vec<Hit>,
    /// How many files match, as GitHub counts them.
    total: u64,
    /// Whether GitHub stopped before it had looked everywhere.
    incomplete_results: bool,
    /// Whether there are more files behind these.
    more_available: bool,
    /// Pass it as cursor, with the same other arguments, to get the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    #[serde(skip)]
    pager: Pager,
    #[serde(skip)]
    start: Position,
}

#[derive(Deserialize)]
struct Item {
    path: String,
    #[serde(default)]
    text_matches: Vec<TextMatch>,
}

#[derive(Deserialize)]
struct TextMatch {
    fragment: String,
    property: String,
}

const PATH: usize = 300;
const FRAGMENT: usize = 400;

impl Output for Page {
    fn text(&self) -> String {
        let mut text = if self.files.is_empty() {
            format!(
                "No file of {} matches on its default branch. Try fewer or other words.",
                self.repo
            )
        } else {
            format!("{} of {} files in {}, best first:", self.files.len(), self.total, self.repo)
        };
        for Hit { path, fragments } in &self.files {
            // Writing to a String cannot fail.
            let _ = write!(text, "\n{path}");
            for (index, fragment) in fragments.iter().enumerate() {
                let apart = if index > 0 { "\n…" } else { "" };
                let _ = write!(text, "{apart}\n{}", quote(fragment, usize::MAX));
            }
        }
        if self.incomplete_results {
            text.push_str(
                "\nINCOMPLETE: GitHub stopped before it had looked everywhere; narrow the query",
            );
        }
        if let Some(cursor) = &self.next_cursor {
            let _ = write!(
                text,
                "\nMORE AVAILABLE: call search_code with the same arguments and cursor={cursor:?}"
            );
        }
        text
    }

    fn records(&self) -> usize {
        self.files.len()
    }

    fn keep(&mut self, keep: usize) {
        self.files.truncate(keep);
        let kept = u32::try_from(keep).unwrap_or(u32::MAX);
        let skip = self.start.skip.saturating_add(kept);
        self.end(Some(Position { skip, ..self.start }));
    }
}

impl Page {
    /// Says where the list goes on.
    fn end(&mut self, after: Option<Position>) {
        self.more_available = after.is_some();
        self.next_cursor = after.map(|after| self.pager.seal(&after.encode()));
    }
}

impl Tool for SearchCode {
    const NAME: &'static str = "search_code";
    const TITLE: &'static str = "Search code";
    const DESCRIPTION: &'static str = "Finds files on a repository's default branch by their \
        text: path and the lines around each match, best first. Do not use it for issues or pull \
        requests (find_related_issues), nor for other branches, which GitHub does not index.";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Option<Scope> = Some(Scope::GithubRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Page;

    async fn call(ctx: &Ctx, args: Args) -> Result<Page, ToolError> {
        let github = github(ctx)?;
        let repository = github.repository(args.repo.as_deref())?;
        let filter = (repository.to_string(), &args.query, args.page_size);
        let pager = Pager::new(&ctx.cursors, Self::NAME, &filter);
        let start = match &args.cursor {
            Some(cursor) => pager.open(cursor, Position::decode)?,
            None => Position::START,
        };
        let search = Search {
            kind: SearchKind::Code,
            repository: &repository,
            words: &args.query,
            page: start.page,
            per_page: args.page_size,
        };
        let found = github.search::<Item>(&search).await?;
        let skip = usize::try_from(start.skip).unwrap_or(usize::MAX);
        let files = found.items.into_iter().skip(skip).map(|item| hit(&item, args.response_format));
        let mut page = Page {
            repo: repository.to_string(),
            files: files.collect(),
            total: found.total,
            incomplete_results: found.incomplete,
            more_available: false,
            next_cursor: None,
            pager,
            start,
        };
        let next = Position { page: start.page.saturating_add(1), skip: 0 };
        page.end(found.more.then_some(next));
        Ok(page)
    }
}

fn hit(item: &Item, format: Format) -> Hit {
    let most = match format {
        Format::Concise => 1,
        Format::Detailed => usize::MAX,
    };
    let texts = item.text_matches.iter().filter(|found| found.property == "content");
    let fragments = texts.take(most).map(|found| plain(&found.fragment, FRAGMENT)).collect();
    Hit { path: line(&item.path, PATH), fragments }
}
