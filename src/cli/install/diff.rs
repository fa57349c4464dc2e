//! What would change, as a unified diff. The lines around a change belong to
//! others: secrets in them are not shown.

use std::io::{self, Write};

use similar::{ChangeTag, TextDiff};

use super::secrecy;
use crate::{
    cli::out::{BAD, NAME, TYPE},
    config::sounds_secret,
    text::{HIDDEN, reveal},
};

/// Lines shown around a change.
const CONTEXT: usize = 3;

pub(super) fn write(out: &mut impl Write, before: &str, after: &str) -> io::Result<()> {
    let diff = TextDiff::from_lines(before, after);
    let (old, new) = (shown(diff.old_slices()), shown(diff.new_slices()));
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        writeln!(out, "{TYPE}{}{TYPE:#}", hunk.header())?;
        for change in hunk.iter_changes() {
            let line = match (change.new_index(), change.old_index()) {
                (Some(index), _) => new.get(index),
                (None, index) => index.and_then(|index| old.get(index)),
            };
            let line = line.map(String::as_str).unwrap_or_default();
            match change.tag() {
                ChangeTag::Equal => writeln!(out, " {line}"),
                ChangeTag::Delete => writeln!(out, "{BAD}-{line}{BAD:#}"),
                ChangeTag::Insert => writeln!(out, "{NAME}+{line}{NAME:#}"),
            }?;
        }
    }
    Ok(())
}

/// The lines without secrets, and with nothing in them that a terminal obeys.
fn shown(lines: &[&str]) -> Vec<String> {
    let mut told = String::new();
    lines.iter().map(|line| shown_line(line, &mut told)).collect()
}

/// `told` is what stands before the line, from the beginning of the last string:
/// a key, or an option whose value comes next.
fn shown_line(line: &str, told: &mut String) -> String {
    let mut text = String::new();
    let mut rest = line.trim_end_matches(['\r', '\n']);
    while let Some((start, quote)) =
        rest.char_indices().find(|(_, char)| ['"', '\''].contains(char))
    {
        let (before, quoted) = rest.split_at(start);
        let length = length_of_string(quoted, quote);
        let (string, after) = quoted.split_at(length);
        text.push_str(before);
        told.push_str(before);
        let content = string.trim_matches(quote);
        if hides(told, content) {
            text.extend([quote.to_string().as_str(), HIDDEN, quote.to_string().as_str()]);
        } else {
            text.push_str(string);
        }
        string.clone_into(told);
        rest = after;
    }
    text.push_str(rest);
    told.extend([rest, "\n"]);
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
    text.rsplit(['"', '\'', ' ', '{', ',', '\t', '\n']).next()
}

/// The option, when `text` is a string with one and nothing but a comma behind it.
fn option_before(text: &str) -> Option<&str> {
    let text = text.trim_end().strip_suffix(',')?.trim_end().trim_matches(['"', '\'']);
    (text.starts_with('-') && !text.contains('=')).then_some(text)
}

fn hides(told: &str, value: &str) -> bool {
    let is_reference = value.contains("${") || value.starts_with('$') || value.is_empty();
    let key = key_before(told).filter(|key| !key.contains("env_var"));
    let option = option_before(told).filter(|_| !value.starts_with('-'));
    let named = key.or(option).is_some_and(sounds_secret);
    !is_reference && (named || secrecy::looks_secret(value))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use super::write;

    fn shown(text: &str) -> String {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        super::shown(&lines).join("\n")
    }

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
            r#""args": ["--api-key", "hunter2"]"#,
            "\"args\": [\n  \"--token\",\n  \"hunter2\"\n]",
            r#"args = ["--verbose", "--token=hunter2"]"#,
            r#""args": ["-e", "API_KEY=hunter2"]"#,
            "\"password\":\n  \"hunter2\"",
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
            r#""args": ["--token-file", "/a/b", "--read-token", "--verbose"]"#,
            r#""args": ["-e", "GITHUB_TOKEN", "image"]"#,
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
