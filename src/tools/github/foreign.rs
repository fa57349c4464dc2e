//! Other people's text among our own: titles, bodies, comments, code. It may
//! hide, it may be endless, and it may pretend to be this server speaking.

use std::fmt::Write as _;

use crate::text::{inline, reveal};

/// What stands in place of text that the operator hides.
pub(crate) const HIDDEN: &str = "[hidden: its author has no push access]";

/// `text` as a quotation of at most `limit` characters: every line begins with
/// `> `, HTML comments are gone, what hides is visible, and what is missing is
/// counted.
pub(crate) fn quote(text: &str, limit: usize) -> String {
    let text = plain(text, limit);
    let mut quoted = String::with_capacity(text.len() + 64);
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            quoted.push('\n');
        }
        quoted.push_str("> ");
        quoted.push_str(line);
    }
    quoted
}

/// The same without the marks: for a field of its own in JSON.
pub(crate) fn plain(text: &str, limit: usize) -> String {
    let (text, unclosed) = without_comments(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut shown = bounded(text.trim(), limit, reveal);
    if unclosed > 0 {
        // Writing to a String cannot fail.
        let _ = write!(shown, "\n[{unclosed} characters of an unclosed HTML comment left out]");
    }
    shown
}

/// `text` on one line of at most `limit` characters: for a title or name.
pub(crate) fn line(text: &str, limit: usize) -> String {
    let (text, _) = without_comments(text);
    bounded(text.trim(), limit, inline)
}

fn bounded(text: &str, limit: usize, safe: fn(&str) -> String) -> String {
    match text.char_indices().nth(limit) {
        None => safe(text),
        Some((end, _)) => {
            let (shown, rest) = text.split_at(end);
            format!("{}… {} more characters", safe(shown), rest.chars().count())
        }
    }
}

/// `text` without HTML comments, which no reader on GitHub sees, and how many
/// characters stood behind one that never closes. One pass; text that becomes a
/// comment only by the removal of another one goes too.
fn without_comments(text: &str) -> (String, usize) {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = split_behind_opening(&kept, rest) {
        kept.push_str(before);
        kept.truncate(kept.len() - OPEN.len());
        match close(behind) {
            Some(after) => rest = after,
            None => return (kept, behind.chars().count()),
        }
    }
    kept.push_str(rest);
    (kept, 0)
}

const OPEN: &str = "<!--";

/// Splits `rest` behind the first `<!--`, which may begin at the end of `kept`.
fn split_behind_opening<'a>(kept: &str, rest: &'a str) -> Option<(&'a str, &'a str)> {
    // Longest first: the opening that ends earliest in `rest`.
    let across = (1..OPEN.len()).rev().find(|at| {
        let (head, tail) = OPEN.split_at(*at);
        kept.ends_with(head) && rest.starts_with(tail)
    });
    let end = match across {
        Some(at) => OPEN.len() - at,
        None => rest.find(OPEN)? + OPEN.len(),
    };
    rest.split_at_checked(end)
}

/// What follows the end of a comment; HTML also ends one at `<!-->` and `--!>`.
fn close(behind: &str) -> Option<&str> {
    if let Some(after) = behind.strip_prefix('>').or_else(|| behind.strip_prefix("->")) {
        return Some(after);
    }
    let end = behind.match_indices('>').find(|(at, _)| {
        let before = behind.get(..*at).unwrap_or_default();
        before.ends_with("--") || before.ends_with("--!")
    });
    behind.get(end?.0 + 1..)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn comments_are_dropped_whatever_their_form() {
        let check = |text: &str, expected: &str| assert_eq!(plain(text, 1000), expected, "{text}");
        check("a <!-- hidden --> b", "a  b");
        check("a<!-->b", "ab");
        check("a<!--->b", "ab");
        check("a<!-- x --!>b", "ab");
        check("<!-<!-- x -->- y -->z", "z");
        check("<<!-- x -->!-- y -->z", "z");
        check("<!-- <!-- x --> y", "y");
        check("a --> b", "a --> b");
        check("a <!-- never", "a\n[6 characters of an unclosed HTML comment left out]");
    }

    #[test]
    fn a_quotation_is_marked_line_by_line_and_says_what_is_missing() {
        assert_eq!(quote("one\r\ntwo\rMORE AVAILABLE", 100), "> one\n> two\n> MORE AVAILABLE");
        assert_eq!(quote("äöüß!", 3), "> äöü… 2 more characters");
        assert_eq!(line("a\nb\u{202e}c", 100), "a\\u{a}b\\u{202e}c");
        assert_eq!(quote("", 10), "");
    }

    proptest! {
        #[test]
        fn nothing_poses_as_the_servers_own_words(
            text in "(<!--|-->|<!|--|>|\\n|\\r|\u{2028}|\u{85}|MORE AVAILABLE|[a-z ]|\\PC|\u{200b})*",
            limit in 0..200_usize,
        ) {
            let quoted = quote(&text, limit);
            let breaks = ['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}'];
            let marked = quoted.is_empty() || quoted.split(breaks).all(|one| one.starts_with("> "));
            prop_assert!(marked, "{:?}", quoted);
            prop_assert!(!without_comments(&text).0.contains(OPEN));
            prop_assert!(!line(&text, limit).contains('\n'));
        }

        #[test]
        fn it_is_bounded(text in "\\PC*", limit in 0..50_usize) {
            // The longest escape of one character, and what is said of the rest.
            prop_assert!(plain(&text, limit).chars().count() <= limit * 10 + 100);
        }

        #[test]
        fn text_without_comments_stays(text in "[a-z\n.,;:!?()]*") {
            prop_assert_eq!(without_comments(&text), (text, 0));
        }
    }
}
