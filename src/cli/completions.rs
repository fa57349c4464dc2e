//! `toolhub completions`: what to put into a shell's start-up file.

use std::{io::Write as _, path::Path, process::ExitCode};

use clap::ValueEnum;
use clap_complete::env::{Bash, EnvCompleter, Fish, Zsh};

use super::out;

/// Print the completion script for a shell
///
/// The script asks toolhub itself, so it completes commands, options, tool names
/// and the arguments of each tool.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

const EXAMPLES: &str = "\
Examples:
  echo 'source <(toolhub completions bash)' >> ~/.bashrc
  echo 'source <(toolhub completions zsh)' >> ~/.zshrc
  echo 'toolhub completions fish | source' >> ~/.config/fish/config.fish";

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let shell: &dyn EnvCompleter = match args.shell {
        Shell::Bash => &Bash,
        Shell::Zsh => &Zsh,
        Shell::Fish => &Fish,
    };
    let mut script = Vec::new();
    shell.write_registration("COMPLETE", "toolhub", "toolhub", &completer()?, &mut script)?;
    out::stdout().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// How the shell calls back: by name when that is how we were called, else by
/// the whole path, as the working directory will have changed.
fn completer() -> anyhow::Result<String> {
    let called = std::env::args_os().next().unwrap_or_default();
    if Path::new(&called).components().count() == 1 {
        return Ok("toolhub".to_owned());
    }
    Ok(std::env::current_exe()?.to_string_lossy().into_owned())
}
