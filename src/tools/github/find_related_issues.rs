//! `find_related_issues`: what has been written about the same thing.

mod words;

use std::{collections::HashSet, fmt::Write as _};

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    super::page,
    api::{NAME, Named, TITLE, User, login, names},
    args::{self, Format},
    foreign::{HIDDEN, line},
    github,
    next::Next,
};
use crate::{
    backend::github::{Search, SearchKind},
    caller::Scope,
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct FindRelatedIssues;

/// What to look for.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// Words that must all occur, and state:, label: or author:; is:pr for pull requests.
    #[schemars(length(min = 1, max = 200), example = &"timeout checkout state:open")]
    query: Option<String>,
    /// Or an issue: what resembles its title.
    #[schemars(range(min = 1))]
    number: Option<u64>,
    /// owner/name, if not the default.
    repo: Option<String>,
    /// detailed adds labels and an excerpt.
    #[serde(default)]
    response_format: Format,
    /// Results on a page.
    #[schemars(range(min = 1, max = page::MAX))]
    #[serde(default = "page::default_limit")]
    page_size: u32,
    /// The next_cursor of the page before.
    cursor: Option<String>,
}

/// Something that was found.
#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    /// Its number.
    number: u64,
    /// Its title.
    title: String,
    /// `open`, `closed` or `merged`.
    state: String,
    /// Login of its author.
    author: String,
    /// How many comments it has.
    comments: u64,
    /// When it last changed.
    updated_at: Timestamp,
    /// Names of its labels, in the detailed form.
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<Vec<String>>,
    /// The beginning of its text, in the detailed form.
    #[serde(skip_serializing_if = "Option::is_none")]
    excerpt: Option<String>,
    /// How many of the API's page are done with it.
    #[serde(skip)]
    after: usize,
}

/// What was found.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Page {
    /// In which repository.
    repo: String,
    /// What GitHub was asked to find.
    searched: String,
    /// Best matches first.
    results: Vec<Row>,
    /// How many there are, as GitHub counts them.
    total: u64,
    /// Whether GitHub stopped before it had looked everywhere.
    incomplete_results: bool,
    #[serde(flatten)]
    next: Next,
}

#[derive(Deserialize)]
struct Item {
    number: u64,
    title: String,
    state: String,
    user: Option<User>,
    labels: Vec<Named>,
    comments: u64,
    updated_at: Timestamp,
    body: Option<String>,
    pull_request: Option<Merge>,
}

#[derive(Deserialize)]
struct Merge {
    merged_at: Option<Timestamp>,
}

const EXCERPT: usize = 300;

impl Output for Page {
    fn text(&self) -> String {
        let mut text = if self.results.is_empty() {
            format!(
                "Nothing in {} matches: {}. Try fewer or other words.",
                self.repo, self.searched
            )
        } else {
            format!(
                "{} of {} in {}, best first, for: {}\nnumber | state | title | author | comments | \
                 updated",
                self.results.len(),
                self.total,
                self.repo,
                self.searched
            )
        };
        for row in &self.results {
            row.write(&mut text);
        }
        if self.incomplete_results {
            text.push_str(
                "\nINCOMPLETE: GitHub stopped before it had looked everywhere; narrow the query",
            );
        }
        self.next.write(&mut text);
        text
    }

    fn records(&self) -> usize {
        self.results.len()
    }

    fn keep(&mut self, keep: usize) {
        self.results.truncate(keep);
        self.next.advance(self.results.last().map_or(0, |row| row.after));
    }
}

impl Row {
    fn write(&self, text: &mut String) {
        let Self { number, state, title, author, comments, updated_at, .. } = self;
        // Writing to a String cannot fail.
        let _ =
            write!(text, "\n#{number} | {state} | {title} | {author} | {comments} | {updated_at}");
        if let Some(labels) = self.labels.as_ref().filter(|labels| !labels.is_empty()) {
            let _ = write!(text, "\n  labels: {}", labels.join(", "));
        }
        if let Some(excerpt) = self.excerpt.as_ref().filter(|excerpt| !excerpt.is_empty()) {
            let _ = write!(text, "\n  > {excerpt}");
        }
    }
}

impl Tool for FindRelatedIssues {
    const NAME: &'static str = "find_related_issues";
    const TITLE: &'static str = "Find related issues";
    const DESCRIPTION: &'static str = "Searches a repository's issues, or pull requests, by words \
        or likeness: number, state, title, best first. Do not use it to list the latest \
        (issue_queue) or for code (search_code).";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Option<Scope> = Some(Scope::GithubRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Page;

    async fn call(ctx: &Ctx, args: Args) -> Result<Page, ToolError> {
        let github = github(ctx)?;
        let repository = github.repository(args.repo.as_deref())?;
        let filter = (repository.to_string(), &args.query, args.number, args.page_size);
        let mut next = Next::open(ctx, Self::NAME, &filter, args.cursor.as_deref())?;
        let words = words::words(&github, &repository, &args).await?;
        let search = Search {
            kind: SearchKind::Issues,
            repository: &repository,
            words: &words::with_kind(&words),
            page: next.page(),
            per_page: args.page_size,
        };
        let found = github.search::<Item>(&search).await?;
        next.turn(found.more);
        let authors = found.items.iter().map(|item| login(item.user.as_ref())).collect();
        let hidden = args::hidden(&github, &repository, authors).await?;
        let items = found.items.into_iter().enumerate().skip(next.skip());
        let others = items.filter(|(_, item)| Some(item.number) != args.number);
        let skip = next.skip();
        let rows = others.map(|(index, item)| row(item, index + 1 - skip, &hidden, &args));
        Ok(Page {
            repo: repository.to_string(),
            searched: line(&words, TITLE),
            results: rows.collect(),
            total: found.total,
            incomplete_results: found.incomplete,
            next,
        })
    }
}

fn row(item: Item, after: usize, hidden: &HashSet<String>, args: &Args) -> Row {
    let author = login(item.user.as_ref());
    let shown = !hidden.contains(&author);
    let detailed = args.response_format == Format::Detailed;
    let merged = item.pull_request.is_some_and(|pull| pull.merged_at.is_some());
    Row {
        number: item.number,
        title: if shown { line(&item.title, TITLE) } else { HIDDEN.to_owned() },
        state: if merged { "merged".to_owned() } else { line(&item.state, NAME) },
        author: line(&author, NAME),
        comments: item.comments,
        updated_at: item.updated_at,
        labels: detailed.then(|| names(&item.labels)),
        excerpt: detailed.then(|| line(&item.body.filter(|_| shown).unwrap_or_default(), EXCERPT)),
        after,
    }
}
