//! Findings about the set-up: `toolhub check` prints them as they come,
//! `toolhub doctor` keeps them with their cures.

use std::{io::Write as _, process::ExitCode};

use super::out::{self, BAD, HEADING, NAME, Out, QUIET};
use crate::text::without_userinfo;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// As it should be.
    Ok,
    /// Worth knowing; nothing is broken.
    Note,
    /// Something does not work.
    Fail,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) level: Level,
    pub(super) text: String,
    /// What to do about it.
    pub(super) cure: Option<String>,
    /// Lines to copy.
    pub(super) block: Option<String>,
}

/// Where findings go, and whether any of them was a failure.
pub(super) struct Checklist {
    sink: Sink,
    failed: bool,
}

enum Sink {
    Print(Out),
    Keep(Vec<Finding>),
}

impl Level {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Note => "note",
            Self::Fail => "fail",
        }
    }
}

impl Checklist {
    /// Prints findings as they come.
    pub(super) fn printing() -> Self {
        Self { sink: Sink::Print(out::stdout()), failed: false }
    }

    /// Keeps findings for [`Checklist::into_findings`].
    pub(super) const fn keeping() -> Self {
        Self { sink: Sink::Keep(Vec::new()), failed: false }
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        match self.sink {
            Sink::Print(_) => Vec::new(),
            Sink::Keep(findings) => findings,
        }
    }

    /// Whether nothing has been kept.
    pub(super) fn is_empty(&self) -> bool {
        matches!(&self.sink, Sink::Keep(findings) if findings.is_empty())
    }

    /// Keeps what was found elsewhere.
    pub(super) fn take(&mut self, finding: Finding) {
        self.failed |= finding.level == Level::Fail;
        if let Sink::Keep(findings) = &mut self.sink {
            findings.push(finding);
        }
    }

    pub(super) fn heading(&mut self, text: &str) -> anyhow::Result<()> {
        if let Sink::Print(out) = &mut self.sink {
            writeln!(out, "{HEADING}{text}{HEADING:#}")?;
        }
        Ok(())
    }

    pub(super) fn ok(&mut self, text: &str) -> anyhow::Result<()> {
        self.add(Level::Ok, text)
    }

    pub(super) fn note(&mut self, text: &str) -> anyhow::Result<()> {
        self.add(Level::Note, text)
    }

    pub(super) fn fail(&mut self, text: &str) -> anyhow::Result<()> {
        self.failed = true;
        self.add(Level::Fail, text)
    }

    /// What to do about the last finding; said where findings are kept.
    pub(super) fn cure(&mut self, text: &str) {
        if let Some(finding) = self.last() {
            finding.cure = Some(text.to_owned());
        }
    }

    /// Lines to copy, as they are.
    pub(super) fn block(&mut self, text: &str) -> anyhow::Result<()> {
        if let Some(finding) = self.last() {
            finding.block = Some(text.to_owned());
        }
        match &mut self.sink {
            Sink::Print(out) => {
                text.lines().try_for_each(|line| Ok(writeln!(out, "        {line}")?))
            }
            Sink::Keep(_) => Ok(()),
        }
    }

    /// Something failed that has been said already, or says itself.
    pub(super) const fn set_failed(&mut self) {
        self.failed = true;
    }

    pub(super) fn exit_code(&self) -> ExitCode {
        if self.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }

    fn add(&mut self, level: Level, text: &str) -> anyhow::Result<()> {
        match &mut self.sink {
            Sink::Print(out) => {
                let text = without_userinfo(text);
                match level {
                    Level::Ok => writeln!(out, "  {NAME}ok{NAME:#}    {text}")?,
                    Level::Note => writeln!(out, "  {QUIET}--{QUIET:#}    {text}")?,
                    Level::Fail => writeln!(out, "  {BAD}FAIL{BAD:#}  {text}")?,
                }
            }
            Sink::Keep(findings) => {
                let text = text.to_owned();
                findings.push(Finding { level, text, cure: None, block: None });
            }
        }
        Ok(())
    }

    fn last(&mut self) -> Option<&mut Finding> {
        match &mut self.sink {
            Sink::Print(_) => None,
            Sink::Keep(findings) => findings.last_mut(),
        }
    }
}
