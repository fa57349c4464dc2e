//! `toolhub sandbox`: the image of the Python sandbox, and what is left of it.

use std::{io::Write as _, process::ExitCode};

use clap::Subcommand;
use tracing::level_filters::LevelFilter;

use super::{check, out, runtime};
use crate::{
    backend::sandbox::{self, Recipe},
    config::Config,
    telemetry::log,
};

/// Make, try or clean up the Python sandbox
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the image TOOLHUB_SANDBOX_IMAGE: Python with NumPy, pandas and Matplotlib
    Build {
        /// Begin with this image instead of the pinned one; it needs Python 3.9 or newer
        #[arg(long, value_name = "IMAGE")]
        base: Option<String>,
        /// What pip installs instead, for instance "polars==1.35.2"; "" for nothing
        #[arg(long, value_name = "REQUIREMENTS")]
        packages: Option<String>,
    },
    /// Prove that the sandbox holds: run code that tries to get out of it
    Check,
    /// Remove every sandbox there is on the daemon, running ones too
    Prune,
}

const EXAMPLES: &str = "\
Examples:
  toolhub sandbox build
  toolhub sandbox build --packages \"numpy polars\"
  toolhub sandbox check";

pub(super) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let config = Config::from_process()?;
    log::init(&config.log, LevelFilter::ERROR);
    let mut out = out::stdout();
    match args.command {
        Command::Build { base, packages } => runtime::one_thread(async {
            let recipe = Recipe { base, packages };
            let mut written = Ok(());
            sandbox::build(&config.sandbox, &recipe, |text| {
                if written.is_ok() {
                    written = write!(out, "{text}");
                }
            })
            .await?;
            written?;
            writeln!(out, "{} is ready; `toolhub sandbox check` tries it", config.sandbox.image)?;
            Ok(ExitCode::SUCCESS)
        }),
        Command::Check => {
            drop(out);
            runtime::one_thread(check::sandbox(&config.sandbox))
        }
        Command::Prune => runtime::one_thread(async {
            let removed = sandbox::prune(&config.sandbox).await??;
            writeln!(out, "{removed} removed")?;
            Ok(ExitCode::SUCCESS)
        }),
    }
}
