//! What must not be shown nor written in clear.

use crate::config::{sounds_secret, vars};

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

/// Whether `value` is a URL with a password.
fn holds_password(value: &str) -> bool {
    let Some((_, rest)) = value.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let user = authority.rsplit_once('@').map(|(user, _)| user);
    user.is_some_and(|user| user.contains(':')) || rest.contains("password=")
}

/// Whether `value` is `--token=...` or `API_KEY=...`.
fn assigns_secret(value: &str) -> bool {
    let is_name = |name: &str| {
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    value
        .split_once('=')
        .is_some_and(|(name, value)| is_name(name) && !value.is_empty() && sounds_secret(name))
}

/// Beginnings of well-known tokens.
const PREFIXES: &[&str] = &["ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "sk-", "xox", "AKIA"];

/// Whether `value` is a secret by the look of it.
pub(super) fn looks_secret(value: &str) -> bool {
    holds_password(value)
        || value.contains("Bearer ")
        || assigns_secret(value)
        || PREFIXES.iter().any(|prefix| value.starts_with(prefix))
}
