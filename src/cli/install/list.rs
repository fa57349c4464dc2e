//! `toolhub install` without a host: which there are, and where their files lie.

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use super::{
    found::{self, Connection, Found, State, Target},
    host::{Host, Scope},
    program,
};
use crate::{
    cli::out::{self, BAD, HEADING, NAME, QUIET},
    config::Sources,
    text::inline,
};

pub(super) fn print(sources: &Sources) -> anyhow::Result<ExitCode> {
    let mut out = out::stdout();
    for found in found::files(sources) {
        match found.scope {
            Scope::User => {
                let missing = if is_here(&found, sources) { "" } else { ", not found here" };
                let Host { id, title, .. } = found.host;
                writeln!(out, "{NAME}{id}{NAME:#}  {QUIET}{title}{missing}{QUIET:#}")?;
                write_file(&mut out, "user", &found)?;
            }
            Scope::Project if matches!(found.state, State::NoFile) => {}
            Scope::Project => write_file(&mut out, "project", &found)?,
        }
    }
    writeln!(
        out,
        "\n{HEADING}Next{HEADING:#}\n  toolhub install claude-code    shows the change, and asks before it writes\n  \
         toolhub uninstall claude-code  takes it out again"
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Whether there are signs of the host: its file, its program, or its folder.
fn is_here(found: &Found, sources: &Sources) -> bool {
    let by_program =
        |program: &str| program::on_search_path(sources, Some(program.as_ref())).is_some();
    let by_folder = || found.file.parent().is_some_and(Path::is_dir);
    let has_file = !matches!(found.state, State::NoFile);
    has_file || found.host.verify.map_or_else(by_folder, |verify| by_program(verify.program))
}

fn write_file(out: &mut impl Write, scope: &str, found: &Found) -> io::Result<()> {
    write!(out, "  {scope:<8} {}  ", found.file.display())?;
    match &found.state {
        State::NoFile => writeln!(out, "{QUIET}not there{QUIET:#}"),
        State::Unreadable(why) => writeln!(out, "{BAD}{why}{BAD:#}"),
        State::Entries(ours) if ours.is_empty() => writeln!(out, "{QUIET}no toolhub{QUIET:#}"),
        State::Entries(ours) => writeln!(out, "{}", connections(ours)),
    }
}

fn connections(ours: &[Connection]) -> String {
    let one = |connection: &Connection| match &connection.target {
        Target::Command { program, .. } => format!("{} -> {program}", connection.name),
        Target::Url(url) => format!("{} -> {url}", connection.name),
        Target::Unknown => connection.name.clone(),
    };
    // Whoever wrote a project's file chose the words.
    inline(&ours.iter().map(one).collect::<Vec<_>>().join(", "))
}
