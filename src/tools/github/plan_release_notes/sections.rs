//! Which section of the notes a pull request belongs to, and what version
//! follows from that.

use schemars::JsonSchema;
use serde::Serialize;

use crate::tools::github::merged::Merged;

/// A section of release notes, in their usual order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Section {
    /// What makes users change something.
    Breaking,
    /// What closes a hole.
    Security,
    /// What is new.
    Features,
    /// What works again.
    Fixes,
    /// What is explained better.
    Documentation,
    /// What others made new.
    Dependencies,
    /// The rest.
    Other,
}

/// Parts of labels that tell the section; the first that fits wins.
const TELLING: [(Section, &[&str]); 6] = [
    (Section::Breaking, &["breaking", "semver-major", "semver:major"]),
    (Section::Security, &["security", "vulnerability"]),
    (Section::Dependencies, &["dependencies", "deps"]),
    (Section::Features, &["feature", "enhancement", "semver-minor", "semver:minor"]),
    (Section::Fixes, &["bug", "fix", "regression"]),
    (Section::Documentation, &["documentation", "docs"]),
];

impl Section {
    fn of(labels: &[String]) -> Self {
        let labels: Vec<String> = labels.iter().map(|label| label.to_lowercase()).collect();
        let fits = |parts: &[&str]| {
            labels.iter().any(|label| parts.iter().any(|part| label.contains(part)))
        };
        TELLING.iter().find(|(_, parts)| fits(parts)).map_or(Self::Other, |(section, _)| *section)
    }

    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Breaking => "Breaking changes",
            Self::Security => "Security",
            Self::Features => "Features",
            Self::Fixes => "Fixes",
            Self::Documentation => "Documentation",
            Self::Dependencies => "Dependencies",
            Self::Other => "Other",
        }
    }
}

/// Section by section; within one, in the order given.
pub(super) fn sort(pulls: Vec<Merged>) -> Vec<(Section, Merged)> {
    let mut sorted: Vec<_> =
        pulls.into_iter().map(|pull| (Section::of(&pull.labels), pull)).collect();
    sorted.sort_by_key(|(section, _)| *section);
    sorted
}

/// The version after `tag`, if that is `1.2.3` behind any letters.
pub(super) fn next_version(tag: &str, merged: &[(Section, Merged)]) -> Option<String> {
    let digits = tag.find(|char: char| char.is_ascii_digit())?;
    let (prefix, version) = tag.split_at(digits);
    let parts: Option<Vec<u64>> = version.split('.').map(|part| part.parse().ok()).collect();
    let [major, minor, patch] = *parts?.first_chunk::<3>()?;
    if version.split('.').count() != 3 || merged.is_empty() {
        return None;
    }
    let has = |wanted| merged.iter().any(|(section, _)| *section == wanted);
    let (major, minor, patch) = match (has(Section::Breaking), has(Section::Features), major) {
        (true, _, 1..) => (major.checked_add(1)?, 0, 0),
        (true, ..) | (_, true, _) => (major, minor.checked_add(1)?, 0),
        _ => (major, minor, patch.checked_add(1)?),
    };
    Some(format!("{}{major}.{minor}.{patch}", crate::text::inline(prefix)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pull(labels: &[&str]) -> Merged {
        let labels = labels.iter().map(ToString::to_string).collect();
        Merged { number: 1, title: "t".into(), author: "a".into(), labels }
    }

    #[test]
    fn labels_tell_the_section() {
        let check =
            |labels: &[&str], section| assert_eq!(Section::of(&pull(labels).labels), section);
        check(&["kind/bug", "BREAKING change"], Section::Breaking);
        check(&["type: enhancement"], Section::Features);
        check(&["dependencies", "bug"], Section::Dependencies);
        check(&["docs"], Section::Documentation);
        check(&["wontfix-later"], Section::Fixes);
        check(&[], Section::Other);
    }

    #[test]
    fn the_weightiest_change_decides_the_version() {
        let next = |tag: &str, labels: &[&[&str]]| {
            let pulls = labels.iter().map(|labels| pull(labels)).collect();
            next_version(tag, &sort(pulls))
        };
        assert_eq!(next("v1.4.2", &[&["bug"]]).as_deref(), Some("v1.4.3"));
        assert_eq!(next("v1.4.2", &[&["bug"], &["feature"]]).as_deref(), Some("v1.5.0"));
        assert_eq!(next("1.4.2", &[&["breaking"]]).as_deref(), Some("2.0.0"));
        assert_eq!(next("v0.4.2", &[&["breaking"]]).as_deref(), Some("v0.5.0"));
        for (tag, labels) in [("v1.4", &["bug"]), ("main", &["bug"]), ("v1.2.3.4", &["bug"])] {
            assert_eq!(next(tag, &[labels]), None);
        }
        assert_eq!(next("v1.4.2", &[]), None);
        assert_eq!(next(&format!("v1.2.{}", u64::MAX), &[&["bug"]]), None);
    }
}
