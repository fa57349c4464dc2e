//! What a person reads who starts bare `toolhub` on a terminal, where a host
//! would speak the protocol.

use std::{
    io::{self, IsTerminal as _, Write},
    process::ExitCode,
};

use super::out::{self, HEADING, NAME, QUIET};
use crate::{
    app,
    config::{Config, Store},
    dispatch::Registry,
    tool::Entry,
    toolset::Toolset,
};

/// Whether a person, and no host, is at both ends.
pub(super) fn is_wanted() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

pub(super) fn print() -> anyhow::Result<ExitCode> {
    let config = Config::from_process()?;
    let registry = app::registry(&config)?;
    write(&mut out::stdout(), &config, &registry)?;
    Ok(ExitCode::SUCCESS)
}

fn write(out: &mut impl Write, config: &Config, registry: &Registry) -> io::Result<()> {
    writeln!(
        out,
        "{NAME}toolhub{NAME:#} is an MCP server: a host starts it and speaks through stdin and \
         stdout.\n\n{HEADING}What it serves{HEADING:#}"
    )?;
    for toolset in &config.toolsets {
        writeln!(out, "  {:<10} {}", toolset.as_str(), tools(registry, *toolset))?;
    }
    let resources = registry.resources().iter().map(|entry| entry.facts.uri);
    writeln!(out, "  {:<10} {}", "resources", list(resources))?;
    writeln!(out, "  {:<10} {}", "prompts", list(registry.prompts().iter().map(|p| p.facts.name)))?;
    let data = match &config.database.store {
        Store::Sqlite { path, .. } => path.display().to_string(),
        Store::Postgres { .. } => "the PostgreSQL database of DATABASE_URL".to_owned(),
    };
    writeln!(out, "  {:<10} {data}", "data")?;
    write!(
        out,
        "\n{HEADING}Try it{HEADING:#}
  toolhub call get_order order_id=A100
  toolhub call list_orders status=shipped limit=5
  toolhub tools

{HEADING}Connect a host{HEADING:#}
  {NAME}toolhub install{NAME:#}  {QUIET}lists the hosts; with one it shows the change and asks{QUIET:#}
    toolhub install claude-code
    toolhub install cursor --env DATABASE_URL
  Over HTTP                {NAME}export TOOLHUB_API_TOKEN=$(openssl rand -hex 32); toolhub --http{NAME:#}
    toolhub install claude-code --url http://{}:{}/mcp

`toolhub doctor` finds out what is wrong, `toolhub config` lists the settings, `toolhub --help` the rest.
",
        config.http.host, config.http.port
    )
}

fn tools(registry: &Registry, toolset: Toolset) -> String {
    let facts = registry.tools().iter().map(Entry::facts);
    list(facts.filter(|facts| facts.toolset == toolset).map(|facts| &*facts.name))
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
