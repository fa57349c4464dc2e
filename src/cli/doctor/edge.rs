//! Who may call over HTTP, and by which name.

use std::collections::HashSet;

use super::{Checklist, Ground};
use crate::config::AuthConfig;

const NEW_TOKEN: &str = "TOOLHUB_API_TOKEN=$(openssl rand -hex 32)";
/// A random token of this length cannot be guessed, whatever its alphabet.
const LONG: usize = 32;
/// Fewer different characters are a pattern.
const VARIED: usize = 10;
/// What people type who mean to change it later.
const TYPED: &[&str] = &["password", "secret", "changeme", "example", "toolhub"];

pub(super) fn token(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(config) = ground.config() else { return Ok(()) };
    match &config.auth {
        AuthConfig::Bearer(token) => match weakness(token.expose()) {
            None => list.ok("TOOLHUB_API_TOKEN is set and strong"),
            Some(weakness) => {
                list.note(&format!("TOOLHUB_API_TOKEN {weakness}"))?;
                list.cure(NEW_TOKEN);
                Ok(())
            }
        },
        AuthConfig::None => {
            list.note("no token is asked for: whoever uses this machine may call")?;
            list.cure(NEW_TOKEN);
            Ok(())
        }
        AuthConfig::Unset if ground.serves_http() => {
            list.fail("TOOLHUB_API_TOKEN is not set: `toolhub --http` will refuse to start")?;
            list.cure(NEW_TOKEN);
            Ok(())
        }
        AuthConfig::Unset => list.ok("stdio needs no token"),
    }
}

/// Why a token could be guessed.
fn weakness(token: &str) -> Option<&'static str> {
    let lower = token.to_ascii_lowercase();
    if TYPED.iter().any(|word| lower.contains(word)) {
        return Some("holds a word that others guess");
    }
    if token.len() < LONG {
        return Some("is shorter than 32 characters");
    }
    let varied = token.chars().collect::<HashSet<_>>().len() >= VARIED;
    (!varied).then_some("repeats a few characters")
}

pub(super) fn secret_key(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(config) = ground.config() else { return Ok(()) };
    match config.secret_keys.len() {
        0 if ground.serves_http() => {
            list.note("TOOLHUB_SECRET_KEY is not set: confirmations end with the process")?;
            list.cure("TOOLHUB_SECRET_KEY=$(openssl rand -base64 32), the same for every replica");
            Ok(())
        }
        0 => list.ok("stdio needs no TOOLHUB_SECRET_KEY"),
        1 => list.ok("TOOLHUB_SECRET_KEY is set"),
        keys => list.ok(&format!("TOOLHUB_SECRET_KEY holds {keys} keys; the first signs")),
    }
}

pub(super) fn public_url(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(config) = ground.config() else { return Ok(()) };
    let http = &config.http;
    if http.host.is_loopback() && http.public_url.is_none() {
        return list.ok("only programs on this machine can call");
    }
    let url = http.public_url.as_deref();
    if url.is_none() && http.allowed_hosts.is_empty() && http.host.is_unspecified() {
        list.note("HTTP_HOST is every interface, but only loopback names are answered")?;
        list.cure("set PUBLIC_URL to the address that clients use, for instance https://tools.example.com");
        return Ok(());
    }
    let is_encrypted = url.is_some_and(|url| url.starts_with("https://"));
    if is_encrypted || url.is_some_and(is_local) {
        return list.ok(&format!("clients reach it at {}/mcp", url.unwrap_or_default()));
    }
    list.note("tokens travel unencrypted beyond this machine")?;
    list.cure("put a reverse proxy with TLS in front, and set PUBLIC_URL=https://...");
    Ok(())
}

/// Whether a URL names this machine.
fn is_local(url: &str) -> bool {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    ["localhost", "127.", "[::1]"].iter().any(|name| rest.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::{is_local, weakness};

    #[test]
    fn weak_tokens_are_told_from_strong_ones() {
        let strong = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        assert_eq!(weakness(strong), None);
        assert_eq!(weakness("9f86d081884c7d65"), Some("is shorter than 32 characters"));
        assert_eq!(weakness(&"abc1".repeat(12)), Some("repeats a few characters"));
        assert_eq!(
            weakness("My-Password-0123456789abcdefghijk"),
            Some("holds a word that others guess")
        );
    }

    #[test]
    fn this_machine_has_several_names() {
        assert!(
            is_local("http://localhost:8000")
                && is_local("http://127.0.0.1")
                && is_local("http://[::1]:1")
        );
        assert!(!is_local("http://tools.example.com") && !is_local("http://10.0.0.1"));
    }
}
