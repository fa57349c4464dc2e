//! What is written for a server, in the words of a host.

use std::path::{Path, PathBuf};

use anyhow::bail;
use serde_json::{Map, Value, json};

use super::{
    document::Entry,
    host::{Host, Remote, Secrets},
    server::Server,
    settings::{self, Setting, SettingValue},
};
use crate::config::Secret;

/// An entry and what goes with it.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) entry: Entry,
    /// Files with a secret each, for hosts that know no other way.
    pub(super) files: Vec<SecretFile>,
    /// What the user has to know or do.
    pub(super) notes: Vec<String>,
}

#[derive(Debug)]
pub(super) struct SecretFile {
    pub(super) path: PathBuf,
    pub(super) secret: Option<Secret>,
}

/// Keys that an entry of ours may have: the others are the user's.
const OWN: &[&str] = &[
    "type",
    "command",
    "args",
    "env",
    "env_vars",
    "url",
    "serverUrl",
    "httpUrl",
    "headers",
    "http_headers",
    "env_http_headers",
    "bearer_token_env_var",
];

/// Plans the entry `name` for `server`; `folder` is for files with secrets.
pub(super) fn plan(
    host: &Host,
    name: &str,
    server: &Server,
    folder: &Path,
) -> anyhow::Result<Plan> {
    let mut writer = Writer { host, name, folder, plan: Plan::default() };
    match server {
        Server::Command { program, settings } => writer.command(program, settings)?,
        Server::Url { url, token } => writer.url(url, token.as_deref())?,
    }
    let mut plan = writer.plan;
    let keys = &plan.entry.keys;
    let by_hand = matches!(host.remote, Remote::PlainHeaders { .. }) && keys.contains_key("url");
    let stays = |key: &str| keys.contains_key(key) || (by_hand && key == "headers");
    plan.entry.dropped = OWN.iter().copied().filter(|key| !stays(key)).collect();
    Ok(plan)
}

struct Writer<'a> {
    host: &'a Host,
    name: &'a str,
    folder: &'a Path,
    plan: Plan,
}

impl Writer<'_> {
    fn set(&mut self, key: &str, value: impl Into<Value>) {
        self.plan.entry.keys.insert(key.to_owned(), value.into());
    }

    fn command(&mut self, program: &str, settings: &[Setting]) -> anyhow::Result<()> {
        if let Some(kind) = self.host.stdio {
            self.set("type", kind);
        }
        self.set("command", program);
        if !matches!(self.host.secrets, Secrets::Listed(_)) {
            self.set("args", json!([]));
        }
        let mut env = Map::new();
        let mut listed = Vec::new();
        for Setting { name, value } in settings {
            match (value, self.host.secrets) {
                (SettingValue::Plain(value), _) => {
                    self.warn_of_substitution(name, value);
                    env.insert(name.clone(), value.as_str().into());
                }
                (SettingValue::Secret(_), Secrets::Listed(_)) => {
                    listed.push(Value::from(name.as_str()));
                    self.must_be_set(name);
                }
                (SettingValue::Secret(_), Secrets::Reference(_) | Secrets::Prompt) => {
                    env.insert(name.clone(), self.reference(name).into());
                }
                (SettingValue::Secret(secret), Secrets::File) => {
                    let path = self.secret_file(name, secret.clone())?;
                    env.insert(format!("{name}_FILE"), path.into());
                }
            }
        }
        if !env.is_empty() {
            self.set("env", env);
        }
        if let (Secrets::Listed(key), false) = (self.host.secrets, listed.is_empty()) {
            self.set(key, listed);
        }
        Ok(())
    }

    fn url(&mut self, url: &str, token: Option<&str>) -> anyhow::Result<()> {
        match self.host.remote {
            Remote::Elsewhere { advice } => bail!("{} takes no URL: {advice}", self.host.title),
            Remote::TokenVariable => {
                self.set("url", url);
                if let Some(token) = token {
                    self.set("bearer_token_env_var", token);
                    self.must_be_set(token);
                }
            }
            Remote::PlainHeaders { advice } => {
                self.set("url", url);
                if token.is_some() {
                    self.plan.notes.push(format!("the token is not written: {advice}"));
                }
            }
            Remote::Headers { url: key, kind } => {
                if let Some(kind) = kind {
                    self.set("type", kind);
                }
                self.set(key, url);
                if let Some(token) = token {
                    let reference = self.reference(token);
                    self.set("headers", json!({ "Authorization": format!("Bearer {reference}") }));
                }
            }
        }
        Ok(())
    }

    /// What stands in the file in the place of the secret `name`.
    fn reference(&mut self, name: &str) -> String {
        if let Secrets::Reference(spelt) = self.host.secrets {
            self.must_be_set(name);
            return spelt(name);
        }
        let id = format!("{}-{}", self.name, name.to_lowercase().replace('_', "-"));
        self.plan.entry.inputs.push(json!({
            "type": "promptString",
            "id": id,
            "description": format!("{name} for {}", self.name),
            "password": true,
        }));
        self.plan.notes.push(format!("{} asks for {name} once and keeps it safe", self.host.title));
        format!("${{input:{id}}}")
    }

    fn warn_of_substitution(&mut self, name: &str, value: &str) {
        if value.contains('$') && !matches!(self.host.secrets, Secrets::File | Secrets::Listed(_)) {
            let title = self.host.title;
            self.plan.notes.push(format!("{title} may replace what follows the $ in {name}"));
        }
    }

    fn must_be_set(&mut self, name: &str) {
        self.plan.notes.push(format!(
            "{name} is not written: it must be set in the environment that {} starts in",
            self.host.title
        ));
    }

    fn secret_file(&mut self, name: &str, secret: Option<Secret>) -> anyhow::Result<String> {
        let title = self.host.title;
        if !settings::can_be_file(name) {
            bail!(
                "{name} looks like a secret, and {title} has no way to hand one on without \
                 writing it into its file"
            );
        }
        let path = self.folder.join(name);
        let Some(text) = path.to_str().map(str::to_owned) else {
            bail!("the path of the file for {name} is not UTF-8");
        };
        if secret.is_none() {
            self.plan.notes.push(format!("{name} is not set here: put its value into {text}"));
        }
        self.plan.files.push(SecretFile { path, secret });
        Ok(text)
    }
}
