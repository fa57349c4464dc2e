//! `toolhub seed`: generated orders to try things with.

mod progress;

use std::{io::Write as _, process::ExitCode, time::Instant};

use indicatif::HumanCount;
use tracing::level_filters::LevelFilter;

use super::runtime;
use crate::{app::App, backend::seed, config::Config, telemetry::log};
use progress::Progress;

/// Fill the order database with generated orders
///
/// The same number always makes the same orders. Orders that are there already
/// are kept.
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
    let progress = Progress::new(args.orders);
    runtime::one_thread(async {
        let app = App::start(config).await?;
        seed::seed(&app.backends.database, args.orders, |done| progress.at(done)).await?;
        Ok(())
    })?;
    progress.finish();
    writeln!(
        anstream::stderr(),
        "{} orders in {:.1} s",
        HumanCount(args.orders),
        started.elapsed().as_secs_f64()
    )?;
    Ok(ExitCode::SUCCESS)
}
