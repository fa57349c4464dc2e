//! Names of GitHub repositories, parsed strictly: what passes here can stand in
//! a path.

use std::fmt;

/// `owner/name`; compares without letter case, as GitHub does.
#[derive(Debug, Clone)]
pub struct RepoName {
    owner: String,
    name: String,
}

/// `owner/name`, or `owner/*` for all of an owner's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepoPattern {
    owner: String,
    name: Option<String>,
}

const OWNER_CHARACTERS: usize = 39;
const NAME_CHARACTERS: usize = 100;

impl RepoName {
    /// Reads `owner/name` and nothing else: no URL, no `.git`, no dots alone.
    pub fn parse(text: &str) -> Option<Self> {
        let (owner, name) = text.split_once('/')?;
        (is_owner(owner) && is_name(name))
            .then(|| Self { owner: owner.to_owned(), name: name.to_owned() })
    }

    /// Whose it is.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// Its name below the owner.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl PartialEq for RepoName {
    fn eq(&self, other: &Self) -> bool {
        self.owner.eq_ignore_ascii_case(&other.owner) && self.name.eq_ignore_ascii_case(&other.name)
    }
}

impl Eq for RepoName {}

impl fmt::Display for RepoName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.owner, self.name)
    }
}

impl RepoPattern {
    /// Reads `owner/name` or `owner/*`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(owner) = text.strip_suffix("/*") {
            return is_owner(owner).then(|| Self { owner: owner.to_owned(), name: None });
        }
        let RepoName { owner, name } = RepoName::parse(text)?;
        Some(Self { owner, name: Some(name) })
    }

    /// Whether `repo` is meant.
    pub fn covers(&self, repo: &RepoName) -> bool {
        self.owner.eq_ignore_ascii_case(&repo.owner)
            && self.name.as_ref().is_none_or(|name| name.eq_ignore_ascii_case(&repo.name))
    }

    /// The one repository that is meant; `None` for all of an owner's.
    pub fn only(&self) -> Option<RepoName> {
        let name = self.name.clone()?;
        Some(RepoName { owner: self.owner.clone(), name })
    }
}

impl fmt::Display for RepoPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.owner, self.name.as_deref().unwrap_or("*"))
    }
}

fn is_owner(text: &str) -> bool {
    (1..=OWNER_CHARACTERS).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        && !text.starts_with('-')
}

fn is_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=NAME_CHARACTERS).contains(&text.len())
        && text.bytes().all(plain)
        && !text.bytes().all(|byte| byte == b'.')
        && !text.to_ascii_lowercase().ends_with(".git")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_names() {
        for good in ["octo-org/hello.world", "a/b", "user_corp/_x", "o/.github", "1/2"] {
            assert_eq!(RepoName::parse(good).map(|repo| repo.to_string()).as_deref(), Some(good));
        }
        let long = format!("a/{}", "b".repeat(101));
        for bad in [
            "",
            "a",
            "a/",
            "/b",
            "a/b/c",
            "a/..",
            "a/.",
            "../b",
            "a/b.git",
            "a b/c",
            "a/b?c=d",
            "a/b#c",
            "a/%2e%2e",
            "https://github.com/a/b",
            "a/b\n",
            "-a/b",
            "ä/b",
            "a/*",
            &long,
        ] {
            assert!(RepoName::parse(bad).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn a_pattern_covers_one_or_all_of_an_owner() {
        let covers = |pattern: &str, repo: &str| {
            let (pattern, repo) = (RepoPattern::parse(pattern), RepoName::parse(repo));
            pattern.zip(repo).is_some_and(|(pattern, repo)| pattern.covers(&repo))
        };
        assert!(covers("Octo/*", "octo/hello") && covers("octo/Hello", "OCTO/hello"));
        assert!(!covers("octo/*", "octo2/hello") && !covers("octo/hello", "octo/hello2"));
        assert!(
            ["*", "*/*", "a/b*", "*/b", "a/*/b"]
                .map(RepoPattern::parse)
                .iter()
                .all(Option::is_none)
        );
    }
}
