//! The program itself: which one it is, which one the shell finds, what the
//! system lets it open.

use std::path::{Path, PathBuf};

use super::{Checklist, Ground, child, files::blocking};
use crate::cli::{install, version};

/// This program's name in a directory of programs.
const NAME: &str = if cfg!(windows) { "toolhub.exe" } else { "toolhub" };
/// Open files besides connections: databases, the log, the sandbox.
const OTHERS: u64 = 200;

pub(super) fn binary(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(program) = &ground.program else {
        return list.note(&format!("toolhub {}", version::SHORT));
    };
    let text = format!("toolhub {} at {}", version::SHORT, program.display());
    if install::is_of_a_build(&program.to_string_lossy()) {
        list.note(&format!("{text}, in a build directory that may be cleaned"))?;
        list.cure("`cargo install --path .` puts it where hosts find it for good");
        return Ok(());
    }
    list.ok(&text)
}

pub(super) async fn path(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(program) = &ground.program else {
        return list.note("the system does not say where this program is");
    };
    let here = program.parent().unwrap_or(Path::new("")).display();
    let directories = ground.sources.search_path();
    let Some(first) = blocking(move || first(&directories)).await? else {
        list.note("toolhub is not on PATH")?;
        list.cure(&format!("add {here} to PATH; in a host's entry write the absolute path"));
        return Ok(());
    };
    if first.canonicalize().is_ok_and(|found| found == *program) {
        return list.ok(&format!("toolhub on PATH is this one: {}", first.display()));
    }
    let there = first.display();
    let cure = format!("remove {there}, or put {here} before its directory in PATH");
    let this = format!("toolhub {}", version::SHORT);
    match child::version(&first).await {
        Some(other) if other == this => {
            list.note(&format!("{there} comes first on PATH: another file of the same version"))?;
        }
        Some(other) => {
            list.fail(&format!("{there} comes first on PATH and is another: {other}"))?;
        }
        None => list.fail(&format!("{there} comes first on PATH and does not say its version"))?,
    }
    list.cure(&cure);
    Ok(())
}

/// The program that the shell would start. What is relative depends on where
/// one stands, and is passed over.
fn first(directories: &[PathBuf]) -> Option<PathBuf> {
    let absolute = directories.iter().filter(|directory| directory.is_absolute());
    absolute.map(|directory| directory.join(NAME)).find(|file| is_program(file))
}

#[cfg(unix)]
pub(super) fn is_program(file: &Path) -> bool {
    file.is_file() && rustix::fs::access(file, rustix::fs::Access::EXEC_OK).is_ok()
}

#[cfg(not(unix))]
pub(super) fn is_program(file: &Path) -> bool {
    file.is_file()
}

pub(super) fn open_files(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(config) = ground.config() else { return Ok(()) };
    let Some(limit) = open_files_limit() else {
        return list.ok("the number of open files is not limited");
    };
    let wanted = u64::try_from(config.http.max_connections)?.saturating_add(OTHERS);
    if !ground.serves_http() || limit >= wanted {
        return list.ok(&format!("{limit} files may be open at once"));
    }
    let connections = config.http.max_connections;
    list.note(&format!(
        "{limit} files may be open at once, and TOOLHUB_MAX_CONNECTIONS is {connections}"
    ))?;
    let fitting = limit.saturating_sub(OTHERS).max(1);
    list.cure(&format!(
        "`ulimit -n {wanted}` (systemd: LimitNOFILE={wanted}; docker: --ulimit nofile={wanted}), \
         or TOOLHUB_MAX_CONNECTIONS={fitting}"
    ));
    Ok(())
}

#[cfg(unix)]
fn open_files_limit() -> Option<u64> {
    rustix::process::getrlimit(rustix::process::Resource::Nofile).current
}

#[cfg(not(unix))]
fn open_files_limit() -> Option<u64> {
    None
}
