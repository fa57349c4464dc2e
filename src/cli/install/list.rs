//! `toolhub install` without a host: which there are, and where their files lie.

use std::{io::Write as _, process::ExitCode};

use super::{
    found::{self, Connection, State, Target},
    host::Scope,
};
use crate::{
    cli::out::{self, BAD, HEADING, NAME, QUIET},
    config::Sources,
};

pub(super) fn print(sources: &Sources) -> anyhow::Result<ExitCode> {
    let mut out = out::stdout();
    let mut last = "";
    for found in found::files(sources) {
        if last != found.host.id {
            writeln!(out, "{NAME}{}{NAME:#}  {QUIET}{}{QUIET:#}", found.host.id, found.host.title)?;
            last = found.host.id;
        }
        let scope = match found.scope {
            Scope::User => "user",
            Scope::Project => "project",
        };
        write!(out, "  {scope:<8} {}  ", found.file.display())?;
        match &found.state {
            State::NoFile => writeln!(out, "{QUIET}not there{QUIET:#}"),
            State::Unreadable(why) => writeln!(out, "{BAD}{why}{BAD:#}"),
            State::Entries(ours) if ours.is_empty() => writeln!(out, "{QUIET}no toolhub{QUIET:#}"),
            State::Entries(ours) => writeln!(out, "{}", connections(ours)),
        }?;
    }
    writeln!(
        out,
        "\n{HEADING}Next{HEADING:#}\n  toolhub install claude-code    shows the change and asks before it writes"
    )?;
    Ok(ExitCode::SUCCESS)
}

fn connections(ours: &[Connection]) -> String {
    let one = |connection: &Connection| match &connection.target {
        Target::Command { program, .. } => format!("{} -> {program}", connection.name),
        Target::Url(url) => format!("{} -> {url}", connection.name),
        Target::Unknown => connection.name.clone(),
    };
    ours.iter().map(one).collect::<Vec<_>>().join(", ")
}
