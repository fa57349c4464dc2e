//! `--env`: the settings that an entry hands to toolhub.

use std::path::{Path, absolute};

use anyhow::{Context as _, bail};

use super::secrecy;
use crate::config::{Config, Secret, Sources, vars};

/// One setting.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    pub(super) name: String,
    pub(super) value: SettingValue,
}

#[derive(Debug, Clone)]
pub(super) enum SettingValue {
    /// Written as it is.
    Plain(String),
    /// Never written in clear; known when it was given or is set here.
    Secret(Option<Secret>),
}

/// Reads `NAME=value` and `NAME`, the latter with the value that is set here.
pub(super) fn read(given: &[String], sources: &Sources) -> anyhow::Result<Vec<Setting>> {
    let mut settings: Vec<Setting> = Vec::new();
    for text in given {
        let setting = one(text, sources)?;
        if settings.iter().any(|other| other.name == setting.name) {
            bail!("--env {} is given twice", setting.name);
        }
        settings.push(setting);
    }
    check(&settings, sources)?;
    Ok(settings)
}

fn one(text: &str, sources: &Sources) -> anyhow::Result<Setting> {
    let (name, value) = match text.split_once('=') {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (text, None),
    };
    if !is_name(name) {
        bail!("--env takes NAME or NAME=value, and a name is made of letters, digits and _");
    }
    let value = match value {
        Some(value) => Some(value),
        None => sources.lookup(name).transpose().map_err(anyhow::Error::msg)?,
    };
    let value = match value {
        _ if secrecy::is_secret(name, value.as_deref()) => {
            SettingValue::Secret(value.map(Secret::new))
        }
        Some(value) => SettingValue::Plain(whole(name, value)?),
        None => {
            bail!("{name} is not set here, so there is nothing to write; give --env {name}=value")
        }
    };
    Ok(Setting { name: name.to_owned(), value })
}

/// Whether `name` can be a variable's.
pub(super) fn is_name(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A path is made whole: a host starts toolhub in a directory of its own choice.
fn whole(name: &str, value: String) -> anyhow::Result<String> {
    let relative = |path: &str| -> anyhow::Result<String> {
        let path = absolute(Path::new(path)).with_context(|| format!("{name}: not a path"))?;
        path.into_os_string().into_string().ok().with_context(|| format!("{name}: not UTF-8"))
    };
    if let Some(path) = value.strip_prefix("sqlite:") {
        return Ok(format!("sqlite:{}", relative(path.strip_prefix("//").unwrap_or(path))?));
    }
    if name.ends_with("_FILE") || ["TOOLHUB_CONFIG", "TOOLHUB_DATA_DIR"].contains(&name) {
        return relative(&value);
    }
    Ok(value)
}

/// What would stop the start of toolhub is better said now.
fn check(settings: &[Setting], sources: &Sources) -> anyhow::Result<()> {
    let known = settings.iter().filter_map(|Setting { name, value }| match value {
        SettingValue::Plain(value) => Some((name.into(), value.into())),
        SettingValue::Secret(Some(secret)) => Some((name.into(), secret.expose().into())),
        SettingValue::Secret(None) => None,
    });
    let home = ["HOME", "USERPROFILE", "LOCALAPPDATA"]
        .into_iter()
        .filter_map(|name| Some((name.into(), sources.environment(name)?.to_owned())));
    Config::load(home.chain(known), None)?;
    Ok(())
}

/// Settings that concern only a toolhub that serves HTTP.
const HTTP_ONLY: &[&str] = &["TOOLHUB_API_TOKEN", "TOOLHUB_AUTH", "PUBLIC_URL"];

/// The settings of toolhub that are in force here and were not given.
pub(super) fn left_out(given: &[Setting], sources: &Sources) -> Vec<&'static str> {
    let is_given = |name: &str| {
        given.iter().any(|one| one.name == name || one.name.strip_suffix("_FILE") == Some(name))
    };
    let matters = |name: &&str| !name.starts_with("HTTP_") && !HTTP_ONLY.contains(name);
    let set = sources.origins().map(|(var, _)| var.name);
    set.filter(matters).filter(|name| !is_given(name)).collect()
}

/// Whether toolhub reads `name` also from the file that `NAME_FILE` names.
pub(super) fn can_be_file(name: &str) -> bool {
    vars::all().any(|var| var.name == name)
}
