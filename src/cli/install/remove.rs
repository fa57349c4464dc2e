//! `toolhub uninstall`: takes out what `toolhub install` put in.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use clap_complete::ArgValueCandidates;
use serde_json::Value;

use super::{
    candidates,
    change::{Change, Consent, Outcome},
    document::{Entry, Place},
    host::Host,
    hosts,
    place::Where,
    refusal,
    save::HostFile,
};
use crate::{cli::out, config::Sources};

/// Take the entry out of a host's file again
///
/// Shows what would change and asks before it writes. Where nothing else was
/// changed since `toolhub install`, the file is as it was before, byte for byte.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Example:\n  toolhub uninstall claude-code")]
pub(in crate::cli) struct Args {
    /// The host
    #[arg(value_parser = hosts::parse, add = ArgValueCandidates::new(candidates))]
    host: &'static Host,

    #[command(flatten)]
    place: Where,

    #[command(flatten)]
    consent: Consent,
}

pub(in crate::cli) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let sources = Sources::of_process();
    let (host, name) = (args.host, args.place.name());
    let path = args.place.file(host, &sources)?;
    let folder = args.place.secrets(host, &path, &sources)?;
    let place = args.place.in_file(host);
    let file = HostFile::read(path)?;
    let taken = place.take(file.text()).with_context(|| refusal(&file))?;
    let Some(taken) = taken else {
        writeln!(out::stdout(), "nothing to change: {name} is not in {}", file.path.display())?;
        return Ok(ExitCode::SUCCESS);
    };
    let secrets = secrets_of(&place, &file, &folder);
    let after = before_install(&place, &file).or_else(|| keep(&file, taken));
    let notes = removal(&secrets);
    let change = Change { file: &file, after: after.as_deref(), secrets: &[], notes: &notes };
    match change.make(&args.consent)? {
        Outcome::Nothing | Outcome::Shown => {}
        Outcome::Declined => return Ok(ExitCode::FAILURE),
        Outcome::Done => {
            remove_secrets(&secrets, &folder)?;
            writeln!(out::stdout(), "what was there is kept in {}", file.backup_path().display())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What stood in the file before the entry was put in, if that was the last
/// change of it: the copy is it when putting the entry in gives what is there.
fn before_install(place: &Place, file: &HostFile) -> Option<String> {
    let before = file.backup()?;
    let keys = place.entries(file.text()).ok()?.get(place.name)?.as_object()?.clone();
    let inputs = place.inputs(file.text()).ok()?;
    let entry = Entry { keys, inputs, dropped: Vec::new() };
    let is_it = !place.entries(&before).ok()?.contains_key(place.name)
        && place.put(&before, &entry).ok()? == file.text();
    is_it.then_some(before)
}

/// A file with nothing left in it goes, unless it is a link's target.
fn keep(file: &HostFile, text: String) -> Option<String> {
    let left = text.trim_start_matches('\u{feff}').split_whitespace().collect::<String>();
    (file.is_link() || !["", "{}"].contains(&left.as_str())).then_some(text)
}

/// The files in `folder` that the entry names.
pub(super) fn secrets_of(place: &Place, file: &HostFile, folder: &Path) -> Vec<PathBuf> {
    let entries = place.entries(file.text()).unwrap_or_default();
    let env = entries.get(place.name).and_then(|entry| entry.get("env")?.as_object());
    let paths = env.into_iter().flatten().filter_map(|(_, value)| Value::as_str(value));
    paths.map(PathBuf::from).filter(|path| path.parent() == Some(folder)).collect()
}

pub(super) fn removal(secrets: &[PathBuf]) -> Vec<String> {
    secrets.iter().map(|path| format!("{} is removed too", path.display())).collect()
}

pub(super) fn remove_secrets(secrets: &[PathBuf], folder: &Path) -> anyhow::Result<()> {
    for secret in secrets.iter().filter(|secret| secret.exists()) {
        fs::remove_file(secret)
            .with_context(|| format!("{} cannot be removed", secret.display()))?;
    }
    // others may be in it that the user put there
    let _ = fs::remove_dir(folder);
    Ok(())
}
