//! The pull request, its files, reviews and checks.

use std::collections::HashSet;

use futures_util::future;
use jiff::Timestamp;
use serde::Deserialize;

use super::{Args, CheckSummary, File, Overview, Review, Summary, patch};
use crate::{
    backend::{
        Github,
        github::{GithubError, Paged, Repository, Request},
    },
    tool::ToolError,
    tools::github::{
        api::{self, NAME, Named, TITLE, User, login, names, short},
        args::{self, Format},
        checks::{self, Checks, Verdict},
        foreign::{HIDDEN, line, plain},
        next::Next,
    },
};

const PATH: usize = 300;
const REVIEWS: u32 = 100;
/// Reviewers and failed checks that are told of.
const REVIEWERS: usize = 20;
const FAILED: usize = 10;

#[derive(Deserialize)]
pub(super) struct Found {
    pub(super) number: u64,
    title: String,
    state: String,
    draft: Option<bool>,
    merged_at: Option<Timestamp>,
    user: Option<User>,
    head: Branch,
    base: Branch,
    mergeable_state: Option<String>,
    labels: Vec<Named>,
    commits: u64,
    additions: u64,
    deletions: u64,
    pub(super) changed_files: u64,
    body: Option<String>,
    requested_reviewers: Option<Vec<User>>,
    requested_teams: Option<Vec<Named>>,
}

#[derive(Deserialize)]
struct Branch {
    r#ref: String,
    sha: String,
}

#[derive(Deserialize)]
pub(super) struct Changed {
    pub(super) filename: String,
    previous_filename: Option<String>,
    status: String,
    additions: u64,
    deletions: u64,
    /// Left out of binary and of very large files.
    pub(super) patch: Option<String>,
}

#[derive(Deserialize)]
struct Reviewed {
    user: Option<User>,
    state: String,
    body: Option<String>,
}

impl Found {
    pub(super) const fn author(&self) -> Option<&User> {
        self.user.as_ref()
    }
}

/// A pull request that is asked about.
pub(super) struct Pull<'a> {
    pub(super) github: &'a Github,
    pub(super) repository: &'a Repository,
    pub(super) args: &'a Args,
}

/// What stands beside the files on the first page.
struct Beside {
    reviews: Paged<Vec<Reviewed>>,
    checks: Checks,
}

impl Pull<'_> {
    pub(super) async fn summary(&self, mut next: Next) -> Result<Summary, ToolError> {
        let files = self.files(self.args.page_size, next.page());
        let first = next.is_first();
        let beside = async {
            let found = self.found().await?;
            let beside = if first { Some(self.beside(&found).await?) } else { None };
            Ok::<_, ToolError>((found, beside))
        };
        // The pull request first: what is wrong with the number, it says best.
        let (found, files) = future::join(beside, files).await;
        let ((found, beside), files) = (found?, files?);
        let mut authors = HashSet::from([login(found.user.as_ref())]);
        if let Some(beside) = &beside {
            authors.extend(beside.reviews.value.iter().map(|one| login(one.user.as_ref())));
        }
        let hidden = args::hidden(self.github, self.repository, authors).await?;
        let patches = self.args.response_format == Format::Detailed;
        let shown = !hidden.contains(&login(found.user.as_ref()));
        let window = |changed: &Changed| patches.then(|| patch::beginning(changed, shown));
        next.turn(files.more);
        Ok(Summary {
            repo: self.repository.to_string(),
            number: found.number,
            changed_files: found.changed_files,
            files: files
                .value
                .into_iter()
                .skip(next.skip())
                .map(|changed| File { patch: window(&changed), ..file(&changed) })
                .collect(),
            overview: beside.map(|beside| self.overview(found, beside, &hidden)),
            single: false,
            next,
        })
    }

    /// The pull request itself.
    pub(super) async fn found(&self) -> Result<Found, ToolError> {
        api::pull(self.github, self.repository, self.args.number).await
    }

    /// A page of the files it changes.
    pub(super) async fn files(
        &self,
        per_page: u32,
        page: u32,
    ) -> Result<Paged<Vec<Changed>>, GithubError> {
        let request = self.at(&["files"]).query("per_page", per_page).query("page", page);
        self.github.page(&request).await
    }

    async fn beside(&self, found: &Found) -> Result<Beside, ToolError> {
        let reviews = self.at(&["reviews"]).query("per_page", REVIEWS);
        let (reviews, checks) = future::join(
            self.github.page(&reviews),
            checks::checks(self.github, self.repository, &found.head.sha),
        )
        .await;
        let checks = checks.or_else(|error| {
            let unseen = vec![checks::denied("checks", error)?];
            Ok::<_, GithubError>(Checks { unseen, ..Checks::default() })
        })?;
        Ok(Beside { reviews: reviews?, checks })
    }

    fn at(&self, rest: &[&str]) -> Request {
        let number = self.args.number.to_string();
        let parts = [&["pulls", number.as_str()], rest].concat();
        Request::get(self.repository.at(&parts))
            .about(format!("pull request {number} in {}", self.repository))
    }

    fn overview(&self, found: Found, beside: Beside, hidden: &HashSet<String>) -> Overview {
        let author = login(found.user.as_ref());
        let shown = !hidden.contains(&author);
        let detailed = self.args.response_format == Format::Detailed;
        let told = |text: String| if shown { text } else { HIDDEN.to_owned() };
        let body = plain(&found.body.unwrap_or_default(), if detailed { 6000 } else { 1500 });
        let limit = if detailed { 600 } else { 300 };
        let reviews = reviews(beside.reviews.value, hidden, limit);
        let teams = found.requested_teams.iter().flatten().map(|team| line(&team.name, NAME));
        let people = found.requested_reviewers.iter().flatten().map(|user| line(&user.login, NAME));
        Overview {
            title: told(line(&found.title, TITLE)),
            state: match (found.state.as_str(), found.merged_at, found.draft) {
                (_, Some(_), _) => "merged",
                ("open", _, Some(true)) => "draft",
                ("open", ..) => "open",
                _ => "closed",
            },
            author: line(&author, NAME),
            head: told(line(&found.head.r#ref, NAME)),
            base: line(&found.base.r#ref, NAME),
            head_sha: short(&found.head.sha),
            mergeable_state: line(found.mergeable_state.as_deref().unwrap_or("unknown"), NAME),
            labels: names(&found.labels),
            commits: found.commits,
            additions: found.additions,
            deletions: found.deletions,
            body: told(body),
            reviewers_requested: people.chain(teams).collect(),
            reviews_incomplete: beside.reviews.more || reviews.len() > REVIEWERS,
            reviews: reviews.into_iter().take(REVIEWERS).collect(),
            checks: summary(beside.checks),
        }
    }
}

pub(super) fn file(changed: &Changed) -> File {
    File {
        path: line(&changed.filename, PATH),
        previous_path: changed.previous_filename.as_ref().map(|path| line(path, PATH)),
        status: line(&changed.status, NAME),
        additions: changed.additions,
        deletions: changed.deletions,
        patch: None,
    }
}

/// The last word of each reviewer: a comment does not take back a verdict.
fn reviews(all: Vec<Reviewed>, hidden: &HashSet<String>, limit: usize) -> Vec<Review> {
    let mut last: Vec<Review> = Vec::new();
    for Reviewed { user, state, body } in all {
        let author = login(user.as_ref());
        let body = plain(&body.unwrap_or_default(), limit);
        let shown = body.is_empty() || !hidden.contains(&author);
        let review = Review {
            reviewer: line(&author, NAME),
            state: line(&state.to_lowercase(), NAME),
            body: if shown { body } else { HIDDEN.to_owned() },
        };
        match last.iter_mut().find(|known| known.reviewer == review.reviewer) {
            Some(known) if review.state == "commented" && known.state != "commented" => {}
            Some(known) => *known = review,
            None => last.push(review),
        }
    }
    last.retain(|review| review.state != "pending");
    last
}

fn summary(found: Checks) -> CheckSummary {
    let counts = found.counts();
    let failed = found.all.into_iter().filter(|check| check.verdict == Verdict::Failed);
    CheckSummary {
        verdict: counts.verdict(),
        failed: failed.take(FAILED).collect(),
        unseen: found.unseen,
        incomplete: found.incomplete,
        counts,
    }
}
