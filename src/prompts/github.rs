//! What the prompts about a repository share: their arguments, checked before
//! they stand in a text, and completed from what GitHub knows.

use std::time::Duration;

use serde::Deserialize;

use crate::{
    about::COMPLETIONS,
    backend::github::Request,
    prompt::{Argument, PromptArgs},
    text::inline,
    tool::{Ctx, ToolError, Violation},
    tools::github::github,
};

/// The repository that is meant.
pub(super) const REPO: Argument =
    Argument { name: "repo", description: "owner/name, if not the default", required: false };

/// How old what is suggested may be.
const FRESH: Duration = Duration::from_mins(1);

/// What a completion lists.
#[derive(Debug, Clone, Copy)]
pub(super) enum Suggest {
    /// Numbers of open issues.
    Issues,
    /// Numbers of open pull requests.
    PullRequests,
    /// Tags of releases.
    Releases,
}

#[derive(Deserialize)]
struct Numbered {
    number: u64,
    pull_request: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct Tagged {
    tag_name: String,
}

/// The argument `name`, a number, with or without `#`.
pub(super) fn number(args: &PromptArgs, name: &'static str) -> Result<u64, ToolError> {
    let given = args.get(name).map(|given| given.trim().trim_start_matches('#'));
    given.and_then(|given| given.parse().ok()).filter(|number| *number > 0).ok_or_else(|| {
        let violation = Violation::new(name, "is not a number").allowed("a number such as 42");
        ToolError::InvalidArguments(vec![violation])
    })
}

/// The repository, named in full, if it may be asked about.
pub(super) fn repository(ctx: &Ctx, args: &PromptArgs) -> Result<String, ToolError> {
    let named = args.get("repo").map(|repo| repo.trim()).filter(|repo| !repo.is_empty());
    Ok(github(ctx)?.repository(named)?.to_string())
}

/// The argument `name` as text on one line.
pub(super) fn text(args: &PromptArgs, name: &str) -> Option<String> {
    let given = args.get(name).map(|given| inline(given.trim()));
    given.filter(|given| !given.is_empty())
}

/// Values for an argument that begin with `prefix`: repositories for `repo`, else
/// what `suggest` says, of the default repository.
pub(super) async fn complete(
    ctx: &Ctx,
    (argument, prefix): (&str, &str),
    suggest: Suggest,
) -> Result<Vec<String>, ToolError> {
    let github = github(ctx)?;
    let values: Vec<String> = if argument == "repo" {
        github.known_repositories().iter().map(ToString::to_string).collect()
    } else {
        // Without a default repository there is nothing to suggest.
        let Ok(repository) = github.repository(None) else { return Ok(Vec::new()) };
        let newest = |path: &str| {
            Request::get(repository.at(&[path])).query("per_page", COMPLETIONS).fresh_for(FRESH)
        };
        let numbers = |all: Vec<Numbered>, pulls: bool| {
            let fits = all.into_iter().filter(|one| one.pull_request.is_some() == pulls);
            fits.map(|one| one.number.to_string()).collect()
        };
        match suggest {
            Suggest::Issues => numbers(github.json(&newest("issues")).await?, false),
            Suggest::PullRequests => numbers(github.json(&newest("issues")).await?, true),
            Suggest::Releases => {
                let releases: Vec<Tagged> = github.json(&newest("releases")).await?;
                releases.into_iter().map(|release| inline(&release.tag_name)).collect()
            }
        }
    };
    let prefix = prefix.trim_start_matches('#').to_ascii_lowercase();
    let fits = |value: &String| value.to_ascii_lowercase().starts_with(&prefix);
    Ok(values.into_iter().filter(fits).collect())
}
