//! What the resources under `github://{owner}/{repo}` share.

use crate::{
    backend::{
        Github,
        github::{GithubError, Repository},
    },
    resource::{Asked, Values},
    tool::{Ctx, ToolError},
    tools::github::github,
};

/// The repository that a URI names, if it may be asked about.
pub(super) fn named(github: &Github, values: &Values) -> Result<Repository, GithubError> {
    github.repository(Some(&format!("{}/{}", values.get("owner"), values.get("repo"))))
}

/// Owners, or names that go with the owner, of repositories a person might mean.
pub(super) fn complete(ctx: &Ctx, asked: &Asked) -> Result<Vec<String>, ToolError> {
    let known = github(ctx)?.known_repositories();
    let owner = asked.known.get("owner").filter(|_| asked.variable == "repo");
    let fits = known
        .iter()
        .filter(|repo| owner.is_none_or(|owner| repo.owner().eq_ignore_ascii_case(owner)));
    let mut values: Vec<String> = fits
        .map(|repo| if asked.variable == "owner" { repo.owner() } else { repo.name() })
        .filter(|value| value.to_ascii_lowercase().starts_with(&asked.prefix.to_ascii_lowercase()))
        .map(str::to_owned)
        .collect();
    values.sort_unstable();
    values.dedup();
    Ok(values)
}
