//! A pull request in words.

use std::fmt::Write as _;

use super::{CheckSummary, File, Overview, Patch, Review, Summary};
use crate::{
    tool::Output,
    tools::github::{checks::write_gaps, foreign::quote},
};

impl Output for Summary {
    fn text(&self) -> String {
        let mut text = format!("Pull request #{} of {}", self.number, self.repo);
        if let Some(overview) = &self.overview {
            overview.write(&mut text);
        }
        // Writing to a String cannot fail.
        let _ = match self.files.len() {
            _ if self.single => Ok(()),
            0 => write!(text, "\nNo files on this page."),
            shown => write!(text, "\n{shown} of {} files:", self.changed_files),
        };
        for file in &self.files {
            file.write(&mut text, self.single);
        }
        self.next.write(&mut text);
        text
    }

    fn records(&self) -> usize {
        match self.patch() {
            Some(patch) => patch.given,
            None => self.files.len(),
        }
    }

    fn keep(&mut self, keep: usize) {
        let single = self.single;
        match self.files.first_mut().filter(|_| single).and_then(|file| file.patch.as_mut()) {
            Some(patch) => patch.keep(keep),
            None => self.files.truncate(keep),
        }
        self.next.advance(keep);
    }
}

impl Summary {
    /// The patch whose lines are the records of this summary.
    fn patch(&self) -> Option<&Patch> {
        self.files.first().filter(|_| self.single)?.patch.as_ref()
    }
}

impl Patch {
    fn keep(&mut self, keep: usize) {
        self.text = self.text.lines().take(keep).collect::<Vec<_>>().join("\n");
        self.given = keep;
    }
}

impl Overview {
    fn write(&self, text: &mut String) {
        let list = |names: &[String]| match names {
            [] => "none".to_owned(),
            names => names.join(", "),
        };
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            ", {}: {}\nby {}, {} into {} at {}, mergeable: {}\n{} commits, +{} -{} | labels: {} | \
             reviews asked of: {}",
            self.state,
            self.title,
            self.author,
            self.head,
            self.base,
            self.head_sha,
            self.mergeable_state,
            self.commits,
            self.additions,
            self.deletions,
            list(&self.labels),
            list(&self.reviewers_requested),
        );
        let body = quote(&self.body, usize::MAX);
        let _ = write!(text, "\n{}", if body.is_empty() { "(no text)" } else { &body });
        for Review { reviewer, state, body } in &self.reviews {
            let _ = write!(text, "\n{reviewer} {state}");
            if !body.is_empty() {
                let _ = write!(text, ":\n{}", quote(body, usize::MAX));
            }
        }
        if self.reviews_incomplete {
            text.push_str("\nINCOMPLETE: there are more reviews than were read");
        }
        self.checks.write(text);
    }
}

impl CheckSummary {
    fn write(&self, text: &mut String) {
        // Writing to a String cannot fail.
        let _ = write!(text, "\nchecks {}: {}", self.verdict, self.counts.words());
        for check in &self.failed {
            check.write(text);
        }
        let more = self.counts.failed.saturating_sub(self.failed.len());
        if more > 0 {
            let _ = write!(text, "\nand {more} more that failed: see ci_status");
        }
        write_gaps(text, &self.unseen, self.incomplete);
    }
}

impl File {
    fn write(&self, text: &mut String, single: bool) {
        let Self { path, previous_path, status, additions, deletions, patch } = self;
        // Writing to a String cannot fail.
        let _ = write!(text, "\n{status} {path} +{additions} -{deletions}");
        if let Some(previous) = previous_path {
            let _ = write!(text, " (was {previous})");
        }
        let Some(Patch { first_line, text: lines, total_lines, given }) = patch else { return };
        if *total_lines == 0 {
            text.push_str("\n(no patch: binary, too large or unchanged)");
            return;
        }
        if single {
            let _ = write!(text, "\nlines from {first_line} of {total_lines}");
        }
        let _ = write!(text, "\n{}", quote_lines(lines));
        let more = total_lines.saturating_sub(first_line - 1 + given);
        if more > 0 && !single {
            let _ = write!(text, "\n({more} more lines: call with file={path:?})");
        }
    }
}

/// Lines of code as they are, marked as somebody else's: a patch may hold HTML
/// comments that belong to it.
fn quote_lines(lines: &str) -> String {
    lines.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
}
