//! Takes secrets out of text: the last door before anything is said.

use percent_encoding::percent_decode_str;

use crate::{
    config::{AuthConfig, Config, Secret, Store},
    text::{HIDDEN, without_userinfo},
};

/// A shorter value would take ordinary words apart.
const SHORTEST: usize = 4;

/// Knows what must not be said.
pub(super) struct Redactor(Vec<Secret>);

impl Redactor {
    /// Hides `secrets`, what `config` holds, and the parts of both that are
    /// secret on their own.
    pub(super) fn new(mut secrets: Vec<Secret>, config: Option<&Config>) -> Self {
        if let Some(config) = config {
            let sources = config.sql.sources.values().map(|source| &source.store);
            for store in sources.chain([&config.database.store]) {
                if let Store::Postgres { url } = store {
                    secrets.push(url.clone());
                }
            }
            if let AuthConfig::Bearer(token) = &config.auth {
                secrets.push(token.clone());
            }
            secrets.extend(config.secret_keys.iter().cloned());
        }
        let parts: Vec<Secret> = secrets.iter().flat_map(|secret| parts(secret.expose())).collect();
        secrets.extend(parts);
        secrets.retain(|secret| secret.expose().len() >= SHORTEST);
        // The whole before its parts.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.expose().len()));
        secrets.dedup();
        Self(secrets)
    }

    /// `text` without any secret, and without what stands before the `@` of a URL.
    pub(super) fn clean(&self, text: &str) -> String {
        let text = self.0.iter().fold(text.to_owned(), |text, secret| {
            if text.contains(secret.expose()) {
                text.replace(secret.expose(), HIDDEN)
            } else {
                text
            }
        });
        without_userinfo(&text)
    }
}

/// What is secret within a secret: the password of a URL, as it is written and
/// as it is meant; each of several keys; the lines of a key file.
fn parts(secret: &str) -> Vec<Secret> {
    let mut parts: Vec<String> =
        secret.split([',', '\n']).map(|part| part.trim().to_owned()).collect();
    if let Some((_, rest)) = secret.split_once("://")
        && let Some((userinfo, _)) = rest.rsplit_once('@')
        && let Some((_, password)) = userinfo.split_once(':')
    {
        parts.push(password.to_owned());
        parts.push(percent_decode_str(password).decode_utf8_lossy().into_owned());
    }
    parts.into_iter().map(Secret::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_their_parts_are_hidden() {
        let secrets = ["postgres://u:p%40ss-word@db/shop", "first-key,second-key", "abc"];
        let redactor = Redactor::new(secrets.map(Secret::new).to_vec(), None);
        let clean = |text| redactor.clean(text);
        assert_eq!(clean("at postgres://u:p%40ss-word@db/shop"), "at [secret]");
        assert_eq!(clean("password p@ss-word is wrong"), "password [secret] is wrong");
        assert_eq!(clean("second-key"), "[secret]");
        assert_eq!(clean("abc is too short to be one"), "abc is too short to be one");
    }
}
