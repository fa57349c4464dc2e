//! The hosts on this machine: whether they have an entry of toolhub, and whether
//! what it names is there and answers.

use std::{path::Path, time::Duration};

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{Checklist, Ground, child, program::is_program, stdio, talk::Era};
use crate::{
    about,
    backend::Web,
    cli::install::{
        found::{self, Connection, Found, State, Target},
        host::Scope,
    },
};

/// How long a server at a URL may take.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) async fn entries(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let files = found::files(&ground.sources);
    let mut looked = Vec::new();
    for found in &files {
        let who = format!("{} ({})", found.host.title, found.file.display());
        match &found.state {
            State::NoFile => {}
            State::Unreadable(why) => {
                list.fail(&format!("{who}: {why}"))?;
                list.cure("correct the file: the host reads nothing of it as it is");
            }
            State::Entries(ours) if ours.is_empty() && found.scope == Scope::User => {
                list.note(&format!("{who}: no entry of toolhub"))?;
                list.cure(&format!("`toolhub install {}` adds one", found.host.id));
            }
            State::Entries(ours) => looked.extend(ours.iter().map(|one| look(ground, found, one))),
        }
    }
    let mut is_quiet = looked.is_empty() && list.is_empty();
    for seen in join_all(looked).await {
        is_quiet = false;
        seen?.into_iter().for_each(|finding| list.take(finding));
    }
    if is_quiet {
        list.note("no host has a file here")?;
        list.cure("`toolhub install` lists the hosts and their files");
    }
    Ok(())
}

/// One entry; findings of their own, as entries are looked at side by side.
async fn look(
    ground: &Ground,
    found: &Found,
    one: &Connection,
) -> anyhow::Result<Vec<super::Finding>> {
    let mut list = Checklist::keeping();
    let who = format!("{}: the entry {}", found.host.title, crate::text::excerpt(&one.name, 60));
    let again = format!("`toolhub install {}` writes it anew", found.host.id);
    match &one.target {
        Target::Unknown => {
            list.fail(&format!("{who} names neither a command nor a URL"))?;
            list.cure(&again);
        }
        Target::Url(url) => remote(&mut list, &who, url, found.scope).await?,
        Target::Command { program, arguments, .. } => {
            let path = Path::new(program);
            if !path.is_absolute() {
                list.note(&format!("{who} starts {program}, which is no absolute path"))?;
                list.cure(&format!("a host may not have your PATH: {again}"));
            } else if !is_program(path) {
                list.fail(&format!("{who} starts {program}, which is no program"))?;
                list.cure(&again);
            } else {
                start(ground, &mut list, &who, (path, arguments), found.scope).await?;
            }
        }
    }
    Ok(list.into_findings())
}

/// Starts what an entry names, if it is the user's own word and another program
/// than this one.
async fn start(
    ground: &Ground,
    list: &mut Checklist,
    who: &str,
    (path, arguments): (&Path, &[String]),
    scope: Scope,
) -> anyhow::Result<()> {
    let is_this = path.canonicalize().ok().is_some_and(|path| Some(path) == ground.program);
    let program = path.display();
    if is_this && arguments.is_empty() {
        return list.ok(&format!("{who} starts this program"));
    }
    if scope == Scope::Project {
        list.note(&format!("{who} starts {program}; a project's word is not tried"))?;
        list.cure("read the project's file before you let a host start what it names");
        return Ok(());
    }
    let heard = child::converse(path, arguments, Era::Legacy).await;
    stdio::report(list, &format!("{who} starts {program}"), &heard)?;
    if let Ok(answer) = &heard.answer
        && answer.server.version != about::VERSION
    {
        let (other, this) = (&answer.server.version, about::VERSION);
        list.note(&format!("{who} starts version {other}; this is {this}"))?;
        list.cure("remove the older one, or let the entry name this program");
    }
    Ok(())
}

/// Asks the server of an entry whether it is there.
async fn remote(list: &mut Checklist, who: &str, url: &str, scope: Scope) -> anyhow::Result<()> {
    if scope == Scope::Project {
        return list.ok(&format!("{who} leads to {url}"));
    }
    let base = url.strip_suffix("/mcp").unwrap_or(url);
    let answered = async { Web::new(base, PATIENCE)?.get("/healthz").await };
    match answered.await {
        Ok(_) => list.ok(&format!("{who} leads to {url}, which answers")),
        Err(error) => {
            list.fail(&format!("{who} leads to {url}: {:#}", anyhow::Error::new(error)))?;
            list.cure("start that server, or correct the URL");
            Ok(())
        }
    }
}

/// The files and entries for a bundle: names of variables, and of arguments only
/// what cannot be a value.
pub(super) fn summary(ground: &Ground) -> Vec<Value> {
    let files = found::files(&ground.sources).into_iter();
    let there = files.filter(|found| !matches!(found.state, State::NoFile));
    there
        .map(|found| {
            let (entries, problem) = match &found.state {
                State::Entries(ours) => (ours.iter().map(entry).collect(), None),
                State::Unreadable(why) => (Vec::new(), Some(why.clone())),
                State::NoFile => (Vec::new(), None),
            };
            let (host, file) = (found.host.id, found.file.display().to_string());
            json!({ "host": host, "file": file, "entries": entries, "problem": problem })
        })
        .collect()
}

fn entry(one: &Connection) -> Value {
    match &one.target {
        Target::Command { program, arguments, variables } => {
            let arguments: Vec<&str> = arguments.iter().map(|argument| flag(argument)).collect();
            json!({
                "name": one.name, "command": program, "arguments": arguments, "variables": variables
            })
        }
        Target::Url(url) => json!({ "name": one.name, "url": url }),
        Target::Unknown => json!({ "name": one.name }),
    }
}

/// The name of an option; of anything else nothing.
fn flag(argument: &str) -> &str {
    let name = argument.split('=').next().unwrap_or_default();
    if name.starts_with("--") { name } else { "[value]" }
}

#[cfg(test)]
mod tests {
    use super::flag;

    #[test]
    fn what_may_be_secret_in_an_entry_is_left_out() {
        assert_eq!(
            ["--http", "--token=abc", "abc", "-e"].map(flag),
            ["--http", "--token", "[value]", "[value]"]
        );
    }
}
