//! `toolhub config`: the variables there are.

use std::{io::Write as _, process::ExitCode};

use super::out::{self, HEADING, NAME, QUIET};
use crate::config::{reference, vars::GROUPS};

/// List the configuration variables
///
/// Each can be set in the environment or in .env, or as NAME_FILE with the path
/// of a file that holds the value.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print the text of .env.example
    #[arg(long, conflicts_with = "markdown")]
    env_example: bool,

    /// Print the reference as Markdown
    #[arg(long)]
    markdown: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut out = out::stdout();
    if args.env_example {
        write!(out, "{}", reference::env_example())?;
    } else if args.markdown {
        write!(out, "{}", reference::markdown())?;
    } else {
        for group in GROUPS {
            writeln!(out, "{HEADING}{}{HEADING:#}", group.title)?;
            for var in group.vars {
                let unset = plain(&var.default.to_string());
                writeln!(out, "  {NAME}{}{NAME:#}  {QUIET}unset: {unset}{QUIET:#}", var.name)?;
                writeln!(out, "      {}", plain(var.doc))?;
                writeln!(out, "      {QUIET}values: {}{QUIET:#}", plain(var.shape))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Without Markdown's code marks.
fn plain(text: &str) -> String {
    text.replace('`', "")
}
