//! `toolhub seed`: generated orders to try things with.

mod progress;

use std::{io::Write as _, process::ExitCode, time::Instant};

use indicatif::HumanCount;
use tracing::level_filters::LevelFilter;

use super::{out, runtime};
use crate::{app::App, backend::seed, config::Config, telemetry::log};
use progress::Progress;

/// Fill the order database with generated orders
///
/// Fills up to N, the same on every machine: running it again adds nothing, and
/// a run that was interrupted goes on where it stopped.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Example:\n  toolhub seed --orders 1000000")]
pub(super) struct Args {
    /// How many orders to make
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    orders: u64,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let config = Config::from_process()?;
    log::init(&config.log, LevelFilter::WARN);
    let started = Instant::now();
    let mut progress = Progress::new(args.orders);
    let report = runtime::one_thread(async {
        let app = App::start(config).await?;
        Ok(seed::seed(&app.backends.database, args.orders, |done| progress.at(done)).await?)
    })?;
    progress.finish();
    writeln!(
        out::stdout(),
        "{} orders added in {:.1} s; {} are there now",
        HumanCount(report.added),
        started.elapsed().as_secs_f64(),
        HumanCount(report.orders)
    )?;
    Ok(ExitCode::SUCCESS)
}
