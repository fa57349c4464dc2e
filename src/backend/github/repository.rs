//! A repository that may be asked about, and the paths below it. Every path
//! that is sent to GitHub on a caller's behalf begins at a [`Repository`], and
//! only `Github::repository` makes one: there the operator's list is enforced.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::config::github::RepoName;

/// What RFC 3986 calls unreserved stays as it is.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A repository that may be asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository(RepoName);

/// A path below the API's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiPath {
    /// `None` when a part of it could climb or vanish.
    pub(super) text: Option<String>,
    /// What a 404 is about when nobody says it better.
    pub(super) about: String,
}

impl Repository {
    pub(super) const fn new(name: RepoName) -> Self {
        Self(name)
    }

    /// Its name.
    pub const fn name(&self) -> &RepoName {
        &self.0
    }

    /// The repository itself.
    pub fn path(&self) -> ApiPath {
        self.at::<&str>(&[])
    }

    /// The path below it of `parts`, each one segment whatever it holds.
    pub fn at<T: AsRef<str>>(&self, parts: &[T]) -> ApiPath {
        let root = ["repos", self.0.owner(), self.0.name()];
        let text = join(root.into_iter().chain(parts.iter().map(AsRef::as_ref)));
        ApiPath { text, about: format!("repository {self}") }
    }

    /// The path below it of `parts` and then of a file, whose `/` separate.
    pub fn at_file<T: AsRef<str>>(&self, parts: &[T], file: &str) -> ApiPath {
        let file = file.trim_matches('/').split('/');
        let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).chain(file).collect();
        self.at(&parts)
    }
}

impl ApiPath {
    /// A path that belongs to no repository.
    pub(super) fn root(parts: &[&str]) -> Self {
        Self { text: join(parts.iter().copied()), about: "what was asked for".to_owned() }
    }
}

impl fmt::Display for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn join<'a>(parts: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut path = String::new();
    for part in parts {
        // URL parsers resolve dots even when they are encoded.
        if part.is_empty() || part == "." || part == ".." {
            return None;
        }
        path.push('/');
        path.extend(encode(part));
    }
    Some(path)
}

/// `text` as it stands in a path or query.
pub(super) fn encode(text: &str) -> impl Iterator<Item = &str> {
    utf8_percent_encode(text, ENCODED)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn repository() -> Repository {
        #[expect(clippy::expect_used, reason = "a test may fail loudly")]
        Repository::new(RepoName::parse("octo/hello").expect("a name"))
    }

    #[test]
    fn parts_stay_parts() {
        let path = |parts: &[&str]| repository().at(parts).text;
        assert_eq!(path(&["issues", "1"]).as_deref(), Some("/repos/octo/hello/issues/1"));
        let tricky = path(&["git", "a/../b?c#d%2e"]);
        assert_eq!(tricky.as_deref(), Some("/repos/octo/hello/git/a%2F..%2Fb%3Fc%23d%252e"));
        assert_eq!((path(&[".."]), path(&[""]), path(&["a", "."])), (None, None, None));
        let file = repository().at_file(&["contents"], "src/a b.rs").text;
        assert_eq!(file.as_deref(), Some("/repos/octo/hello/contents/src/a%20b.rs"));
        assert_eq!(repository().at_file(&["contents"], "src/../../x").text, None);
    }

    proptest! {
        #[test]
        fn no_part_leaves_the_repository(part: String, rest: String) {
            if let Some(path) = repository().at(&[part.as_str(), rest.as_str()]).text {
                let url = reqwest::Url::parse(&format!("https://api.github.com{path}"));
                let url = url.map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert_eq!(url.path(), path.as_str());
                prop_assert_eq!(path.matches('/').count(), 5);
                prop_assert_eq!((url.query(), url.fragment()), (None, None));
            }
        }
    }
}
