//! `toolhub doctor`: what is wrong here, and what to do about it.

mod bundle;
mod child;
mod clock;
mod database;
mod edge;
mod files;
mod github;
mod ground;
mod hosts;
mod list;
mod port;
mod print;
mod program;
mod redact;
mod sandbox;
mod settings;
mod stdio;
mod talk;

use std::{path::PathBuf, process::ExitCode, time::Duration};

use futures_util::{StreamExt as _, future::LocalBoxFuture, stream::FuturesOrdered};
use serde::Serialize;
use tokio::time::{Instant, timeout};
use tracing::level_filters::LevelFilter;

use super::{
    checklist::{Checklist, Finding, Level},
    out, runtime,
};
use crate::telemetry::log;
use ground::Ground;
use print::Tally;

pub(super) use port::{base_url, reason};

/// Find out what is wrong, and what to do about it
///
/// Looks at the program, the configuration, the files, both transports, the
/// databases, the sandbox, GitHub and the hosts on this machine, all at once. One
/// line for each finding, a cure where something is wrong, never a secret. Exits
/// with 1 when something does not work.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    /// Print the findings as JSON
    #[arg(long, conflicts_with = "bundle")]
    json: bool,

    /// Write everything worth attaching to a bug report into FILE, without secrets
    #[arg(long, value_name = "FILE.json")]
    bundle: Option<PathBuf>,

    /// Replace FILE if it is there
    #[arg(long, requires = "bundle")]
    force: bool,
}

const EXAMPLES: &str = "\
Examples:
  toolhub doctor
  toolhub doctor --json | jq '.findings[] | select(.level == \"fail\")'
  toolhub doctor --bundle report.json";

/// How long one check may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// One thing to look at.
struct Check {
    /// Its name in `--json` and in docs/troubleshooting.md.
    id: &'static str,
    look: Look,
}

/// How a check finds out.
enum Look {
    /// From what is known already.
    See(See),
    /// From something that may take its time.
    Ask(Ask),
}

type See = fn(&Ground, &mut Checklist) -> anyhow::Result<()>;
type Ask = for<'a> fn(&'a Ground, &'a mut Checklist) -> LocalBoxFuture<'a, anyhow::Result<()>>;

/// What a check found.
struct Report {
    group: &'static str,
    id: &'static str,
    findings: Vec<Finding>,
}

/// A finding as programs read it.
#[derive(Debug, Serialize)]
struct Row<'a> {
    group: &'static str,
    check: &'static str,
    level: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cure: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<&'a str>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let bundle = args.bundle.as_deref().map(|file| bundle::target(file, args.force)).transpose()?;
    let ground = Ground::survey();
    if let Ok(config) = &ground.config {
        log::init(&config.log, LevelFilter::OFF);
    }
    runtime::one_thread(async {
        let started = Instant::now();
        let mut reports = Vec::new();
        let mut looking: FuturesOrdered<_> = list::checks().map(|one| look(&ground, one)).collect();
        let mut printer = (!args.json).then(|| print::Printer::new(out::stdout()));
        while let Some(report) = looking.next().await {
            if let Some(printer) = &mut printer {
                printer.report(&report)?;
            }
            reports.push(report);
        }
        let tally = Tally::of(&reports);
        match &mut printer {
            Some(printer) => printer.end(&tally, started.elapsed())?,
            None => print::json(&mut out::stdout(), &reports, &tally)?,
        }
        if let Some(target) = bundle {
            let written = bundle::write(target, &ground, &reports).await?;
            print::bundle(&mut out::stdout(), &written)?;
        }
        Ok(tally.exit_code())
    })
}

/// Looks at one thing, for a bounded time.
async fn look(ground: &Ground, (group, check): (&'static str, &'static Check)) -> Report {
    let mut list = Checklist::keeping();
    let looked = match check.look {
        Look::See(see) => Ok(see(ground, &mut list)),
        Look::Ask(ask) => timeout(PATIENCE, ask(ground, &mut list)).await,
    };
    let seconds = PATIENCE.as_secs();
    match looked {
        Ok(Ok(())) => {}
        // Kept findings cannot fail to be written: what fails is the check itself.
        Ok(Err(error)) => {
            let _ = list.fail(&format!("{}: cannot be looked at: {error:#}", check.id));
            list.cure("run `toolhub doctor` as the user that runs toolhub");
        }
        Err(_) => {
            let _ = list.fail(&format!("{}: no answer within {seconds} s", check.id));
            list.cure(
                "see what holds it up: a file system that hangs, a network that swallows packets",
            );
        }
    }
    let findings = list.into_findings().into_iter().map(|finding| ground.redact(finding)).collect();
    Report { group, id: check.id, findings }
}

impl Report {
    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.findings.iter().map(|finding| Row {
            group: self.group,
            check: self.id,
            level: finding.level.as_str(),
            text: &finding.text,
            cure: finding.cure.as_deref(),
            block: finding.block.as_deref(),
        })
    }
}
