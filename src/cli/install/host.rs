//! What a host is: where its file lies and how an entry in it is spelt.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::places::Places;

/// A host that we can install into. Everything about it is data; what is done
/// with the data is the same for all.
#[derive(Debug)]
pub(in crate::cli) struct Host {
    /// What is typed.
    pub(in crate::cli) id: &'static str,
    /// What it is called.
    pub(in crate::cli) title: &'static str,
    /// Where the user's file may lie; the first whose directory is there is
    /// taken, else the last.
    pub(super) user: fn(&Places) -> Vec<PathBuf>,
    /// The file in a project, from its root.
    pub(super) project: Option<&'static str>,
    /// The form of the file.
    pub(super) format: Format,
    /// The table that holds one entry per server.
    pub(super) table: &'static str,
    /// The `type` of an entry with a command, where the host wants it.
    pub(super) stdio: Option<&'static str>,
    /// How a server at a URL is spelt.
    pub(super) remote: Remote,
    /// How a secret is handed to toolhub without standing in the file.
    pub(super) secrets: Secrets,
    /// What to do for the host to see the change.
    pub(super) reload: &'static str,
    /// The host's own way to show whether it connects.
    pub(super) verify: Option<Verify>,
    /// A link that installs an entry.
    pub(super) link: Option<Link>,
}

type Link = fn(name: &str, entry: &Value, inputs: &[Value]) -> String;

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// JSON, with comments and trailing commas where they are.
    Json,
    Toml,
}

/// How a server at a URL is spelt.
#[derive(Debug, Clone, Copy)]
pub(super) enum Remote {
    /// The key of the URL, and the `type` where the host wants it; the token goes
    /// into `headers`.
    Headers { url: &'static str, kind: Option<&'static str> },
    /// `url` and the name of the token's variable.
    TokenVariable,
    /// `url` and `headers` that only hold what is written in them.
    PlainHeaders { advice: &'static str },
    /// Not in this file.
    Elsewhere { advice: &'static str },
}

/// How a secret is handed on.
#[derive(Debug, Clone, Copy)]
pub(super) enum Secrets {
    /// The host puts the variable's value where this stands.
    Reference(fn(&str) -> String),
    /// The host asks once and keeps the answer.
    Prompt,
    /// The host hands on the variables that are listed under this key.
    Listed(&'static str),
    /// The host knows no such thing: toolhub reads it from a file of ours.
    File,
}

/// The command that shows whether the host connects.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verify {
    pub(super) program: &'static str,
    pub(super) command: &'static str,
}

/// Whose file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum Scope {
    /// Yours, for everything you open with the host
    User,
    /// The project's in the working directory, often shared by a repository
    Project,
}

impl Host {
    /// Its file for `scope`, unless there is none.
    pub(super) fn file(&self, scope: Scope, places: &Places) -> Option<PathBuf> {
        match scope {
            Scope::Project => self.project.map(PathBuf::from),
            Scope::User => {
                let candidates = (self.user)(places);
                let has_directory = |path: &&PathBuf| path.parent().is_some_and(Path::is_dir);
                let there = candidates.iter().find(has_directory);
                there.or(candidates.last()).cloned()
            }
        }
    }
}
