//! The command line: one file per command. The edge of the program, where
//! errors become `anyhow` and text goes to a person.

mod audit;
mod call;
mod check;
mod checklist;
mod complete;
mod completions;
mod config;
mod doctor;
mod guide;
mod health;
mod install;
mod out;
mod report;
mod runtime;
mod sandbox;
mod seed;
mod serve;
mod signature;
mod tools;
mod version;

pub use report::report;

use std::process::ExitCode;

use anstyle::AnsiColor;
use clap::{Parser, Subcommand, builder::Styles};

/// One governed MCP server in front of the systems a team already has
///
/// Without a command, toolhub serves the Model Context Protocol on stdin and
/// stdout: that is how a host such as Claude Desktop, Cursor, VS Code or Claude
/// Code starts it. With --http it serves many clients over Streamable HTTP at
/// /mcp. Started by hand on a terminal it prints a short guide instead.
#[derive(Debug, Parser)]
#[command(
    name = "toolhub",
    version = version::SHORT,
    long_version = version::LONG.as_str(),
    after_long_help = EXAMPLES,
    styles = STYLES,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
)]
pub struct Cli {
    /// Serve Streamable HTTP at /mcp on HTTP_HOST:HTTP_PORT instead of stdio
    ///
    /// Needs TOOLHUB_API_TOKEN, or TOOLHUB_AUTH=none on a loopback address.
    /// /healthz, /readyz and /metrics are served beside /mcp. SIGTERM drains.
    #[arg(long)]
    http: bool,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Call(call::Args),
    Tools(tools::Args),
    Check(check::Args),
    Doctor(doctor::Args),
    Health(health::Args),
    Install(install::Args),
    Uninstall(install::RemoveArgs),
    Audit(audit::Args),
    Seed(seed::Args),
    Sandbox(sandbox::Args),
    Config(config::Args),
    Completions(completions::Args),
}

impl Cli {
    /// Runs the command. `Ok` carries the exit code of a command that did its
    /// work; `Err` is for [`report()`].
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            None if self.http => serve::http(),
            None if guide::is_wanted() => guide::print(),
            None => serve::stdio(),
            Some(Command::Call(args)) => call::run(args),
            Some(Command::Tools(args)) => tools::run(&args),
            Some(Command::Check(args)) => check::run(&args),
            Some(Command::Doctor(args)) => doctor::run(&args),
            Some(Command::Health(args)) => health::run(&args),
            Some(Command::Install(args)) => install::run(&args),
            Some(Command::Uninstall(args)) => install::remove(&args),
            Some(Command::Audit(args)) => audit::run(args),
            Some(Command::Seed(args)) => seed::run(&args),
            Some(Command::Sandbox(args)) => sandbox::run(args),
            Some(Command::Config(args)) => config::run(&args),
            Some(Command::Completions(args)) => completions::run(&args),
        }
    }
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Yellow.on_default().bold())
    .usage(AnsiColor::Yellow.on_default().bold())
    .literal(AnsiColor::Green.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default())
    .error(AnsiColor::Red.on_default().bold())
    .valid(AnsiColor::Green.on_default())
    .invalid(AnsiColor::Red.on_default());

const EXAMPLES: &str = "\
Examples:
  toolhub call get_order order_id=A100      Call a tool, as a model would
  toolhub tools                             See what a model sees
  toolhub check                             Validate configuration and backends
  toolhub doctor                            Find out what is wrong, with cures
  toolhub install claude-code               Connect Claude Code
  TOOLHUB_AUTH=none toolhub --http          Serve HTTP on 127.0.0.1:8000

Configuration comes from the environment and from .env in the working directory;
`toolhub config` lists the variables.";

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Cli;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
