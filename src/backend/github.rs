//! GitHub's REST API: a thin layer that never repeats a write, tells every
//! failure apart, and enforces the operator's list of repositories.

mod app;
mod cache;
mod circuit;
mod classify;
mod error;
mod log;
mod quota;
mod repository;
mod request;
mod search;
mod send;
mod standing;
mod token;
mod transport;
mod trust;

pub use error::{BadField, GithubError, Problem};
pub use log::{LogSpan, LogWindow};
pub use repository::{ApiPath, Repository};
pub use request::{Accept, Request};
pub use search::{Found, Search, SearchKind};
pub use standing::Standing;

use std::{sync::Arc, time::Instant};

use self::{
    cache::Answers, circuit::Circuit, quota::Quota, token::Credential, transport::Transport,
    trust::Trust,
};
use crate::{
    backend::Cause,
    config::{
        GithubConfig,
        github::{RepoName, RepoPattern},
    },
};

/// GitHub, as the configured credential sees it; cheap to clone.
#[derive(Debug, Clone)]
pub struct Github {
    inner: Arc<Inner>,
    deadline: Option<Instant>,
}

#[derive(Debug)]
struct Inner {
    config: GithubConfig,
    transport: Transport,
    credential: Credential,
    answers: Answers,
    quota: Quota,
    circuit: Circuit,
    trust: Trust,
}

/// One page of a longer list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paged<T> {
    /// The page.
    pub value: T,
    /// Whether GitHub says that there is another.
    pub more: bool,
}

/// GitHub that cannot be asked as it is configured.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct GithubOpenError(Cause);

impl Github {
    /// Prepares what is needed to ask; asks nothing.
    pub fn open(config: &GithubConfig) -> Result<Self, GithubOpenError> {
        let inner = Inner {
            transport: Transport::new(&config.api_url).map_err(GithubOpenError)?,
            credential: Credential::new(config).map_err(GithubOpenError)?,
            answers: Answers::new(),
            quota: Quota::default(),
            circuit: Circuit::default(),
            trust: Trust::new(config.hide_untrusted),
            config: config.clone(),
        };
        Ok(Self { inner: Arc::new(inner), deadline: None })
    }

    /// The same for one call: nothing is tried that would end after `deadline`.
    #[must_use]
    pub fn until(&self, deadline: Instant) -> Self {
        Self { inner: Arc::clone(&self.inner), deadline: Some(deadline) }
    }

    /// The repository `named`, or the default one, if it may be asked about.
    pub fn repository(&self, named: Option<&str>) -> Result<Repository, GithubError> {
        let config = &self.inner.config;
        let name = match (named, &config.default_repo) {
            (Some(named), _) => RepoName::parse(named.trim())
                .ok_or_else(|| Problem::BadRepository(named.to_owned()))?,
            (None, Some(default)) => default.clone(),
            (None, None) => return Err(Problem::NoRepository.into()),
        };
        if config.allows(&name) {
            return Ok(Repository::new(name));
        }
        let listed = config.repos.iter().map(ToString::to_string).collect();
        Err(Problem::NotListed { repo: name.to_string(), listed }.into())
    }

    /// The workflow that rolls an environment back, if the operator named one.
    pub fn rollback_workflow(&self) -> Option<&str> {
        self.inner.config.rollback_workflow.as_deref()
    }

    /// Repositories that a person might mean: the default one and the listed ones.
    pub fn known_repositories(&self) -> Vec<RepoName> {
        let config = &self.inner.config;
        let listed = config.repos.iter().filter_map(RepoPattern::only);
        let mut known: Vec<RepoName> = config.default_repo.iter().cloned().collect();
        for name in listed {
            if !known.contains(&name) {
                known.push(name);
            }
        }
        known
    }
}
