//! What must not be shown nor written in clear.

use crate::config::vars;

const WORDS: &[&str] = &[
    "token",
    "secret",
    "password",
    "passwd",
    "apikey",
    "api_key",
    "api-key",
    "private_key",
    "credential",
    "authorization",
];

/// Whether the value of the variable `name` is a secret.
pub(super) fn is_secret(name: &str, value: Option<&str>) -> bool {
    if name.ends_with("_FILE") {
        return false;
    }
    match vars::all().find(|var| var.name == name) {
        // an address is a secret only for the password in it
        Some(var) if var.secret && name.ends_with("_URL") => value.is_none_or(holds_password),
        Some(var) => var.secret,
        None => sounds_secret(name) || value.is_some_and(looks_secret),
    }
}

/// Whether a key of that name usually holds a secret.
pub(super) fn sounds_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    !name.ends_with("_file") && WORDS.iter().any(|word| name.contains(word))
}

/// Whether `value` is a URL with a password.
fn holds_password(value: &str) -> bool {
    let Some((_, rest)) = value.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let user = authority.rsplit_once('@').map(|(user, _)| user);
    user.is_some_and(|user| user.contains(':')) || rest.contains("password=")
}

/// Beginnings of well-known tokens.
const PREFIXES: &[&str] = &["ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "sk-", "xox", "AKIA"];

/// Whether `value` is a secret by the look of it.
pub(super) fn looks_secret(value: &str) -> bool {
    holds_password(value)
        || value.contains("Bearer ")
        || PREFIXES.iter().any(|prefix| value.starts_with(prefix))
}
