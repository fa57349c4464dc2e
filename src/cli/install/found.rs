//! The hosts' files on this machine, and the entries of toolhub in them.

use std::path::{Path, PathBuf, absolute};

use serde_json::{Map, Value};

use super::{
    document::Place,
    host::{Host, Scope},
    hosts,
    places::Places,
    save::HostFile,
};
use crate::config::Sources;

/// A file of a host that may hold an entry of toolhub.
#[derive(Debug)]
pub(in crate::cli) struct Found {
    pub(in crate::cli) host: &'static Host,
    pub(in crate::cli) scope: Scope,
    pub(in crate::cli) file: PathBuf,
    pub(in crate::cli) state: State,
}

#[derive(Debug)]
pub(in crate::cli) enum State {
    /// There is no such file.
    NoFile,
    /// It cannot be read or understood; why.
    Unreadable(String),
    /// Its entries of toolhub; often none.
    Entries(Vec<Connection>),
}

/// An entry of toolhub: one of that name, or one that starts it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) struct Connection {
    pub(in crate::cli) name: String,
    pub(in crate::cli) target: Target,
}

#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) enum Target {
    /// A program that the host starts; `variables` are the names it sets for it.
    Command { program: String, arguments: Vec<String>, variables: Vec<String> },
    /// Without user, query and fragment, which may be secret.
    Url(String),
    /// Neither a command nor a URL.
    Unknown,
}

/// Every file of every host we know, whether it is there or not: the user's and
/// the working directory's.
pub(in crate::cli) fn files(sources: &Sources) -> Vec<Found> {
    let located = Places::of(sources, |places| {
        let scopes = |host| [(host, Scope::User), (host, Scope::Project)];
        let all = hosts::ALL.iter().copied().flat_map(scopes);
        let file = |(host, scope): (&'static Host, Scope)| {
            let file = host.file(scope, places)?;
            Some((host, scope, absolute(&file).unwrap_or(file)))
        };
        all.filter_map(file).collect::<Vec<_>>()
    });
    let found = |(host, scope, file): (&'static Host, Scope, PathBuf)| {
        let state = state(host, &file);
        Found { host, scope, file, state }
    };
    located.into_iter().map(found).collect()
}

fn state(host: &Host, file: &Path) -> State {
    let read = match HostFile::read(file.to_path_buf()) {
        Ok(read) => read,
        Err(error) => return State::Unreadable(format!("{error:#}")),
    };
    let Some(text) = read.text else { return State::NoFile };
    let place = Place { format: host.format, table: host.table, name: "" };
    match place.entries(&text) {
        Ok(entries) => State::Entries(ours(&entries)),
        Err(error) => State::Unreadable(error.to_string()),
    }
}

fn ours(entries: &Map<String, Value>) -> Vec<Connection> {
    let starts_toolhub = |target: &Target| match target {
        Target::Command { program, .. } => {
            let name = program.rsplit(['/', '\\']).next().unwrap_or_default();
            name == "toolhub" || name == "toolhub.exe"
        }
        Target::Url(_) | Target::Unknown => false,
    };
    let all = entries
        .iter()
        .map(|(name, entry)| Connection { name: name.clone(), target: target(entry) });
    all.filter(|one| one.name == "toolhub" || starts_toolhub(&one.target)).collect()
}

fn target(entry: &Value) -> Target {
    let text = |key| entry.get(key).and_then(Value::as_str).map(str::to_owned);
    let texts = |key| {
        let list = entry.get(key).and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    if let Some(program) = text("command") {
        let set = entry.get("env").and_then(Value::as_object).into_iter().flatten();
        let names = set.map(|(name, _)| name.clone());
        let variables = names.chain(texts("env_vars")).collect();
        return Target::Command { program, arguments: texts("args"), variables };
    }
    let url = ["url", "serverUrl", "httpUrl"].into_iter().find_map(text);
    url.map_or(Target::Unknown, |url| Target::Url(plain(&url)))
}

/// A URL without what may be secret in it.
fn plain(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    format!("{scheme}://{host}{path}")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_may_be_secret_in_a_url_is_left_out() {
        let url = "https://me:hunter2@tools.example.com/mcp/?key=1#x";
        assert_eq!(plain(url), "https://tools.example.com/mcp");
        assert_eq!(plain("http://[::1]:8000/a@b"), "http://[::1]:8000/a@b");
        assert_eq!(plain("no url?key=1"), "no url");
    }
}
