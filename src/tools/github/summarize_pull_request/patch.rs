//! Windows of patches: the beginning of each, or one file's from line to line.

use super::{
    File, Patch, Summary,
    fetch::{Changed, Pull, file},
};
use crate::{
    text::reveal,
    tool::ToolError,
    tools::github::{
        api::{NAME, login},
        args,
        foreign::{HIDDEN, line},
        next::Next,
    },
};

/// Lines of a patch among others, and of one that is asked for.
const FEW: usize = 25;
const MANY: usize = 200;
/// Characters of a line.
const LINE: usize = 300;
/// The most the API gives at once, and the pages it has.
const FILES: u32 = 100;
const PAGES: u32 = 30;

/// The beginning of a file's patch.
pub(super) fn beginning(changed: &Changed, shown: bool) -> Patch {
    window(changed.patch.as_deref(), shown, 0, FEW)
}

/// The patch of one file, from where `next` says.
pub(super) async fn one(
    pull: &Pull<'_>,
    wanted: &str,
    mut next: Next,
) -> Result<Summary, ToolError> {
    let found = pull.found().await?;
    let author = login(found.author());
    let hidden = args::hidden(pull.github, pull.repository, [author].into()).await?;
    let changed = search(pull, wanted).await?;
    let patch = window(changed.patch.as_deref(), hidden.is_empty(), next.skip(), MANY);
    if next.skip() + patch.given < patch.total_lines {
        next.advance(patch.given);
    }
    Ok(Summary {
        repo: pull.repository.to_string(),
        number: found.number,
        overview: None,
        changed_files: found.changed_files,
        files: vec![File { patch: Some(patch), ..file(&changed) }],
        single: true,
        next,
    })
}

async fn search(pull: &Pull<'_>, path: &str) -> Result<Changed, ToolError> {
    for page in 1..=PAGES {
        let files = pull.files(FILES, page).await?;
        if let Some(changed) = files.value.into_iter().find(|changed| changed.filename == path) {
            return Ok(changed);
        }
        if !files.more {
            break;
        }
    }
    Err(ToolError::NotFound {
        problem: format!("The pull request changes no file {}.", line(path, NAME * 4)),
        next: "Give a path as the list of files shows it; leave file out for the list.".into(),
    })
}

/// `most` lines behind `skip`.
fn window(patch: Option<&str>, shown: bool, skip: usize, most: usize) -> Patch {
    let Some(patch) = patch else { return Patch::default() };
    let total_lines = patch.lines().count();
    if !shown {
        return Patch { first_line: 1, text: HIDDEN.to_owned(), total_lines, given: total_lines };
    }
    let lines: Vec<String> = patch.lines().skip(skip).take(most).map(bounded).collect();
    Patch { first_line: skip + 1, given: lines.len(), text: lines.join("\n"), total_lines }
}

fn bounded(line: &str) -> String {
    let more = line.chars().count().saturating_sub(LINE);
    let shown = reveal(&line.chars().take(LINE).collect::<String>());
    if more == 0 { shown } else { format!("{shown}… {more} more characters") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_counts_what_it_leaves_out() {
        let lines: Vec<String> = (1..=60).map(|number| format!("+line {number}")).collect();
        let patch = lines.join("\n");
        let first = window(Some(&patch), true, 0, FEW);
        assert_eq!((first.first_line, first.given, first.total_lines), (1, FEW, 60));
        let last = window(Some(&patch), true, 58, FEW);
        assert_eq!(last.text, "+line 59\n+line 60");
        assert_eq!(window(None, true, 0, FEW), Patch::default());
        assert_eq!(window(Some(&patch), false, 0, FEW).text, HIDDEN);
    }

    #[test]
    fn a_line_is_bounded_and_hides_nothing() {
        assert_eq!(bounded("+\u{202e}x"), "+\\u{202e}x");
        assert!(bounded(&"x".repeat(LINE + 5)).ends_with("x… 5 more characters"));
    }
}
