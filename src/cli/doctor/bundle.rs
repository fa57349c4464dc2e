//! `--bundle`: one JSON file that says everything about this set-up that helps to
//! find a fault, and no secret.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    thread,
};

use anyhow::{Context as _, bail};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use tempfile::NamedTempFile;

use super::{Ground, Report, Row, files::blocking, hosts};
use crate::{about, app, cli::version};

/// Where a bundle is to go.
pub(super) struct Target {
    path: PathBuf,
    replace: bool,
}

/// What was written.
pub(super) struct Written {
    pub(super) path: PathBuf,
    pub(super) bytes: usize,
    pub(super) parts: Vec<String>,
}

/// Sees that the file may be written, before anything is looked at.
pub(super) fn target(path: &Path, replace: bool) -> anyhow::Result<Target> {
    if path.extension().is_none_or(|extension| extension != "json") {
        bail!("the bundle is one JSON file: give it a name that ends with .json");
    }
    if !replace && fs::exists(path).unwrap_or(false) {
        bail!("{} is there already; --force replaces it", path.display());
    }
    Ok(Target { path: path.to_owned(), replace })
}

pub(super) async fn write(
    target: Target,
    ground: &Ground,
    reports: &[Report],
) -> anyhow::Result<Written> {
    let mut bundle = collect(ground, reports).await?;
    clean(&mut bundle, ground);
    let parts = bundle.as_object().map(Map::keys).into_iter().flatten().cloned().collect();
    let text = format!("{bundle:#}\n");
    let Target { path, replace } = target;
    save(&path, &text, replace).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(Written { path, bytes: text.len(), parts })
}

/// A whole file or none, for its owner alone, whatever was there before.
fn save(path: &Path, text: &str, replace: bool) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    if replace {
        file.persist(path)?
    } else {
        file.persist_noclobber(path)?
    };
    Ok(())
}

async fn collect(ground: &Ground, reports: &[Report]) -> anyhow::Result<Value> {
    let findings: Vec<Row> = reports.iter().flat_map(Report::rows).collect();
    let settings: Vec<Value> = ground
        .sources
        .settings()
        .map(|one| json!({ "name": one.name, "origin": one.origin, "value": one.value }))
        .collect();
    Ok(json!({
        "written": Timestamp::now().to_string(),
        "toolhub": {
            "version": version::SHORT,
            "protocols": about::PROTOCOL_VERSIONS,
            "program": ground.program,
        },
        "system": blocking(system).await?,
        "settings": settings,
        "findings": findings,
        "tools": tools(ground),
        "hosts": hosts::summary(ground),
    }))
}

fn system() -> Value {
    let line = |path: &str| fs::read_to_string(path).ok().map(|text| text.trim().to_owned());
    let release = line("/etc/os-release").unwrap_or_default();
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    json!({
        "os": std::env::consts::OS,
        "architecture": std::env::consts::ARCH,
        "name": name.map(|name| name.trim_matches('"')),
        "kernel": line("/proc/sys/kernel/osrelease"),
        "processors": thread::available_parallelism().map_or(1, usize::from),
        "container": Path::new("/.dockerenv").exists() || Path::new("/run/.containerenv").exists(),
    })
}

/// The tools that the configuration switches on.
fn tools(ground: &Ground) -> Option<Vec<String>> {
    let registry = app::registry(ground.config.as_ref().ok()?).ok()?;
    Some(registry.tools().iter().map(|entry| entry.facts().name.to_string()).collect())
}

/// Takes secrets and the name of the home directory out of every text.
fn clean(value: &mut Value, ground: &Ground) {
    match value {
        Value::String(text) => *text = cleaned(text, ground),
        Value::Array(items) => items.iter_mut().for_each(|item| clean(item, ground)),
        Value::Object(members) => members.values_mut().for_each(|member| clean(member, ground)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn cleaned(text: &str, ground: &Ground) -> String {
    let text = ground.redactor().clean(text);
    match ground.sources.home() {
        Some(home) if home.parent().is_some() => text.replace(&*home.to_string_lossy(), "~"),
        _ => text,
    }
}
