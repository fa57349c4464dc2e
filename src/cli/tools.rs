//! `toolhub tools`: what a model would see.

mod markdown;

use std::{io::Write as _, process::ExitCode};

use super::{
    out::{self, HEADING, NAME, QUIET, TYPE},
    runtime, signature,
};
use crate::{app, config::Config, dispatch::Registry, tool::Entry, toolset::Toolset};

/// List the tools that are switched on
///
/// With --json, prints an array of exactly what `tools/list` sends: names,
/// titles, whole descriptions, schemas and annotations.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Print what `tools/list` sends
    #[arg(long)]
    json: bool,

    /// Print the reference as Markdown
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut config = Config::from_process()?;
    if !args.markdown {
        config = runtime::one_thread(async { Ok(app::offered(config).await) })?;
    }
    let registry = app::registry(&config)?;
    let mut out = out::stdout();
    if args.json {
        let listed: Vec<_> = registry.tools().iter().map(Entry::listed).collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&listed)?)?;
    } else if args.markdown {
        markdown::write(&mut out, &registry)?;
    } else {
        for toolset in config.toolsets {
            print_toolset(&mut out, &registry, toolset)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print_toolset(
    out: &mut impl std::io::Write,
    registry: &Registry,
    toolset: Toolset,
) -> std::io::Result<()> {
    let tools = registry.tools().iter().map(Entry::facts);
    writeln!(out, "{HEADING}{}{HEADING:#}", toolset.as_str())?;
    for facts in tools.filter(|facts| facts.toolset == toolset) {
        writeln!(out, "  {NAME}{}{NAME:#}  {QUIET}{}{QUIET:#}", facts.name, facts.title)?;
        writeln!(out, "    {}.", out::first_sentence(&facts.description))?;
        for one in signature::parameters(&facts.input_schema) {
            let optional = if one.required { "" } else { "?" };
            writeln!(out, "      {}{optional}: {TYPE}{}{TYPE:#}", one.name, one.describe())?;
        }
    }
    Ok(())
}
