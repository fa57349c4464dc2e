//! What is wrong with a configuration, one line a problem.

use std::fmt;

use super::{
    sources::Found,
    vars::{Var, Wrong},
};
use crate::text::without_userinfo;

/// Everything that is wrong with a configuration. Never holds a secret.
#[derive(Debug, thiserror::Error)]
pub struct ConfigErrors(Vec<String>);

impl ConfigErrors {
    pub(super) fn new(problems: impl IntoIterator<Item = String>) -> Self {
        Self(problems.into_iter().collect())
    }

    /// The problems: variable, what is wrong, and mostly an example.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

/// More of a wrong value would only hide what is wrong with it.
const SHOWN_CHARACTERS: usize = 60;

impl Found {
    /// The one line about a value that was refused. A secret's value is not in
    /// it, nor a file's: the wrong path may name one that holds a secret.
    pub(super) fn problem(&self, var: &Var, wrong: &Wrong) -> String {
        let subject = if var.secret || self.origin.by_file() {
            "the value".to_owned()
        } else {
            let value = without_userinfo(&self.value);
            match value.char_indices().nth(SHOWN_CHARACTERS) {
                Some((end, _)) => format!("{:?}…", value.get(..end).unwrap_or_default()),
                None => format!("{value:?}"),
            }
        };
        let name = self.origin.name(var);
        format!("{name}: {subject} {wrong}; example: {}={}", var.name, var.example)
    }
}
