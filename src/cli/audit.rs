//! `toolhub audit`: what was changed, by whom, and whether the log is whole.

use std::{io::Write as _, process::ExitCode};

use clap::Subcommand;
use indicatif::HumanCount;
use jiff::Timestamp;
use tracing::level_filters::LevelFilter;

use super::{
    out::{self, BAD, NAME, QUIET},
    runtime,
};
use crate::{
    app::App,
    backend::{
        Ledger,
        ledger::{AuditFilter, AuditRecord, Point, Verified},
    },
    config::Config,
    telemetry::log,
    text::inline,
};

/// Read and verify the audit log
///
/// Every call that changed something, was declined by its user, or was refused
/// for lack of rights has an entry, chained by its hash to the entry before.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the latest entries that pass the filters, oldest first
    List {
        #[command(flatten)]
        filter: Filter,
        /// How many entries
        #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
        last: u32,
    },
    /// Write every entry that passes the filters as a line of JSON
    Export {
        #[command(flatten)]
        filter: Filter,
    },
    /// Check that no entry was altered, removed or written anew
    ///
    /// Prints the last entry as NUMBER:HASH. Kept somewhere else and given back
    /// as --anchor later, it shows even a log that was rewritten as a whole. The
    /// exit code is 1 when the log is broken.
    Verify {
        /// An entry as an earlier `verify` printed it
        #[arg(long, value_name = "NUMBER:HASH")]
        anchor: Option<Point>,
    },
}

#[derive(Debug, clap::Args)]
struct Filter {
    /// Only entries from this time on, such as 2026-01-31T00:00:00Z
    #[arg(long, value_name = "TIME")]
    since: Option<Timestamp>,
    /// Only entries before this time
    #[arg(long, value_name = "TIME")]
    until: Option<Timestamp>,
    /// Only entries of this caller
    #[arg(long, value_name = "NAME")]
    caller: Option<String>,
    /// Only entries of this tool
    #[arg(long, value_name = "NAME")]
    tool: Option<String>,
    /// Only entries with this outcome
    #[arg(long, value_parser = ["done", "started", "not_done", "unknown", "forbidden"])]
    outcome: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  toolhub audit list --tool refund_order --since 2026-01-01T00:00:00Z
  toolhub audit export --caller token > audit.jsonl
  toolhub audit verify";

/// Entries read at a time.
const PAGE: u32 = 1_000;

pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let config = Config::from_process()?;
    log::init(&config.log, LevelFilter::WARN);
    runtime::one_thread(async {
        let app = App::start(config).await?;
        let ledger = &app.backends.ledger;
        match args.command {
            Command::List { filter, last } => list(ledger, &filter.into(), last).await,
            Command::Export { filter } => export(ledger, &filter.into()).await,
            Command::Verify { anchor } => verify(ledger, anchor.as_ref()).await,
        }
    })
}

async fn list(ledger: &Ledger, filter: &AuditFilter, last: u32) -> anyhow::Result<ExitCode> {
    let start = ledger.before_last(filter, last).await?;
    let mut out = out::stdout();
    for record in ledger.entries(filter, start, last).await? {
        writeln!(out, "{}", line(&record))?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn export(ledger: &Ledger, filter: &AuditFilter) -> anyhow::Result<ExitCode> {
    let mut out = out::stdout();
    let mut after = 0;
    loop {
        let page = ledger.entries(filter, after, PAGE).await?;
        for record in &page {
            writeln!(out, "{}", serde_json::to_string(record)?)?;
        }
        match page.last() {
            Some(record) if page.len() == PAGE as usize => after = record.seq,
            _ => return Ok(ExitCode::SUCCESS),
        }
    }
}

async fn verify(ledger: &Ledger, anchor: Option<&Point>) -> anyhow::Result<ExitCode> {
    let bar = indicatif::ProgressBar::new_spinner().with_message("entries checked");
    let verified = ledger.verify(anchor, |done| bar.set_position(done)).await?;
    bar.finish_and_clear();
    let mut out = out::stdout();
    match verified {
        Verified::Whole(end) => {
            let count = HumanCount(end.seq);
            writeln!(out, "{NAME}ok{NAME:#}    {count} entries, each as it was written")?;
            writeln!(out, "      the last one is {end}")?;
            Ok(ExitCode::SUCCESS)
        }
        Verified::Broken(broken) => {
            writeln!(out, "{BAD}FAIL{BAD:#}  {broken}")?;
            Ok(ExitCode::FAILURE)
        }
    }
}

fn line(record: &AuditRecord) -> String {
    let AuditRecord { seq, at, principal, tool, outcome, decision, .. } = record;
    let detail = record.detail.as_ref().map(|detail| format!(" ({detail})")).unwrap_or_default();
    let decision =
        if decision == "none" { String::new() } else { format!(" {QUIET}by{QUIET:#} {decision}") };
    format!(
        "{QUIET}{seq:>6} {at}{QUIET:#} {} {NAME}{}{NAME:#} {outcome}{detail}{decision} {QUIET}{}{QUIET:#}",
        inline(principal),
        inline(tool),
        inline(&record.arguments),
    )
}

impl From<Filter> for AuditFilter {
    fn from(filter: Filter) -> Self {
        let Filter { since, until, caller, tool, outcome } = filter;
        Self { since, until, principal: caller, tool, outcome }
    }
}
