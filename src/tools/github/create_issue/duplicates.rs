//! Whether an issue is open already. GitHub's search knows the old ones; what
//! was opened within the last minute it does not, so the newest are listed too.

use std::{collections::BTreeSet, fmt::Write as _};

use crate::{
    backend::{
        Github,
        github::{Repository, Request, Search, SearchKind},
    },
    tool::ToolError,
    tools::github::subject::Subject,
};

/// Open issues looked at, of either origin.
const LOOKED_AT: u32 = 100;
/// Words searched for: the longest say most.
const WORDS: usize = 5;
/// Duplicates named.
const NAMED: usize = 5;
/// How alike two titles are, from 0 to 1, that are taken for one.
const ALIKE: f64 = 0.8;

/// Fails, naming them, if issues with a very similar title are open.
pub(super) async fn refuse(
    github: &Github,
    repository: &Repository,
    title: &str,
) -> Result<(), ToolError> {
    let mut found = newest(github, repository).await?;
    found.extend(searched(github, repository, title).await?);
    found.retain(|issue| !issue.is_pull_request() && alike(title, issue.raw_title()));
    found.sort_unstable_by_key(|issue| issue.number);
    found.dedup_by_key(|issue| issue.number);
    if found.is_empty() {
        return Ok(());
    }
    let mut problem = String::from("Not opened: issues with a very similar title are open:");
    for issue in found.iter().take(NAMED) {
        let shown = issue.title(github, repository).await?;
        // Writing to a String cannot fail.
        let _ = write!(problem, "\n#{} | {shown}", issue.number);
    }
    problem.push_str(
        "\nComment on that one (comment_or_label_issue). If yours is another problem, repeat the \
         call with allow_duplicate=true.",
    );
    Err(ToolError::Refused { problem, next: None })
}

async fn newest(github: &Github, repository: &Repository) -> Result<Vec<Subject>, ToolError> {
    let request = Request::get(repository.at(&["issues"]))
        .query("state", "open")
        .query("sort", "created")
        .query("direction", "desc")
        .query("per_page", LOOKED_AT);
    Ok(github.json(&request).await?)
}

async fn searched(
    github: &Github,
    repository: &Repository,
    title: &str,
) -> Result<Vec<Subject>, ToolError> {
    let mut words: Vec<String> = words(title).into_iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.truncate(WORDS);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let words = format!("is:issue is:open in:title {}", words.join(" "));
    let search = Search {
        kind: SearchKind::Issues,
        repository,
        words: &words,
        page: 1,
        per_page: LOOKED_AT,
    };
    Ok(github.search(&search).await?.items)
}

/// Its words in small letters; no sign, so that none becomes a qualifier.
fn words(title: &str) -> BTreeSet<String> {
    let title = title.to_lowercase();
    let words = title.split(|char: char| !char.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(|word| word.chars().take(40).collect()).collect()
}

/// Whether two titles say the same: nearly the same letters, or nearly the same
/// words in any order. Numbers must agree, for they mostly are the difference.
fn alike(one: &str, other: &str) -> bool {
    let (ours, theirs) = (words(one), words(other));
    let numbers = |words: &BTreeSet<String>| -> Vec<String> {
        words.iter().filter(|word| word.chars().any(char::is_numeric)).cloned().collect()
    };
    if numbers(&ours) != numbers(&theirs) {
        return false;
    }
    if ours.is_empty() || theirs.is_empty() {
        return one.trim() == other.trim();
    }
    let count = |words: usize| f64::from(u32::try_from(words).unwrap_or(u32::MAX));
    let shared = 2.0 * count(ours.intersection(&theirs).count());
    shared >= ALIKE * count(ours.len() + theirs.len())
        || strsim::normalized_levenshtein(&one.to_lowercase(), &other.to_lowercase()) >= ALIKE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_by_words_letters_and_numbers() {
        for (one, other) in [
            ("Login fails on Safari", "login fails on safari!"),
            ("Login fails on Safari", "On Safari, login fails"),
            ("Checkout crashes with an empty cart", "Checkout crashes with empty cart"),
            ("Typo in README", "Typos in README"),
            ("???", "???"),
        ] {
            assert!(alike(one, other), "{one} / {other}");
        }
        for (one, other) in [
            ("Login fails on Safari", "Login is slow on Firefox"),
            ("Error 500 on login", "Error 502 on login"),
            ("Release 1.2", "Release 1.3"),
            ("???", "!!!"),
            ("Add dark mode", ""),
        ] {
            assert!(!alike(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn no_word_is_a_qualifier() {
        let found: Vec<String> = words("repo:octo/x -is:open \"Login\" NOT").into_iter().collect();
        assert_eq!(found, ["is", "login", "not", "octo", "open", "repo", "x"]);
    }
}
