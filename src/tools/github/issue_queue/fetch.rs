//! The API's list of issues, which holds pull requests too.

use std::collections::HashSet;

use jiff::Timestamp;
use serde::Deserialize;

use super::{Args, Details, Row, Sort, State};
use crate::{
    backend::{
        Github,
        github::{Repository, Request},
    },
    tool::ToolError,
    tools::github::{
        api::{NAME, Named, TITLE, Titled, User, login, names},
        args::{self, Format, Position},
        foreign::{HIDDEN, line},
    },
};

/// Entries of the API's list fetched at once.
const ENTRIES: u32 = 50;
/// Fetches in one call: a repository may have almost nothing but pull requests.
const FETCHES: u32 = 4;
const EXCERPT: usize = 300;

#[derive(Deserialize)]
struct Entry {
    number: u64,
    title: String,
    state: String,
    user: Option<User>,
    labels: Vec<Named>,
    assignees: Option<Vec<User>>,
    milestone: Option<Titled>,
    comments: u64,
    created_at: Timestamp,
    updated_at: Timestamp,
    body: Option<String>,
    /// Stands on pull requests only.
    pull_request: Option<serde::de::IgnoredAny>,
}

/// At most a page of issues from `start` on, and where the list goes on.
pub(super) async fn fetch(
    github: &Github,
    repository: &Repository,
    args: &Args,
    start: Position,
) -> Result<(Vec<Row>, Option<Position>), ToolError> {
    let wanted = usize::try_from(args.page_size).unwrap_or(usize::MAX);
    let (mut found, mut at, mut more) = (Vec::new(), start, true);
    for _ in 0..FETCHES {
        let paged = github.page::<Vec<Entry>>(&request(repository, args, at.page)).await?;
        more = paged.more;
        for entry in paged.value.into_iter().skip(usize::try_from(at.skip).unwrap_or(usize::MAX)) {
            // One more than is wanted shows that there is one.
            if found.len() == wanted && entry.pull_request.is_none() {
                return Ok((rows(github, repository, found, args).await?, Some(at)));
            }
            at.skip += 1;
            if entry.pull_request.is_none() {
                found.push((entry, at));
            }
        }
        if !more {
            break;
        }
        at = Position { page: at.page.saturating_add(1), skip: 0 };
        if found.len() == wanted {
            break;
        }
    }
    Ok((rows(github, repository, found, args).await?, more.then_some(at)))
}

fn request(repository: &Repository, args: &Args, page: u32) -> Request {
    let state = match args.state {
        State::Open => "open",
        State::Closed => "closed",
        State::All => "all",
    };
    let sort = match args.sort {
        Sort::Updated => "updated",
        Sort::Created => "created",
        Sort::Comments => "comments",
    };
    let labels = (!args.labels.is_empty()).then(|| args.labels.join(","));
    Request::get(repository.at(&["issues"]))
        .query("state", state)
        .query("sort", sort)
        .query_if("labels", labels.as_deref())
        .query_if("assignee", args.assignee.as_deref())
        .query("per_page", ENTRIES)
        .query("page", page)
}

async fn rows(
    github: &Github,
    repository: &Repository,
    found: Vec<(Entry, Position)>,
    args: &Args,
) -> Result<Vec<Row>, ToolError> {
    let authors: HashSet<String> =
        found.iter().map(|(entry, _)| login(entry.user.as_ref())).collect();
    let hidden = args::hidden(github, repository, authors).await?;
    let rows = found.into_iter().map(|(entry, after)| {
        let shown = !hidden.contains(&login(entry.user.as_ref()));
        row(entry, after, shown, args.response_format)
    });
    Ok(rows.collect())
}

fn row(entry: Entry, after: Position, shown: bool, format: Format) -> Row {
    let author = line(&login(entry.user.as_ref()), NAME);
    let title = if shown { line(&entry.title, TITLE) } else { HIDDEN.to_owned() };
    let body = entry.body.filter(|_| shown).unwrap_or_default();
    let details = (format == Format::Detailed).then(|| Details {
        state: line(&entry.state, NAME),
        created_at: entry.created_at,
        assignees: entry.assignees.iter().flatten().map(|user| line(&user.login, NAME)).collect(),
        milestone: entry.milestone.map(|milestone| line(&milestone.title, NAME)),
        excerpt: line(&body, EXCERPT),
    });
    Row {
        number: entry.number,
        title,
        author,
        labels: names(&entry.labels),
        comments: entry.comments,
        updated_at: entry.updated_at,
        details,
        after,
    }
}
