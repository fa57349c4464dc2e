//! `toolhub install`: an entry for toolhub in a host's file.

mod change;
mod diff;
mod document;
mod entry;
pub(super) mod found;
pub(super) mod host;
mod hosts;
mod link;
mod list;
mod place;
mod places;
mod program;
mod remove;
mod save;
mod secrecy;
mod server;
mod settings;

use std::{io::Write as _, process::ExitCode};

use anyhow::{Context as _, bail};
use clap_complete::{ArgValueCandidates, CompletionCandidate};
use serde_json::Value;

use super::out::{self, HEADING, QUIET};
use crate::config::Sources;
use change::{Change, Consent, Outcome};
use entry::Plan;
use host::Host;
use place::Where;
use save::HostFile;
use server::Server;

pub(super) use program::is_of_a_build;
pub(super) use remove::{Args as RemoveArgs, run as remove};

/// Write the entry that connects an AI host to toolhub
///
/// Shows what would change in the host's file and asks before it writes. All
/// else in the file stays as it is, comments and order too, and a copy of what
/// was there is kept beside it. Without a host, lists the hosts and their files.
///
/// The host starts this program, with the settings that --env names and no
/// others. With --url it connects to a toolhub that runs elsewhere. A secret is
/// never written in clear: the entry names the host's own variable or prompt.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    /// The host
    #[arg(value_parser = hosts::parse, add = ArgValueCandidates::new(candidates))]
    host: Option<&'static Host>,

    #[command(flatten)]
    place: Where,

    /// A setting for toolhub; without a value the one that is set here
    #[arg(long, value_name = "NAME[=VALUE]", conflicts_with = "url")]
    env: Vec<String>,

    /// What the host starts instead of this program
    #[arg(long, value_name = "PATH", conflicts_with = "url")]
    command: Option<String>,

    /// Connect to a toolhub that serves HTTP, as https://host/mcp
    #[arg(long)]
    url: Option<String>,

    /// The variable in the host's environment that holds the token for --url
    #[arg(long, value_name = "NAME", default_value = "TOOLHUB_API_TOKEN")]
    token_env: String,

    /// Send no token to --url: it asks for none, or the host signs in by itself
    #[arg(long, conflicts_with = "token_env")]
    no_token: bool,

    /// Print the entry to copy and change nothing
    #[arg(long)]
    print: bool,

    /// Print a link that installs the entry when it is opened (Cursor, VS Code)
    #[arg(long, conflicts_with = "print")]
    link: bool,

    #[command(flatten)]
    consent: Consent,
}

const EXAMPLES: &str = "\
Examples:
  toolhub install                               List the hosts and their files
  toolhub install claude-code                   Show the change, ask, write
  toolhub install cursor --env DATABASE_URL     With a setting that is set here
  toolhub install vscode --scope project        In .vscode/mcp.json
  toolhub install codex --url https://tools.example.com/mcp
  toolhub install cursor --link                 A link to click on";

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let sources = Sources::of_process();
    let Some(host) = args.host else { return list::print(&sources) };
    let server = args.server(&sources)?;
    let path = args.place.file(host, &sources)?;
    let name = args.place.name();
    let folder = args.place.secrets(host, &path, &sources)?;
    let mut plan = entry::plan(host, name, &server, &folder)?;
    plan.notes.extend(server.warnings(&sources));
    plan.notes.extend(args.place.warning(&server));
    if args.link {
        return print_link(host, name, &plan);
    }
    let place = args.place.in_file(host);
    if args.print {
        return print(&place.put("", &plan.entry)?, &plan);
    }
    let file = HostFile::read(path)?;
    let after = place.put(file.text(), &plan.entry).with_context(|| refusal(&file))?;
    let mut stale = remove::secrets_of(&place, &file, &folder);
    stale.retain(|path| plan.files.iter().all(|kept| kept.path != *path));
    plan.notes.extend(remove::removal(&stale));
    let (secrets, notes) = (plan.files.as_slice(), plan.notes.as_slice());
    let change = Change { file: &file, after: Some(&after), secrets, notes };
    match change.make(&args.consent)? {
        Outcome::Nothing => {
            writeln!(out::stdout(), "nothing to change: {name} is in {}", file.path.display())?;
        }
        Outcome::Shown => {}
        Outcome::Declined => return Ok(ExitCode::FAILURE),
        Outcome::Done => {
            remove::remove_secrets(&stale, &folder)?;
            say_done(host, &file, &sources)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

impl Args {
    fn server(&self, sources: &Sources) -> anyhow::Result<Server> {
        if let Some(url) = &self.url {
            return Server::at(url, (!self.no_token).then_some(&self.token_env));
        }
        let program = match &self.command {
            Some(program) => program.clone(),
            None => program::path(sources)?,
        };
        Ok(Server::Command { program, settings: settings::read(&self.env, sources)? })
    }
}

fn refusal(file: &HostFile) -> String {
    format!("{} cannot be edited; nothing is changed", file.path.display())
}

/// The entry on stdout, to be copied, and what is to be known on stderr.
fn print(text: &str, plan: &Plan) -> anyhow::Result<ExitCode> {
    writeln!(out::stdout(), "{}", text.trim_end())?;
    let mut err = anstream::stderr();
    plan.notes.iter().try_for_each(|note| writeln!(err, "{QUIET}note:{QUIET:#} {note}"))?;
    for file in &plan.files {
        writeln!(err, "{QUIET}note:{QUIET:#} put the secret into {}", file.path.display())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print_link(host: &Host, name: &str, plan: &Plan) -> anyhow::Result<ExitCode> {
    let Some(link) = host.link else {
        bail!("{} has no links that install an entry; --print shows the entry itself", host.title);
    };
    let entry = Value::Object(plan.entry.keys.clone());
    print(&link(name, &entry, &plan.entry.inputs), plan)
}

fn say_done(host: &Host, file: &HostFile, sources: &Sources) -> anyhow::Result<()> {
    let mut out = out::stdout();
    if file.text.is_some() {
        writeln!(out, "what was there is kept in {}", file.backup_path().display())?;
    }
    writeln!(out, "{HEADING}next:{HEADING:#} {}", host.reload)?;
    if let Some(verify) = host.verify
        && program::on_search_path(sources, Some(verify.program.as_ref())).is_some()
    {
        writeln!(out, "{HEADING}verify:{HEADING:#} {}", verify.command)?;
    }
    Ok(())
}

fn candidates() -> Vec<CompletionCandidate> {
    let offer = |host: &&Host| CompletionCandidate::new(host.id).help(Some(host.title.into()));
    hosts::ALL.iter().map(offer).collect()
}
