//! What CI says of a commit: check runs (Actions and other apps) and commit
//! statuses (the older way), as one list.

mod fetch;

pub(super) use fetch::{checks, denied, is_failure};

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

/// What a check came to; the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Verdict {
    /// It did not pass.
    Failed,
    /// It is not over.
    Pending,
    /// It passed.
    Passed,
    /// It was not needed.
    Skipped,
}

/// One check of a commit.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Check {
    /// Its name.
    pub(super) name: String,
    /// What it came to.
    pub(super) verdict: Verdict,
    /// GitHub's own word for that.
    pub(super) status: String,
    /// The workflow run behind it, for explain_ci_failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) run_id: Option<u64>,
    /// What it says of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<String>,
}

/// All checks of a commit.
#[derive(Debug, Default)]
pub(super) struct Checks {
    /// The worst first, then by name.
    pub(super) all: Vec<Check>,
    /// Whether there are more than were read.
    pub(super) incomplete: bool,
    /// What the credential may not see.
    pub(super) unseen: Vec<String>,
}

/// How many checks there are of each verdict.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Counts {
    /// Did not pass.
    pub(super) failed: usize,
    /// Are not over.
    pub(super) pending: usize,
    /// Passed.
    pub(super) passed: usize,
    /// Were not needed.
    pub(super) skipped: usize,
}

impl Checks {
    pub(super) fn counts(&self) -> Counts {
        let count = |verdict| self.all.iter().filter(|check| check.verdict == verdict).count();
        Counts {
            failed: count(Verdict::Failed),
            pending: count(Verdict::Pending),
            passed: count(Verdict::Passed),
            skipped: count(Verdict::Skipped),
        }
    }
}

impl Counts {
    /// In one word: `failed`, `pending`, `passed` or `none`.
    pub(super) const fn verdict(&self) -> &'static str {
        match self {
            Self { failed: 1.., .. } => "failed",
            Self { pending: 1.., .. } => "pending",
            Self { passed: 0, skipped: 0, .. } => "none",
            Self { .. } => "passed",
        }
    }

    /// `2 failed, 1 pending, 5 passed, 0 skipped`.
    pub(super) fn words(&self) -> String {
        let Self { failed, pending, passed, skipped } = self;
        format!("{failed} failed, {pending} pending, {passed} passed, {skipped} skipped")
    }
}

impl Check {
    /// As a line of a list.
    pub(super) fn write(&self, text: &mut String) {
        // Writing to a String cannot fail.
        let _ = write!(text, "\n{} | {}", self.status, self.name);
        if let Some(run_id) = self.run_id {
            let _ = write!(text, " | run_id {run_id}");
        }
        if let Some(summary) = &self.summary {
            let _ = write!(text, " | {summary}");
        }
    }
}

/// The words for what may not be seen and what was not read.
pub(super) fn write_gaps(text: &mut String, unseen: &[String], incomplete: bool) {
    for unseen in unseen {
        // Writing to a String cannot fail.
        let _ = write!(text, "\nNOT SEEN: {unseen}");
    }
    if incomplete {
        text.push_str("\nINCOMPLETE: there are more checks than were read");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_decides() {
        let verdict = |failed, pending, passed, skipped| {
            Counts { failed, pending, passed, skipped }.verdict()
        };
        assert_eq!(verdict(1, 1, 1, 1), "failed");
        assert_eq!(verdict(0, 1, 9, 0), "pending");
        assert_eq!(verdict(0, 0, 1, 1), "passed");
        assert_eq!(verdict(0, 0, 0, 0), "none");
    }
}
