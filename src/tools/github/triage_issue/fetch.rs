//! The issue, a page of comments and the events that link it to others.

use std::collections::HashSet;

use futures_util::future;
use jiff::Timestamp;
use serde::{Deserialize, de::IgnoredAny};

use super::{Args, Comment, Issue, Linked, Triage};
use crate::{
    backend::{
        Github,
        github::{GithubError, Paged, Problem, Repository, Request},
    },
    tool::ToolError,
    tools::github::{
        api::{NAME, Named, TITLE, Titled, User, login, names, short},
        args::{self, Format},
        foreign::{HIDDEN, line, plain},
        next::Next,
    },
};

/// Events that are looked through for links: as many as one request gives.
const EVENTS: u32 = 100;
/// Mentions that are told of.
const LINKS: usize = 30;

#[derive(Deserialize)]
struct Found {
    number: u64,
    title: String,
    state: String,
    state_reason: Option<String>,
    user: Option<User>,
    closed_by: Option<User>,
    labels: Vec<Named>,
    assignees: Option<Vec<User>>,
    milestone: Option<Titled>,
    comments: u64,
    created_at: Timestamp,
    updated_at: Timestamp,
    body: Option<String>,
    /// Stands on pull requests only.
    pull_request: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Said {
    user: Option<User>,
    author_association: String,
    created_at: Timestamp,
    body: Option<String>,
}

/// One of many kinds, of which few matter.
#[derive(Deserialize)]
struct Event {
    event: Option<String>,
    actor: Option<User>,
    commit_id: Option<String>,
    source: Option<Source>,
}

#[derive(Deserialize)]
struct Source {
    issue: Option<Mention>,
}

#[derive(Deserialize)]
struct Mention {
    number: u64,
    title: String,
    state: String,
    user: Option<User>,
    pull_request: Option<Merge>,
    repository: Option<FullName>,
}

#[derive(Deserialize)]
struct Merge {
    merged_at: Option<Timestamp>,
}

#[derive(Deserialize)]
struct FullName {
    full_name: String,
}

pub(super) async fn fetch(
    github: &Github,
    repository: &Repository,
    args: &Args,
    mut next: Next,
) -> Result<Triage, ToolError> {
    let (number, about) =
        (args.number.to_string(), format!("issue {} in {repository}", args.number));
    let at = |rest: &[&str]| {
        let parts = [&["issues", &number], rest].concat();
        Request::get(repository.at(&parts)).about(about.clone())
    };
    let comments = at(&["comments"]).query("per_page", args.page_size).query("page", next.page());
    let timeline = at(&["timeline"]).query("per_page", EVENTS);
    let history = async {
        if next.is_first() {
            github.page::<Vec<Event>>(&timeline).await
        } else {
            Ok(Paged { value: Vec::new(), more: false })
        }
    };
    let issue = at(&[]);
    let (found, comments, history) = future::try_join3(
        github.json::<Found>(&issue),
        github.page::<Vec<Said>>(&comments),
        history,
    )
    .await?;
    if found.pull_request.is_some() {
        let problem = Problem::OtherKind { number: found.number, is_pull_request: true };
        return Err(GithubError::from(problem).into());
    }
    let said: Vec<Said> = comments.value.into_iter().skip(next.skip()).collect();
    let authors = said.iter().map(|said| login(said.user.as_ref()));
    let mentions = history.value.iter().filter_map(mention);
    let authors = authors
        .chain(mentions.map(|mention| login(mention.user.as_ref())))
        .chain([login(found.user.as_ref())]);
    let hidden = args::hidden(github, repository, authors.collect()).await?;
    let shape = Shape { github, repository, hidden, format: args.response_format };
    next.turn(comments.more);
    let (number, comments_total) = (found.number, found.comments);
    let first = next.is_first();
    Ok(Triage {
        repo: repository.to_string(),
        number,
        comments_total,
        issue: first.then(|| shape.issue(found, &history)),
        comments: said.into_iter().map(|said| shape.comment(said)).collect(),
        next,
    })
}

fn mention(event: &Event) -> Option<&Mention> {
    event.source.as_ref()?.issue.as_ref()
}

/// What decides how much is told.
struct Shape<'a> {
    github: &'a Github,
    repository: &'a Repository,
    hidden: HashSet<String>,
    format: Format,
}

impl Shape<'_> {
    fn issue(&self, found: Found, history: &Paged<Vec<Event>>) -> Issue {
        let author = login(found.user.as_ref());
        let limit = if self.format == Format::Detailed { 8000 } else { 2000 };
        let linked = self.linked(&history.value);
        Issue {
            title: self.told(&author, &found.title, |title| line(title, TITLE)),
            state: line(&found.state, NAME),
            state_reason: found.state_reason.map(|reason| line(&reason, NAME)),
            labels: names(&found.labels),
            assignees: found
                .assignees
                .iter()
                .flatten()
                .map(|user| line(&user.login, NAME))
                .collect(),
            milestone: found.milestone.map(|milestone| line(&milestone.title, NAME)),
            created_at: found.created_at,
            updated_at: found.updated_at,
            closed_by: closed_by(&history.value)
                .or_else(|| Some(line(&found.closed_by.as_ref()?.login, NAME)))
                .filter(|_| found.state == "closed"),
            body: self.told(&author, &found.body.unwrap_or_default(), |body| plain(body, limit)),
            author: line(&author, NAME),
            links_incomplete: history.more || linked.len() > LINKS,
            linked: linked.into_iter().take(LINKS).collect(),
        }
    }

    fn comment(&self, said: Said) -> Comment {
        let author = login(said.user.as_ref());
        let limit = if self.format == Format::Detailed { 4000 } else { 600 };
        Comment {
            role: line(&said.author_association.to_lowercase().replace('_', " "), NAME),
            created_at: said.created_at,
            body: self.told(&author, &said.body.unwrap_or_default(), |body| plain(body, limit)),
            author: line(&author, NAME),
        }
    }

    /// Every mention once, and none in a repository that may not be asked about.
    fn linked(&self, events: &[Event]) -> Vec<Linked> {
        let mut linked = Vec::new();
        for mention in events.iter().filter_map(mention) {
            let Some(repo) = self.place(mention) else { continue };
            let merged = mention.pull_request.as_ref().is_some_and(|pull| pull.merged_at.is_some());
            let author = login(mention.user.as_ref());
            let one = Linked {
                kind: if mention.pull_request.is_some() { "pull request" } else { "issue" },
                repo,
                number: mention.number,
                state: if merged { "merged".into() } else { line(&mention.state, NAME) },
                title: self.told(&author, &mention.title, |title| line(title, TITLE)),
            };
            if !linked.contains(&one) {
                linked.push(one);
            }
        }
        linked
    }

    /// The other repository of a mention; `None` for one that is off the list.
    fn place(&self, mention: &Mention) -> Option<Option<String>> {
        let Some(FullName { full_name }) = &mention.repository else { return Some(None) };
        let other = self.github.repository(Some(full_name)).ok()?;
        Some((other.name() != self.repository.name()).then(|| other.to_string()))
    }

    fn told(&self, author: &str, text: &str, shown: impl Fn(&str) -> String) -> String {
        if self.hidden.contains(author) { HIDDEN.to_owned() } else { shown(text) }
    }
}

fn closed_by(events: &[Event]) -> Option<String> {
    let closed = events.iter().rev().find(|event| event.event.as_deref() == Some("closed"))?;
    let who = line(&login(closed.actor.as_ref()), NAME);
    let commit = closed.commit_id.as_deref().map(|sha| format!(" with commit {}", short(sha)));
    Some(who + &commit.unwrap_or_default())
}
