//! Which file, and which entry in it.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf, absolute},
};

use anyhow::{Context as _, bail};
use sha2::{Digest as _, Sha256};

use super::{
    document::Place,
    host::{Host, Scope},
    places::Places,
    server::Server,
};
use crate::config::Sources;

/// What `install` and `uninstall` are told about it.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Where {
    /// The entry's name, which a model sees before the tools' names
    #[arg(long, default_value = "toolhub", value_parser = parse_name)]
    name: String,

    /// Whose file
    #[arg(long, value_enum, default_value = "user")]
    scope: Scope,

    /// Another file than the host's usual one
    #[arg(long, value_name = "PATH", conflicts_with = "scope")]
    file: Option<PathBuf>,
}

const LONGEST_NAME: usize = 32;

fn parse_name(text: &str) -> Result<String, String> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if text.is_empty() || text.len() > LONGEST_NAME || !text.bytes().all(is_plain) {
        return Err(format!("a name is 1 to {LONGEST_NAME} letters, digits, - and _"));
    }
    Ok(text.to_owned())
}

impl Where {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn in_file<'a>(&'a self, host: &'a Host) -> Place<'a> {
        Place { format: host.format, table: host.table, name: &self.name }
    }

    /// What to know of a file that others share.
    pub(super) fn warning(&self, server: &Server) -> Option<String> {
        let shared = self.scope == Scope::Project && self.file.is_none();
        match server {
            Server::Command { program, .. } if shared && Path::new(program).is_absolute() => {
                Some(format!(
                    "whoever shares this project needs {program} too; with --command toolhub \
                     the host looks for it on the search path"
                ))
            }
            _ => None,
        }
    }

    pub(super) fn file(&self, host: &Host, sources: &Sources) -> anyhow::Result<PathBuf> {
        let file = match &self.file {
            Some(file) => Some(file.clone()),
            None => Places::of(sources, |places| host.file(self.scope, places)),
        };
        match (file, self.scope) {
            (Some(file), _) => absolute(file).context("the working directory is gone"),
            (None, Scope::Project) => bail!("{} has no file in a project", host.title),
            (None, Scope::User) => {
                bail!("there is no home directory to find the file in; name it with --file")
            }
        }
    }

    /// Where the secrets of the entry in `file` are kept for a host that can only
    /// be given a file's name: a folder for each entry.
    pub(super) fn secrets(
        &self,
        host: &Host,
        file: &Path,
        sources: &Sources,
    ) -> anyhow::Result<PathBuf> {
        let data = sources.user_data_dir().context("there is no home directory")?;
        let digest = Sha256::digest(file.as_os_str().as_encoded_bytes());
        let mut folder = format!("{}-{}-", host.id, self.name);
        digest.iter().take(4).try_for_each(|byte| write!(folder, "{byte:02x}"))?;
        Ok(data.join("secrets").join(folder))
    }
}
