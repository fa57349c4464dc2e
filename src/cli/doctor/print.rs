//! Findings for people, and the same for programs.

use std::{io::Write, process::ExitCode, time::Duration};

use serde_json::json;

use super::{Finding, Level, Report, Row, bundle::Written};
use crate::cli::{
    out::{BAD, HEADING, NAME, Out, QUIET, TYPE},
    version,
};

/// How many findings there are of each level.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    ok: usize,
    notes: usize,
    failed: usize,
}

impl Tally {
    pub(super) fn of(reports: &[Report]) -> Self {
        let mut tally = Self::default();
        for finding in reports.iter().flat_map(|report| &report.findings) {
            match finding.level {
                Level::Ok => tally.ok += 1,
                Level::Note => tally.notes += 1,
                Level::Fail => tally.failed += 1,
            }
        }
        tally
    }

    pub(super) const fn exit_code(self) -> ExitCode {
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Prints reports as they come.
pub(super) struct Printer {
    out: Out,
    group: &'static str,
}

impl Printer {
    pub(super) const fn new(out: Out) -> Self {
        Self { out, group: "" }
    }

    pub(super) fn report(&mut self, report: &Report) -> anyhow::Result<()> {
        if report.group != self.group {
            self.group = report.group;
            writeln!(self.out, "{HEADING}{}{HEADING:#}", report.group)?;
        }
        report.findings.iter().try_for_each(|finding| self.finding(finding))
    }

    fn finding(&mut self, finding: &Finding) -> anyhow::Result<()> {
        let (out, text) = (&mut self.out, &finding.text);
        match finding.level {
            Level::Ok => writeln!(out, "  {NAME}ok{NAME:#}    {text}")?,
            Level::Note => writeln!(out, "  {TYPE}note{TYPE:#}  {text}")?,
            Level::Fail => writeln!(out, "  {BAD}FAIL{BAD:#}  {text}")?,
        }
        if let Some(cure) = &finding.cure {
            writeln!(out, "        {QUIET}cure:{QUIET:#} {cure}")?;
        }
        for line in finding.block.iter().flat_map(|block| block.lines()) {
            writeln!(out, "          {line}")?;
        }
        Ok(())
    }

    pub(super) fn end(&mut self, tally: &Tally, took: Duration) -> anyhow::Result<()> {
        let Tally { ok, notes, failed } = tally;
        let seconds = took.as_secs_f64();
        writeln!(self.out, "\n{failed} failed, {notes} noted, {ok} in order, in {seconds:.1} s")?;
        Ok(self.out.flush()?)
    }
}

/// Everything as one object.
pub(super) fn json(out: &mut impl Write, reports: &[Report], tally: &Tally) -> anyhow::Result<()> {
    let findings: Vec<Row> = reports.iter().flat_map(Report::rows).collect();
    let all = json!({ "toolhub": version::SHORT, "ok": tally.failed == 0, "findings": findings });
    writeln!(out, "{all:#}")?;
    Ok(())
}

/// What a bundle holds and where it is.
pub(super) fn bundle(out: &mut impl Write, written: &Written) -> anyhow::Result<()> {
    writeln!(
        out,
        "\n{HEADING}bundle{HEADING:#}\n  {NAME}{}{NAME:#}, {} bytes: {}\n  Values of secrets and \
         the name of your home directory are not in it; read it before you send it.",
        written.path.display(),
        written.bytes,
        written.parts.join(", ")
    )?;
    Ok(())
}
