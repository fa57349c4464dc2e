//! What would change, as a unified diff. The lines around a change belong to
//! others: secrets in them are not shown.

use std::io::{self, Write};

use similar::{ChangeTag, TextDiff};

use super::secrecy;
use crate::{
    cli::out::{BAD, NAME, TYPE},
    text::reveal,
};

/// Lines shown around a change.
const CONTEXT: usize = 3;

pub(super) fn write(out: &mut impl Write, before: &str, after: &str) -> io::Result<()> {
    let diff = TextDiff::from_lines(before, after);
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        writeln!(out, "{TYPE}{}{TYPE:#}", hunk.header())?;
        for change in hunk.iter_changes() {
            let line = shown(change.value());
            match change.tag() {
                ChangeTag::Equal => writeln!(out, " {line}"),
                ChangeTag::Delete => writeln!(out, "{BAD}-{line}{BAD:#}"),
                ChangeTag::Insert => writeln!(out, "{NAME}+{line}{NAME:#}"),
            }?;
        }
    }
    Ok(())
}

const HIDDEN: &str = "[secret]";

/// The line without secrets, and with nothing in it that a terminal obeys.
fn shown(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line.trim_end_matches(['\r', '\n']);
    while let Some((start, quote)) =
        rest.char_indices().find(|(_, char)| ['"', '\''].contains(char))
    {
        let (before, quoted) = rest.split_at(start);
        let length = length_of_string(quoted, quote);
        let (string, after) = quoted.split_at(length);
        text.push_str(before);
        let content = string.trim_matches(quote);
        if hides(key_before(&text), content) {
            text.extend([quote.to_string().as_str(), HIDDEN, quote.to_string().as_str()]);
        } else {
            text.push_str(string);
        }
        rest = after;
    }
    text.push_str(rest);
    reveal(&text)
}

/// How many bytes of `text` are the string that it begins with.
fn length_of_string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, char) in text.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if char == quote => return at + char.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// The key, when `text` ends with `key:` or `key =`.
fn key_before(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let text = text.strip_suffix([':', '='])?.trim_end().trim_end_matches(['"', '\'']);
    text.rsplit(['"', '\'', ' ', '{', ',', '\t']).next()
}

fn hides(key: Option<&str>, value: &str) -> bool {
    let is_reference = value.contains("${") || value.starts_with('$') || value.is_empty();
    let named = key.is_some_and(|key| secrecy::sounds_secret(key) && !key.contains("env_var"));
    !is_reference && (named || secrecy::looks_secret(value))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use super::{shown, write};

    #[test]
    fn secrets_of_others_are_not_shown() {
        for line in [
            r#"  "API_KEY": "hunter2","#,
            r#"{ "a": 1, "env": { "github_token": "hunter2" } }"#,
            r#""args": ["--header", "Authorization: Bearer hunter2"]"#,
            r#""url": "postgres://me:hunter2@host/db","#,
            r#""x": "ghp_hunter2""#,
            r#"env = { PASSWORD = "hunter2" }"#,
            r"secret = 'hunter2'",
            r#""password": "hun\"hunter2"#,
        ] {
            let shown = shown(line);
            assert!(!shown.contains("hunter2") && shown.contains("[secret]"), "{shown}");
        }
        for line in [
            r#""GITHUB_TOKEN": "${GITHUB_TOKEN}""#,
            r#""GITHUB_TOKEN_FILE": "/a/b""#,
            r#"bearer_token_env_var = "NAME""#,
            r#""command": "it's", // don't"#,
            r#""password": true"#,
        ] {
            assert_eq!(shown(line), line);
        }
    }

    #[test]
    fn a_terminal_obeys_nothing_in_it() {
        assert_eq!(shown("// \u{1b}[2J\r\n"), "// \\u{1b}[2J");
    }

    #[test]
    fn a_change_is_shown_with_what_is_around_it() {
        let mut out = Vec::new();
        write(&mut out, "1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\nfive\n6\n").unwrap();
        let text = anstream::adapter::strip_str(str::from_utf8(&out).unwrap()).to_string();
        insta::assert_snapshot!(text, @"
        @@ -2,5 +2,5 @@
         2
         3
         4
        -5
        +five
         6
        ");
    }
}
