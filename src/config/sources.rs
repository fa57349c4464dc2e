//! Where values come from: the environment, before `.env`, each directly or by
//! way of a file. Nothing is written back into the environment.

use std::{
    collections::HashMap,
    ffi::{OsStr, OsString},
    fmt, fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::vars::{self, Var};
use crate::nearest::nearest;

/// The variables as they were found, uninterpreted.
#[derive(Debug)]
pub struct Sources {
    environment: Layer,
    dotenv: Layer,
    dotenv_problem: Option<String>,
}

/// One value and how it was given.
pub(super) struct Found {
    pub(super) value: String,
    pub(super) origin: Origin,
}

/// How a value was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    by_file: bool,
    in_dotenv: bool,
}

type Layer = HashMap<String, OsString>;

impl Sources {
    /// Reads `.env`, if it is there, behind the environment.
    pub fn new(
        environment: impl Iterator<Item = (OsString, OsString)>,
        dotenv: Option<&Path>,
    ) -> Self {
        let (dotenv, dotenv_problem) = match dotenv.map(read_dotenv) {
            None => (Layer::new(), None),
            Some(Ok(layer)) => (layer, None),
            Some(Err(problem)) => (Layer::new(), Some(problem)),
        };
        let environment = environment
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.to_string_lossy().into_owned(), value))
            .collect();
        Self { environment, dotenv, dotenv_problem }
    }

    /// The value of `var`, if it is set, or what is wrong with the way it is given.
    pub(super) fn find(&self, var: &Var) -> Option<Result<Found, String>> {
        let file_name = format!("{}_FILE", var.name);
        [(&self.environment, false), (&self.dotenv, true)].into_iter().find_map(
            |(layer, in_dotenv)| match (layer.get(var.name), layer.get(&file_name)) {
                (None, None) => None,
                (Some(_), Some(_)) => Some(Err(format!(
                    "{}: is set twice, directly and by {file_name}; unset one of them",
                    var.name
                ))),
                (Some(value), None) => Some(
                    text(value, var)
                        .map(|value| Found { value, origin: Origin { by_file: false, in_dotenv } }),
                ),
                (None, Some(path)) => Some(
                    read_value(path, var)
                        .map(|value| Found { value, origin: Origin { by_file: true, in_dotenv } }),
                ),
            },
        )
    }

    /// What was given, before what stands behind it.
    pub(super) fn layers(&self) -> [&HashMap<String, OsString>; 2] {
        [&self.environment, &self.dotenv]
    }

    /// How each variable that is set was given, for people to look at.
    pub fn origins(&self) -> impl Iterator<Item = (&'static Var, Origin)> {
        vars::all().filter_map(|var| Some((var, self.find(var)?.ok()?.origin)))
    }

    /// The variable `name` of the environment, whoever it belongs to.
    pub fn environment(&self, name: &str) -> Option<&OsStr> {
        self.environment.get(name).map(OsString::as_os_str)
    }

    /// What is set for `name` here: one of ours however it was given, any other
    /// in the environment. An error says what is wrong with the way it is given.
    pub fn lookup(&self, name: &str) -> Option<Result<String, String>> {
        match vars::all().find(|var| var.name == name) {
            Some(var) => self.find(var).map(|found| Ok(found?.value)),
            None => self.environment(name).map(|value| {
                let text = value.to_str().map(str::to_owned);
                text.ok_or_else(|| format!("{name}: the value is not UTF-8"))
            }),
        }
    }

    /// What is wrong before any value is looked at: an unreadable `.env`, and
    /// `TOOLHUB_` names that do not exist.
    pub(super) fn problems(&self) -> impl Iterator<Item = String> {
        let mut unknown: Vec<&str> = self
            .environment
            .keys()
            .chain(self.dotenv.keys())
            .map(String::as_str)
            .filter(|name| name.starts_with(PREFIX) && !is_known(name))
            .collect();
        unknown.sort_unstable();
        unknown.dedup();
        self.dotenv_problem.clone().into_iter().chain(unknown.into_iter().map(unknown_name))
    }

    /// The user's data directory as the platform defines it.
    pub fn user_data_dir(&self) -> Option<PathBuf> {
        let absolute = |name: &str| {
            self.environment.get(name).map(PathBuf::from).filter(|path| path.is_absolute())
        };
        let base = if cfg!(windows) {
            absolute("LOCALAPPDATA").or_else(|| absolute("APPDATA"))
        } else if cfg!(target_os = "macos") {
            absolute("HOME").map(|home| home.join("Library/Application Support"))
        } else {
            absolute("XDG_DATA_HOME")
                .or_else(|| absolute("HOME").map(|home| home.join(".local/share")))
        };
        base.map(|base| base.join("toolhub"))
    }
}

impl Origin {
    /// Whether the value is the text of a file.
    pub(super) fn by_file(self) -> bool {
        self.by_file
    }

    /// The name that was set: `NAME` or `NAME_FILE`.
    pub(super) fn name(self, var: &Var) -> String {
        format!("{}{}", var.name, if self.by_file { "_FILE" } else { "" })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.by_file, self.in_dotenv) {
            (false, false) => "from the environment",
            (false, true) => "from .env",
            (true, false) => "from a file",
            (true, true) => "from a file named in .env",
        })
    }
}

const PREFIX: &str = "TOOLHUB_";

fn is_known(name: &str) -> bool {
    let name = name.strip_suffix("_FILE").unwrap_or(name);
    vars::all().any(|var| var.name == name)
}

fn unknown_name(name: &str) -> String {
    let (stem, suffix) = name.strip_suffix("_FILE").map_or((name, ""), |stem| (stem, "_FILE"));
    let bare = |name| str::strip_prefix(name, PREFIX).unwrap_or(name);
    let guess = nearest(bare(stem), vars::all().map(|var| bare(var.name)))
        .and_then(|guess| vars::all().find(|var| bare(var.name) == guess));
    match guess {
        Some(var) => {
            format!("{name}: is not a variable of toolhub; did you mean {}{suffix}?", var.name)
        }
        None => format!("{name}: is not a variable of toolhub; `toolhub config` lists them"),
    }
}

fn text(value: &OsStr, var: &Var) -> Result<String, String> {
    value.to_str().map(str::to_owned).ok_or_else(|| {
        format!("{0}: the value is not UTF-8; example: {0}={1}", var.name, var.example)
    })
}

/// A mounted secret: the file's text without the newline that editors add.
fn read_value(path: &OsStr, var: &Var) -> Result<String, String> {
    let problem = |wrong: &str| {
        let path = Path::new(path).display().to_string();
        format!(
            "{0}_FILE: {path:?} {wrong}; example: {0}_FILE=/run/secrets/{1}",
            var.name,
            var.name.to_lowercase()
        )
    };
    let bytes = fs::read(path).map_err(|e| problem(&format!("cannot be read: {e}")))?;
    let text = String::from_utf8(bytes).map_err(|_| problem("is not UTF-8 text"))?;
    let value = text.strip_suffix('\n').unwrap_or(&text);
    let value = value.strip_suffix('\r').unwrap_or(value);
    if value.is_empty() { Err(problem("is empty")) } else { Ok(value.to_owned()) }
}

fn read_dotenv(path: &Path) -> Result<Layer, String> {
    let shown = path.display();
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Layer::new()),
        Err(error) => return Err(format!("{shown}: cannot be read: {error}")),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    dotenvy::from_read_iter(text.as_bytes())
        .filter(|item| !matches!(item, Ok((_, value)) if value.is_empty()))
        .map(|item| match item {
            Ok((name, value)) => Ok((name, value.into())),
            // the error would repeat the line, which may hold a secret
            Err(dotenvy::Error::LineParse(line, _)) => Err(match line_number(text, &line) {
                Some(number) => format!("{shown}: line {number} is not NAME=value"),
                None => format!("{shown}: a line is not NAME=value"),
            }),
            Err(error) => Err(format!("{shown}: cannot be read: {error}")),
        })
        .collect()
}

fn line_number(text: &str, line: &str) -> Option<usize> {
    let first = line.lines().next()?.trim();
    text.lines().position(|candidate| candidate.trim() == first).map(|index| index + 1)
}
