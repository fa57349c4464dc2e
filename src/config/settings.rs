//! What is set, for people to look at and for what must never be shown.

use std::{ffi::OsStr, path::PathBuf};

use super::{
    Secret, Sources,
    vars::{self, Var},
};

/// One variable that is set.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The variable.
    pub name: &'static str,
    /// How it was given: "from .env".
    pub origin: String,
    /// Its value, unless that is a secret or was refused.
    pub value: Option<String>,
}

/// A file that holds a secret.
#[derive(Debug, Clone)]
pub struct SecretFile {
    /// The variable that names it: `TOOLHUB_API_TOKEN_FILE`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// What the names of secrets of other programs have in them.
const TELLING: &[&str] = &[
    "token",
    "secret",
    "password",
    "passwd",
    "apikey",
    "api_key",
    "private_key",
    "credential",
    "authorization",
];

impl Sources {
    /// What is set, in documentation order.
    pub fn settings(&self) -> impl Iterator<Item = Setting> {
        vars::all().filter_map(|var| {
            let found = self.find(var)?.ok()?;
            let is_taken = (var.set)(&mut super::Draft::default(), &found.value).is_ok();
            let value = (!var.secret && !found.origin.by_file() && is_taken).then_some(found.value);
            Some(Setting { name: var.name, origin: found.origin.to_string(), value })
        })
    }

    /// Every value that must not be shown, whichever of them is in force: of our
    /// own secrets, and of other variables that are named like secrets.
    pub fn secrets(&self) -> Vec<Secret> {
        let mut secrets = Vec::new();
        for layer in self.layers() {
            for (name, value) in layer {
                let Some(text) = value.to_str() else { continue };
                let var = vars::all().find(|var| name.strip_suffix("_FILE") == Some(var.name));
                match var {
                    Some(var) if var.secret => {
                        let held = std::fs::read_to_string(text).unwrap_or_default();
                        secrets.push(Secret::new(held.trim_end_matches(['\r', '\n'])));
                    }
                    None if is_secret(name) && !is_plain(text) => secrets.push(Secret::new(text)),
                    Some(_) | None => {}
                }
            }
        }
        secrets
    }

    /// The files that hold our secrets.
    pub fn secret_files(&self) -> impl Iterator<Item = SecretFile> {
        vars::all().filter(|var| var.secret).filter_map(|var| {
            let origin = self.find(var)?.ok()?.origin;
            let name = origin.name(var);
            let path = origin.by_file().then(|| self.raw(&name)).flatten()?;
            Some(SecretFile { name, path: path.into() })
        })
    }

    /// The directories in which the shell looks for programs.
    pub fn search_path(&self) -> Vec<PathBuf> {
        let path = self.environment("PATH");
        path.map(|path| std::env::split_paths(path).collect()).unwrap_or_default()
    }

    /// The user's home directory.
    pub fn home(&self) -> Option<PathBuf> {
        let home = self.environment("HOME").or_else(|| self.environment("USERPROFILE"));
        home.map(PathBuf::from).filter(|home| home.is_absolute())
    }

    fn raw(&self, name: &str) -> Option<&OsStr> {
        self.layers().into_iter().find_map(|layer| layer.get(name)).map(AsRef::as_ref)
    }
}

/// Whether the value of `name` must not be shown.
fn is_secret(name: &str) -> bool {
    match vars::all().find(|var| var.name == name) {
        Some(Var { secret, .. }) => *secret,
        None => sounds_secret(name),
    }
}

/// Whether a value keeps no secret: a switch or a number, as in `MAX_TOKENS=8000`.
fn is_plain(value: &str) -> bool {
    const LONGEST_NUMBER: usize = 5;
    let is_number =
        value.len() <= LONGEST_NUMBER && value.bytes().all(|byte| byte.is_ascii_digit());
    is_number || value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false")
}

/// Whether a variable, key or option of that name usually holds a secret.
pub fn sounds_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('-', "_");
    !name.ends_with("_file") && TELLING.iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::{is_plain, sounds_secret};

    #[test]
    fn secrets_are_told_by_their_names() {
        for name in ["GH_TOKEN", "aws_secret_access_key", "--api-key", "PGPASSWORD"] {
            assert!(sounds_secret(name), "{name}");
        }
        for name in ["HOME", "DB_PASSWORD_FILE", "--token-file"] {
            assert!(!sounds_secret(name), "{name}");
        }
    }

    #[test]
    fn a_switch_or_a_short_number_is_no_secret() {
        assert!(is_plain("false") && is_plain("8000") && is_plain(""));
        assert!(!is_plain("482913") && !is_plain("hunter2"));
    }
}
