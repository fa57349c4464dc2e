//! What a host starts: this program, by a path that lasts.

use std::{
    env, fs,
    path::{Component, Path, PathBuf},
};

use anyhow::{Context as _, bail};

use crate::config::Sources;

/// The path of this program. Where the search path leads to it, as that spells it:
/// a package manager's link outlives the version it points at.
pub(super) fn path(sources: &Sources) -> anyhow::Result<String> {
    let here = env::current_exe().context("the path of this program cannot be found")?;
    let path = on_search_path(sources, here.file_name().map(Path::new))
        .filter(|found| is_same(found, &here))
        .unwrap_or(here);
    match path.to_str() {
        Some(path) => Ok(path.to_owned()),
        None => bail!("the path of this program is not UTF-8; name another with --command"),
    }
}

/// Where the shell would find `name`.
pub(super) fn on_search_path(sources: &Sources, name: Option<&Path>) -> Option<PathBuf> {
    let folders = sources.environment("PATH")?;
    env::split_paths(folders)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(name.unwrap_or(Path::new(""))))
        .find(|path| path.is_file())
}

/// Whether `path` lies where a build puts it, and the next one replaces it.
pub(in crate::cli) fn is_of_a_build(path: &str) -> bool {
    let parts: Vec<_> = Path::new(path).components().map(Component::as_os_str).collect();
    parts.windows(2).any(|pair| match pair {
        [one, two] => *one == "target" && (*two == "debug" || *two == "release" || *two == "dist"),
        _ => false,
    })
}

fn is_same(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
