//! `toolhub health`: is the server of this configuration ready? For the health
//! check of a container, which then needs no other program.

use std::{io::Write as _, process::ExitCode, time::Duration};

use anyhow::{Context as _, bail};

use super::{
    doctor::{base_url, reason},
    out, runtime,
};
use crate::{backend::Web, config::Config, text::without_userinfo};

/// Ask the running server whether it is ready
///
/// Asks /readyz at HTTP_HOST:HTTP_PORT (a server on every interface at loopback)
/// and exits with 0 when calls would succeed now, else with 1. Needs no token and
/// opens no database.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    /// Ask the server at this URL instead of the configured one
    #[arg(long)]
    url: Option<String>,

    /// Ask /healthz: whether the process runs, whatever its database does
    #[arg(long)]
    live: bool,
}

const EXAMPLES: &str = "\
Examples:
  toolhub health
  toolhub health --url https://tools.example.com
  HEALTHCHECK CMD [\"toolhub\", \"health\"]";

/// A server that takes longer is not ready.
const PATIENCE: Duration = Duration::from_secs(3);

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let base = match &args.url {
        Some(url) => {
            let url = url.trim_end_matches('/');
            url.strip_suffix("/mcp").unwrap_or(url).to_owned()
        }
        None => base_url(&Config::from_process()?.http),
    };
    let (path, word) = if args.live { ("/healthz", "alive") } else { ("/readyz", "ready") };
    let shown = without_userinfo(&base);
    let answer = runtime::one_thread(async {
        let web = Web::new(&base, PATIENCE)?;
        web.get(path).await.with_context(|| format!("{shown} is not {word}"))
    })?;
    if answer.status != 200 {
        bail!("{shown} is not {word}: {}", reason(&answer));
    }
    writeln!(out::stdout(), "{word}")?;
    Ok(ExitCode::SUCCESS)
}
