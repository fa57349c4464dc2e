//! `delete_branch`: removes a branch, after its user has seen what goes with it.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    foreign::line,
    github,
    span::{self, commits, short},
};
use crate::{
    backend::{
        Github,
        github::{Repository, Request},
    },
    caller::Scope,
    text::excerpt,
    tool::{Action, Ctx, Destructive, Output, Preview, Remote, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct DeleteBranch;

/// Which branch.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// Its name, without refs/heads/.
    branch: String,
    /// owner/name, if not the default.
    repo: Option<String>,
}

/// What was done.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Deleted {
    /// The branch.
    branch: String,
    /// Where it stood: from this commit it can be made again.
    sha: String,
}

#[derive(Deserialize)]
struct Home {
    default_branch: String,
}

#[derive(Deserialize)]
struct Branch {
    name: String,
    protected: bool,
    commit: Commit,
}

#[derive(Deserialize)]
struct Commit {
    sha: String,
}

#[derive(Deserialize)]
struct Pull {
    number: u64,
}

const NAME: usize = 255;
/// Pull requests asked for at once.
const PULLS: u32 = 100;

impl Output for Deleted {
    fn text(&self) -> String {
        let Self { branch, sha } = self;
        format!("Deleted branch {branch}; it stood at {sha}, from which it can be made again.")
    }
}

impl Action for DeleteBranch {
    const NAME: &'static str = "delete_branch";
    const TITLE: &'static str = "Delete a branch";
    const DESCRIPTION: &'static str = "Deletes a branch that is neither default nor protected; \
        returns the commit it stood at. The preview names open pull requests and commits that would \
        be lost. Do not use it unless the user asked for it.";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Scope = Scope::GithubWrite;
    type Args = Args;
    type Output = Deleted;
    type Target = Remote;

    async fn apply(ctx: &Ctx, _: &mut Remote, args: Args) -> Result<Deleted, ToolError> {
        let Found { github, repository, branch, .. } = find(ctx, &args).await?;
        let path = repository.at_file(&["git", "refs", "heads"], &args.branch);
        github.send::<()>(&Request::delete(path).about(about(&args, &repository))).await?;
        Ok(Deleted { branch: line(&branch.name, NAME), sha: line(&branch.commit.sha, NAME) })
    }
}

impl Destructive for DeleteBranch {
    async fn preview(ctx: &Ctx, _: &mut Remote, args: &Args) -> Result<Preview, ToolError> {
        let Found { github, repository, branch, default } = find(ctx, args).await?;
        let sha = &branch.commit.sha;
        let (name, home) = (line(&branch.name, NAME), line(&default, NAME));
        let mut text =
            format!("Delete branch {name} of {repository}, which stands at {}.", short(sha));
        // Writing to a String cannot fail.
        let _ = match span::between(&github, &repository, &default, sha).await? {
            None => write!(text, "\nWhat it holds that {home} lacks is too much to be listed."),
            Some(span) if span.ahead_by == 0 => {
                write!(text, "\nAll its commits are in {home}: none is lost.")
            }
            Some(span) => write!(
                text,
                "\nIt holds {} that {home} lacks, unreachable then unless another branch or a tag \
                 holds them:{}",
                commits(span.ahead_by),
                span.lines()
            ),
        };
        let head = format!("{}:{}", repository.name().owner(), branch.name);
        for (which, side, value) in [("from", "head", head), ("into", "base", branch.name)] {
            if let Some(pulls) = pulls(&github, &repository, side, &value).await? {
                let _ = write!(text, "\nOpen pull requests {which} it, which it closes: {pulls}.");
            }
        }
        Ok(Preview { text, version: branch.commit.sha })
    }
}

/// A branch that may be deleted.
struct Found {
    github: Github,
    repository: Repository,
    branch: Branch,
    default: String,
}

async fn find(ctx: &Ctx, args: &Args) -> Result<Found, ToolError> {
    let github = github(ctx)?;
    let repository = github.repository(args.repo.as_deref())?;
    let Home { default_branch: default } = github.json(&Request::get(repository.path())).await?;
    let path = repository.at(&["branches", args.branch.as_str()]);
    let branch: Branch = github.json(&Request::get(path).about(about(args, &repository))).await?;
    let kind = match &branch {
        branch if branch.name == default => "the default branch",
        branch if branch.protected => "protected",
        // GitHub follows renames: the branch that was named has another name now.
        branch if branch.name != args.branch => "renamed",
        _ => return Ok(Found { github, repository, branch, default }),
    };
    Err(ToolError::Refused {
        problem: format!(
            "Branch {} of {repository} is {kind}, so it is not deleted.",
            excerpt(&args.branch, NAME)
        ),
        next: Some("Do not try another way.".to_owned()),
    })
}

fn about(args: &Args, repository: &Repository) -> String {
    format!("branch {} in {repository}", excerpt(&args.branch, NAME))
}

/// Numbers of the open pull requests with `value` on that side.
async fn pulls(
    github: &Github,
    repository: &Repository,
    side: &'static str,
    value: &str,
) -> Result<Option<String>, ToolError> {
    let request = Request::get(repository.at(&["pulls"]))
        .query("state", "open")
        .query(side, value)
        .query("per_page", PULLS);
    let paged = github.page::<Vec<Pull>>(&request).await?;
    let numbers: Vec<String> =
        paged.value.iter().map(|Pull { number }| format!("#{number}")).collect();
    let more = if paged.more { " and more" } else { "" };
    Ok((!numbers.is_empty()).then(|| numbers.join(", ") + more))
}
