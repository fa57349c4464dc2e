//! Search within one repository. Search words may hold qualifiers of their own,
//! so both the words and what comes back are held to the repository.

use serde::{Deserialize, de::DeserializeOwned};

use super::{
    Github, Repository,
    error::{GithubError, Problem},
    repository::ApiPath,
    request::{Accept, Request, Resource},
};
use crate::config::github::RepoName;

/// What is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchKind {
    /// Issues and pull requests.
    Issues,
    /// Files on the default branch.
    Code,
}

/// A search.
#[derive(Debug, Clone)]
pub struct Search<'a> {
    /// What for.
    pub kind: SearchKind,
    /// Where.
    pub repository: &'a Repository,
    /// Words and qualifiers.
    pub words: &'a str,
    /// From 1.
    pub page: u32,
    /// Results on a page.
    pub per_page: u32,
}

/// One page of results.
#[derive(Debug)]
pub struct Found<T> {
    /// Best matches first.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: u64,
    /// Whether GitHub gave up before it had looked everywhere.
    pub incomplete: bool,
    /// Whether there is another page; GitHub gives out the first 1000 results.
    pub more: bool,
}

#[derive(Deserialize)]
struct Answer<T> {
    total_count: u64,
    incomplete_results: bool,
    items: Vec<Item<T>>,
}

#[derive(Deserialize)]
struct Item<T> {
    /// Of issues: its address.
    repository_url: Option<String>,
    /// Of code.
    repository: Option<Named>,
    #[serde(flatten)]
    item: T,
}

#[derive(Deserialize)]
struct Named {
    full_name: String,
}

/// Qualifiers that choose where to look.
const BEYOND: [&str; 4] = ["repo:", "org:", "user:", "enterprise:"];
const MOST_RESULTS: u64 = 1000;

impl Github {
    /// Searches in one repository.
    pub async fn search<T: DeserializeOwned>(
        &self,
        search: &Search<'_>,
    ) -> Result<Found<T>, GithubError> {
        let request = request(search)?;
        let paged = self.page::<Answer<T>>(&request).await?;
        let Answer { total_count, incomplete_results, items } = paged.value;
        let seen = u64::from(search.page) * u64::from(search.per_page);
        let inside = items.into_iter().filter(|found| found.is_in(search.repository.name()));
        Ok(Found {
            items: inside.map(|found| found.item).collect(),
            total: total_count,
            incomplete: incomplete_results,
            more: paged.more && seen < total_count.min(MOST_RESULTS),
        })
    }
}

fn request(search: &Search<'_>) -> Result<Request, GithubError> {
    let words = search.words.trim();
    let lower = words.to_ascii_lowercase();
    if let Some(beyond) = BEYOND.iter().find(|qualifier| lower.contains(**qualifier)) {
        return Err(Problem::Beyond((*beyond).to_owned()).into());
    }
    let (path, accept, resource) = match search.kind {
        SearchKind::Issues => ("issues", Accept::Json, Resource::Search),
        SearchKind::Code => ("code", Accept::TextMatch, Resource::CodeSearch),
    };
    let mut path = ApiPath::root(&["search", path]);
    path.about = format!("repository {}", search.repository);
    let query = format!("{words} repo:{}", search.repository);
    Ok(Request::get(path)
        .query("q", query.as_str())
        .query("per_page", search.per_page)
        .query("page", search.page)
        .accept(accept)
        .counted_as(resource))
}

impl<T> Item<T> {
    fn is_in(&self, wanted: &RepoName) -> bool {
        let name = match (&self.repository, &self.repository_url) {
            (Some(repository), _) => RepoName::parse(&repository.full_name),
            (None, Some(url)) => {
                url.split_once("/repos/").and_then(|(_, name)| RepoName::parse(name))
            }
            (None, None) => None,
        };
        name.as_ref() == Some(wanted)
    }
}
