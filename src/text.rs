//! Text that came from elsewhere, made safe to stand among our own words. A leaf.

use std::{error::Error, iter::successors};

/// `text` on one line, with everything that hides or pretends made visible:
/// control characters (line breaks among them), bidirectional overrides,
/// zero-width and tag characters.
pub fn inline(text: &str) -> String {
    shown(text, |_| false)
}

/// The same, but line breaks and tabs stay: for text that is quoted as JSON.
pub fn reveal(text: &str) -> String {
    shown(text, |char| matches!(char, '\n' | '\r' | '\t'))
}

fn shown(text: &str, stays: impl Fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    for char in text.chars() {
        if deceives(char) && !stays(char) && !joins(before, char) {
            shown.extend(char.escape_unicode());
        } else {
            shown.push(char);
        }
        before = char;
    }
    shown
}

/// Joiners shape the letters of many scripts and hold emoji together; between
/// ASCII characters, or in a row, they only hide something.
fn joins(before: char, char: char) -> bool {
    matches!(char, '\u{200c}' | '\u{200d}') && !before.is_ascii() && !deceives(before)
}

/// An error and everything behind it on one line, for a log or an operator.
pub fn chain(error: &(dyn Error + 'static)) -> String {
    let causes = successors(Some(error), |&error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// The first `limit` characters of [`inline`] text, with an ellipsis when there was more.
pub fn excerpt(text: &str, limit: usize) -> String {
    let cut: String = text.chars().take(limit).collect();
    let more = if cut.len() < text.len() { "…" } else { "" };
    inline(&cut) + more
}

/// What is said in the place of a secret.
pub const HIDDEN: &str = "[secret]";

/// `text` without what stands before the `@` of the URLs in it.
pub fn without_userinfo(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        clean.push_str(before);
        clean.push_str("://");
        let end =
            after.find(|c: char| c.is_whitespace() || "/?#\"'`".contains(c)).unwrap_or(after.len());
        let (authority, tail) = after.split_at(end);
        rest = tail;
        match authority.rsplit_once('@') {
            Some((_, host)) => clean.extend([HIDDEN, "@", host]),
            None => clean.push_str(authority),
        }
    }
    clean + rest
}

fn deceives(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{ad}' | '\u{61c}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_shown() {
        assert_eq!(inline("Ravi Käß 東京 🦀"), "Ravi Käß 東京 🦀");
        assert_eq!(inline("a\nMORE AVAILABLE\0"), "a\\u{a}MORE AVAILABLE\\u{0}");
        assert_eq!(inline("x\u{202e}y\u{200b}z\u{e0041}"), "x\\u{202e}y\\u{200b}z\\u{e0041}");
        assert_eq!(inline("\u{1b}[31m"), "\\u{1b}[31m");
        assert_eq!(inline("👩\u{200d}🚀 می\u{200c}خواهم"), "👩\u{200d}🚀 می\u{200c}خواهم");
        assert_eq!(inline("a\u{200d}b é\u{200d}\u{200d}"), "a\\u{200d}b é\u{200d}\\u{200d}");
    }

    #[test]
    fn quoted_text_keeps_its_lines() {
        assert_eq!(reveal("a\n\tb\r\u{202e}c\u{7}"), "a\n\tb\r\\u{202e}c\\u{7}");
    }

    #[test]
    fn what_stands_before_the_at_of_a_url_is_hidden() {
        assert_eq!(
            without_userinfo("tcp://me:x@y@host:1/a, http://b.c/d@e"),
            "tcp://[secret]@host:1/a, http://b.c/d@e"
        );
        assert_eq!(without_userinfo("no url, me@example.com"), "no url, me@example.com");
        assert_eq!(without_userinfo("://"), "://");
    }

    #[test]
    fn a_chain_begins_with_what_was_attempted() {
        #[derive(Debug, thiserror::Error)]
        #[error("cannot connect")]
        struct Unconnected(#[source] std::io::Error);
        let error = Unconnected(std::io::Error::other("no route"));
        assert_eq!(chain(&error), "cannot connect: no route");
    }

    #[test]
    fn excerpts_count_characters() {
        assert_eq!(excerpt("äöü", 3), "äöü");
        assert_eq!(excerpt("äöüß", 3), "äöü…");
    }
}
