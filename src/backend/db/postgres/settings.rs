//! What a `postgres://` URL and our own rules make of a connection.
//!
//! Like libpq, `sslmode` is `disable`, `prefer` (the default), `require`,
//! `verify-ca` or `verify-full`. Unlike libpq, every mode from `require` up
//! verifies the server's certificate and its name, against the system's roots
//! and `sslrootcert=PATH`; `prefer` encrypts when the server offers to, verifies
//! nothing, and does not fall back when the handshake itself fails.

use std::{fmt, path::PathBuf, time::Duration};

use thiserror::Error;
use tokio_postgres::{Config, config::SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{super::OpenError, tls};
use crate::config::Secret;

/// How to connect.
pub(in crate::backend) struct Settings {
    /// A connection of the pool.
    pub(in crate::backend) session: Config,
    /// The connection that migrates.
    pub(in crate::backend) migration: Config,
    pub(in crate::backend) tls: MakeRustlsConnect,
}

#[derive(Debug, Error)]
enum UrlError {
    #[error(
        "sslmode {0:?} is not known; it is one of disable, prefer, require, verify-ca, verify-full"
    )]
    Mode(String),
    #[error("it has to begin with postgres:// or postgresql://")]
    Scheme,
    #[error("sslrootcert is not percent-encoded text")]
    RootCert,
}

/// A URL without the options that the driver does not know.
struct Url {
    plain: String,
    mode: SslMode,
    root_cert: Option<PathBuf>,
}

impl Settings {
    pub(in crate::backend) fn parse(
        url: &Secret,
        acquire_timeout: Duration,
    ) -> Result<Self, OpenError> {
        let wrong = |source| OpenError::Url { source };
        let url = split(url.expose()).map_err(|error| wrong(error.into()))?;
        let mut config: Config = url.plain.parse().map_err(
            // Says which option is wrong and never what it holds.
            |error: tokio_postgres::Error| wrong(error.into()),
        )?;
        config
            .ssl_mode(url.mode)
            .application_name("toolhub")
            .connect_timeout(acquire_timeout)
            .keepalives(true)
            .keepalives_idle(Duration::from_secs(30))
            .keepalives_interval(Duration::from_secs(5))
            .keepalives_retries(3)
            .tcp_user_timeout(Duration::from_secs(20));
        let tls = match url.mode {
            SslMode::Require => tls::verifying(url.root_cert.as_deref())
                .map_err(|source| OpenError::Tls { source })?,
            _ => tls::trusting().map_err(|source| OpenError::Tls { source })?,
        };
        Ok(Self { migration: config.clone(), session: config, tls })
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The driver's own Debug hides the password.
        f.debug_struct("Settings").field("session", &self.session).finish_non_exhaustive()
    }
}

fn split(url: &str) -> Result<Url, UrlError> {
    if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
        return Err(UrlError::Scheme);
    }
    let (base, options) = url.split_once('?').unwrap_or((url, ""));
    let (mut mode, mut root_cert, mut rest) = (SslMode::Prefer, None, Vec::new());
    for option in options.split('&').filter(|option| !option.is_empty()) {
        match option.split_once('=') {
            Some(("sslmode", name)) => mode = parse_mode(name)?,
            Some(("sslrootcert", path)) => {
                root_cert = Some(decode(path).ok_or(UrlError::RootCert)?.into());
            }
            _ => rest.push(option),
        }
    }
    let plain =
        if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.join("&")) };
    Ok(Url { plain, mode, root_cert })
}

fn parse_mode(name: &str) -> Result<SslMode, UrlError> {
    match name {
        "disable" => Ok(SslMode::Disable),
        "prefer" => Ok(SslMode::Prefer),
        "require" | "verify-ca" | "verify-full" => Ok(SslMode::Require),
        other => Err(UrlError::Mode(other.to_owned())),
    }
}

/// Undoes percent-encoding; `None` when it is broken.
fn decode(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (hex, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(hex, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    #[test]
    fn our_options_are_taken_out_and_others_stay() {
        let url =
            split("postgres://u:p@h/d?sslmode=verify-full&options=-cx&sslrootcert=/a%20b.pem");
        let Url { plain, mode, root_cert } = url.unwrap();
        assert_eq!(plain, "postgres://u:p@h/d?options=-cx");
        assert_eq!(mode, SslMode::Require);
        assert_eq!(root_cert, Some(PathBuf::from("/a b.pem")));
    }

    #[test]
    fn the_default_is_to_prefer_tls() {
        assert_eq!(split("postgresql://h").unwrap().mode, SslMode::Prefer);
    }

    #[test]
    fn a_wrong_url_is_told_without_its_secret() {
        for wrong in [
            "postgres://u:hunter2@h/d?sslmode=on",
            "mysql://u:hunter2@h",
            "postgres://u:hunter2@h:port/",
        ] {
            let error = Settings::parse(&Secret::new(wrong), Duration::from_secs(1)).unwrap_err();
            let text = format!("{error} {error:?}");
            assert!(!text.contains("hunter2"), "{text}");
        }
    }
}
