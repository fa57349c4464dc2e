//! Whose words are shown. In a public repository anyone can write an issue; a
//! cautious operator shows only what people with push access wrote.

use std::time::Duration;

use moka::future::Cache;
use serde::Deserialize;

use super::{
    Github, Repository, Request,
    error::{GithubError, Problem},
};

/// How long an answer about a person or repository holds.
const FRESH: Duration = Duration::from_mins(10);
const MOST: u64 = 10_000;

/// What is known of repositories and people.
#[derive(Debug)]
pub(super) struct Trust {
    /// Whether anything is hidden at all.
    hides: bool,
    people: Cache<String, bool>,
}

#[derive(Deserialize)]
struct Visibility {
    private: bool,
}

#[derive(Deserialize)]
struct Permission {
    permission: String,
}

impl Trust {
    pub(super) fn new(hides: bool) -> Self {
        Self { hides, people: Cache::builder().max_capacity(MOST).time_to_live(FRESH).build() }
    }
}

impl Github {
    /// Whether what `author` wrote in `repository` is shown: always, unless the
    /// operator hides what people without push access wrote in public ones.
    pub async fn shows(&self, repository: &Repository, author: &str) -> Result<bool, GithubError> {
        if !self.inner.trust.hides {
            return Ok(true);
        }
        let about = Request::get(repository.path()).fresh_for(FRESH);
        if self.json::<Visibility>(&about).await?.private {
            return Ok(true);
        }
        let key = format!("{repository} {author}").to_ascii_lowercase();
        if let Some(known) = self.inner.trust.people.get(&key).await {
            return Ok(known);
        }
        let path = repository.at(&["collaborators", author, "permission"]);
        let pushes = match self.json::<Permission>(&Request::get(path)).await {
            Ok(found) => ["admin", "maintain", "write"].contains(&found.permission.as_str()),
            Err(GithubError { problem: Problem::NotFound(_) | Problem::BadPath, .. }) => false,
            Err(error) => return Err(error),
        };
        self.inner.trust.people.insert(key, pushes).await;
        Ok(pushes)
    }
}
