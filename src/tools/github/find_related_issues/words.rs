//! What to search for: words that are given, or those of an issue's title.

use std::collections::HashSet;

use serde::Deserialize;

use super::Args;
use crate::{
    backend::{
        Github,
        github::{Repository, Request},
    },
    tool::{ToolError, Violation},
    tools::github::api::{User, login},
};

#[derive(Deserialize)]
struct Original {
    title: String,
    user: Option<User>,
}

/// What GitHub is asked for.
pub(super) async fn words(
    github: &Github,
    repository: &Repository,
    args: &Args,
) -> Result<String, ToolError> {
    let missing = |problem: &str| {
        let violation = Violation::new("query", problem).allowed("words of what is looked for");
        ToolError::InvalidArguments(vec![violation])
    };
    let number = match (&args.query, args.number) {
        (Some(query), _) => return Ok(query.trim().to_owned()),
        (None, None) => return Err(missing("is required where there is no number")),
        (None, Some(number)) => number,
    };
    let request = Request::get(repository.at(&["issues", &number.to_string()]))
        .about(format!("issue {number} in {repository}"));
    let original: Original = github.json(&request).await?;
    if !github.shows(repository, &login(original.user.as_ref())).await? {
        return Err(missing("is required: the title of that issue is hidden"));
    }
    let words = telling(&original.title);
    if words.is_empty() {
        return Err(missing("is required: the title of that issue holds no words to search for"));
    }
    Ok(words)
}

/// The words and what kind of thing is meant: GitHub wants one named.
pub(super) fn with_kind(words: &str) -> String {
    let kinds = ["is:issue", "is:pr", "is:pull-request", "type:issue", "type:pr"];
    let named = words.split_whitespace().any(|word| kinds.contains(&word));
    if named { words.to_owned() } else { format!("{words} is:issue") }
}

/// Words that say nothing about what a title is about.
const COMMON: [&str; 24] = [
    "about", "after", "also", "been", "before", "does", "error", "fails", "from", "have", "into",
    "issue", "make", "should", "that", "this", "when", "where", "which", "while", "will", "with",
    "without", "your",
];
/// All words must occur, so a few find more than many.
const WORDS: usize = 2;

/// The longest words of a title, in its order.
fn telling(title: &str) -> String {
    let lower = title.to_lowercase();
    let all = lower.split(|char: char| !char.is_alphanumeric());
    let mut words: Vec<(usize, &str)> = all
        .enumerate()
        .filter(|(_, word)| word.chars().count() > 3 && !COMMON.contains(word))
        .collect();
    let mut seen = HashSet::new();
    words.retain(|(_, word)| seen.insert(*word));
    words.sort_by_key(|(_, word)| std::cmp::Reverse(word.chars().count()));
    words.truncate(WORDS);
    words.sort_unstable();
    words.into_iter().map(|(_, word)| word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_kind_is_always_named() {
        assert_eq!(with_kind("cart"), "cart is:issue");
        assert_eq!(with_kind("cart is:pr state:open"), "cart is:pr state:open");
    }

    #[test]
    fn a_title_is_searched_by_its_telling_words() {
        assert_eq!(telling("Checkout fails when the cart is empty"), "checkout empty");
        assert_eq!(telling("panic: repo:x OR `Timeout` in parse_config"), "timeout config");
        assert_eq!(telling("It is so"), "");
    }
}
