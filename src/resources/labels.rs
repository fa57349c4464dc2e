//! `github://{owner}/{repo}/labels`: the labels of a repository.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::repository;
use crate::{
    backend::github::Request,
    caller::Scope,
    resource::{Asked, Document, Resource, Values},
    tool::{Ctx, ToolError},
    tools::github::{foreign::line, github},
    toolset::Toolset,
};

/// The resource.
pub(crate) struct Labels;

#[derive(Serialize)]
struct Listing {
    labels: Vec<Label>,
    more_available: bool,
}

#[derive(Serialize, Deserialize)]
struct Label {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

const TTL: Duration = Duration::from_mins(5);
/// The most the API gives at once.
const LABELS: u32 = 100;
const NAME: usize = 100;
const DESCRIPTION: usize = 200;

impl Resource for Labels {
    const URI: &'static str = "github://{owner}/{repo}/labels";
    const NAME: &'static str = "github_labels";
    const TITLE: &'static str = "Labels of a GitHub repository";
    const DESCRIPTION: &'static str = "The labels a repository has, with their descriptions, at \
        most 100. Read it before you filter by a label or set one.";
    const TOOLSET: Toolset = Toolset::Github;
    const SCOPE: Option<Scope> = Some(Scope::GithubRead);
    const TTL: Duration = TTL;

    async fn read(ctx: &Ctx, values: &Values) -> Result<Document, ToolError> {
        let github = github(ctx)?;
        let repository = repository::named(&github, values)?;
        let request =
            Request::get(repository.at(&["labels"])).query("per_page", LABELS).fresh_for(TTL);
        let paged = github.page::<Vec<Label>>(&request).await?;
        let labels = paged.value.into_iter().map(|label| Label {
            name: line(&label.name, NAME),
            description: label.description.map(|text| line(&text, DESCRIPTION)),
        });
        Document::json(&Listing { labels: labels.collect(), more_available: paged.more })
    }

    async fn complete(ctx: &Ctx, asked: &Asked) -> Result<Vec<String>, ToolError> {
        repository::complete(ctx, asked)
    }
}
