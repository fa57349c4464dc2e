//! `plan_release_notes`: what the next release's notes have to say.

mod sections;

use std::fmt::Write as _;

use futures_util::future;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::sections::Section;
use super::{
    super::page,
    api::{self, NAME, TITLE},
    args::Format,
    foreign::{line, plain, quote},
    github,
    merged::{self, Merged, Release},
    next::Next,
};
use crate::{
    backend::{
        Github,
        github::{Repository, Request},
    },
    caller::Scope,
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct PlanReleaseNotes;

/// Since when.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// Tag, branch or commit; left out: the latest release.
    since: Option<String>,
    /// owner/name, if not the default.
    repo: Option<String>,
    /// detailed adds the text of the latest releases, as a model for the style.
    #[serde(default)]
    response_format: Format,
    /// Pull requests on a page.
    #[schemars(range(min = 1, max = page::MAX))]
    #[serde(default = "page::default_limit")]
    page_size: u32,
    /// The next_cursor of the page before.
    cursor: Option<String>,
}

/// An earlier release.
#[derive(Debug, Serialize, JsonSchema)]
struct Earlier {
    /// Its tag.
    tag: String,
    /// Its name.
    name: String,
    /// When it was published; none for a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    published_at: Option<Timestamp>,
    /// `release`, `prerelease` or `draft`.
    kind: &'static str,
    /// Its notes, in the detailed form.
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
}

/// A merged pull request and where it belongs.
#[derive(Debug, Serialize, JsonSchema)]
struct Entry {
    /// The section, by its labels.
    section: Section,
    #[serde(flatten)]
    pull: Merged,
}

/// What the notes have to say.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Plan {
    /// In which repository.
    repo: String,
    /// Since which tag, branch or commit.
    since: String,
    /// The next version by the rules of semantic versioning, where `since` is a version.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_version: Option<String>,
    /// Earlier releases, the latest first, on the first page.
    releases: Vec<Earlier>,
    /// How many pull requests were merged, as GitHub counts them.
    total: u64,
    /// Whether not all of them were found.
    incomplete: bool,
    /// Merged pull requests, section by section.
    merged: Vec<Entry>,
    #[serde(flatten)]
    next: Next,
}

const RELEASES: u32 = 5;
const NOTES: usize = 2000;
/// Releases whose notes are shown.
const MODELS: usize = 2;
/// Hundreds of pull requests that are read.
const PAGES: u32 = 3;

impl Output for Plan {
    fn text(&self) -> String {
        let Self { repo, since, total, .. } = self;
        let mut text = match total {
            0 => format!("No pull requests were merged in {repo} since {since}."),
            total => format!("{total} pull requests merged in {repo} since {since}"),
        };
        // Writing to a String cannot fail.
        if let Some(version) = &self.next_version {
            let _ = write!(text, "\nnext version by the labels: {version}");
        }
        for Earlier { tag, name, published_at, kind, notes } in &self.releases {
            let at = published_at.map(|at| format!(" at {at}")).unwrap_or_default();
            let _ = write!(text, "\nearlier {kind} {tag}{at}: {name}");
            if let Some(notes) = notes {
                let _ = write!(text, "\n{}", quote(notes, usize::MAX));
            }
        }
        let mut section = None;
        for Entry { section: its, pull } in &self.merged {
            if section != Some(its) {
                let _ = write!(text, "\n## {}", its.title());
                section = Some(its);
            }
            let Merged { number, title, author, .. } = pull;
            let _ = write!(text, "\n- {title} (#{number}, {author})");
        }
        if self.incomplete {
            text.push_str("\nINCOMPLETE: not all merged pull requests were found");
        }
        self.next.write(&mut text);
        text
    }

    fn records(&self) -> usize {
        self.merged.len()
    }

    fn keep(&mut self, keep: usize) {
        self.merged.truncate(keep);
        self.next.advance(keep);
    }
}

impl Tool for PlanReleaseNotes {
    const NAME: &'static str = "plan_release_notes";
    const TITLE: &'static str = "Plan release notes";
    const DESCRIPTION: &'static str = "Gathers what the next release notes must say: pull requests \
        merged since the latest release, in sections by label, earlier releases, the next \
        version. Publishes nothing. Do not use it to list commits (whats_new_since).";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Option<Scope> = Some(Scope::GithubRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Plan;

    async fn call(ctx: &Ctx, args: Args) -> Result<Plan, ToolError> {
        let github = github(ctx)?;
        let repository = github.repository(args.repo.as_deref())?;
        let filter = (repository.to_string(), &args.since, args.page_size);
        let mut next = Next::open(ctx, Self::NAME, &filter, args.cursor.as_deref())?;
        let begin = async {
            let since = match args.since.clone() {
                Some(since) => since,
                None => merged::latest_release(&github, &repository).await?,
            };
            let commit = api::commit(&github, &repository, &since).await?;
            Ok::<_, ToolError>((since, commit.date().unwrap_or(Timestamp::UNIX_EPOCH)))
        };
        let branch = async { Ok(api::branch(&github, &repository, None).await?) };
        let earlier = releases(&github, &repository, args.response_format);
        let ((since, date), branch, earlier) = future::try_join3(begin, branch, earlier).await?;
        let found = merged::since(&github, &repository, &branch, date, PAGES).await?;
        let seen = u64::try_from(found.pulls.len()).unwrap_or(u64::MAX);
        let all = sections::sort(found.pulls);
        let next_version = sections::next_version(&since, &all);
        let size = usize::try_from(args.page_size).unwrap_or(usize::MAX);
        let mut merged: Vec<_> = all.into_iter().skip(next.skip()).collect();
        let releases = if next.is_first() { earlier } else { Vec::new() };
        if merged.len() > size {
            merged.truncate(size);
            next.advance(size);
        }
        Ok(Plan {
            repo: repository.to_string(),
            since: line(&since, NAME),
            next_version,
            releases,
            total: found.total,
            incomplete: found.incomplete || seen < found.total,
            merged: merged.into_iter().map(|(section, pull)| Entry { section, pull }).collect(),
            next,
        })
    }
}

async fn releases(
    github: &Github,
    repository: &Repository,
    format: Format,
) -> Result<Vec<Earlier>, ToolError> {
    let request = Request::get(repository.at(&["releases"])).query("per_page", RELEASES);
    let found = github.json::<Vec<Release>>(&request).await?;
    let models = if format == Format::Detailed { MODELS } else { 0 };
    let shaped = found.into_iter().enumerate().map(|(index, release)| Earlier {
        tag: line(&release.tag_name, NAME),
        name: line(release.name.as_deref().unwrap_or_default(), TITLE),
        published_at: release.published_at,
        kind: match (release.draft, release.prerelease) {
            (true, _) => "draft",
            (false, true) => "prerelease",
            (false, false) => "release",
        },
        notes: (index < models).then(|| plain(&release.body.unwrap_or_default(), NOTES)),
    });
    Ok(shaped.collect())
}
