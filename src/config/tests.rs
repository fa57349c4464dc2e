//! Every variable, well and badly set, with the exact words people read.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

use std::{ffi::OsString, fs, path::Path, time::Duration};

use super::{AuthConfig, Config, Draft, LogFormat, Store, Toolset, reference, vars};

mod bad;
mod derived;
mod file;
mod github;
mod layers;

/// Loads what `set` says, in an environment that is otherwise empty but for a home.
fn load(set: &[(&str, &str)]) -> Result<Config, String> {
    load_with(set, None)
}

fn load_with(set: &[(&str, &str)], dotenv: Option<&Path>) -> Result<Config, String> {
    let pairs = [("HOME", "/home/ravi")].iter().chain(set);
    let env = pairs.map(|(name, value)| (OsString::from(name), OsString::from(value)));
    Config::load(env, dotenv).map_err(|errors| errors.to_string())
}

#[test]
fn nothing_set_is_a_working_configuration() {
    let config = load(&[]).unwrap();
    assert!(matches!(config.auth, AuthConfig::Unset));
    assert!(matches!(
        &config.database.store,
        Store::Sqlite { path, embedded: true } if *path == config.data_dir.join("toolhub.db")
    ));
    assert_eq!(config.database.pool_size, 4);
    assert_eq!(config.database.acquire_timeout, Duration::from_millis(800));
    assert_eq!(config.toolsets, [Toolset::Core, Toolset::Orders, Toolset::Sql, Toolset::Python]);
    assert!(config.github.is_none());
    assert_eq!(config.http.host.to_string(), "127.0.0.1");
    assert!(config.log.filter.is_none());
    assert!(config.secret_keys.is_empty());
}

#[test]
fn every_variable_is_read() {
    let key = "cGFzdGUtdGhlLW91dHB1dC1vZi1vcGVuc3NsLXJhbmQ=";
    let keys = format!("{key}, {key}");
    let config = load(&[
        ("TOOLHUB_API_TOKEN", "0123456789abcdef"),
        ("DATABASE_URL", "postgres://toolhub@localhost/shop"),
        ("TOOLHUB_DATA_DIR", "/var/lib/toolhub"),
        ("LOG_LEVEL", "warn,toolhub::dispatch=DEBUG"),
        ("LOG_FORMAT", "pretty"),
        ("HTTP_HOST", "::"),
        ("HTTP_PORT", "0"),
        ("PUBLIC_URL", "https://Tools.Example.com:8443/mcp/"),
        ("TOOLHUB_ALLOWED_HOSTS", "tools.internal:8000, [::1]"),
        ("TOOLHUB_ALLOWED_ORIGINS", "https://app.example.com"),
        ("TOOLHUB_TOOLSETS", "orders"),
        ("TOOLHUB_MAX_BODY_BYTES", "2048"),
        ("TOOLHUB_MAX_CONNECTIONS", "7"),
        ("TOOLHUB_MAX_SESSIONS", "8"),
        ("TOOLHUB_READ_TIMEOUT", "500ms"),
        ("TOOLHUB_DRAIN_TIMEOUT", "2m"),
        ("TOOLHUB_CALL_TIMEOUT", "1h"),
        ("TOOLHUB_RESPONSE_TOKENS", "100"),
        ("TOOLHUB_CALLS_PER_MINUTE", "1"),
        ("TOOLHUB_CACHE_TTL", "0s"),
        ("TOOLHUB_SECRET_KEY", &keys),
    ])
    .unwrap();
    assert!(
        matches!(&config.auth, AuthConfig::Bearer(token) if token.expose() == "0123456789abcdef")
    );
    assert!(
        matches!(&config.database.store, Store::Postgres { url } if url.expose().ends_with("shop"))
    );
    assert_eq!(config.database.pool_size, 16);
    assert_eq!(config.data_dir, Path::new("/var/lib/toolhub"));
    assert_eq!(config.log.format, LogFormat::Pretty);
    assert_eq!(config.log.filter.unwrap().to_string(), "toolhub::dispatch=debug,warn");
    assert_eq!(config.http.host.to_string(), "::");
    assert_eq!(config.http.port, 0);
    assert_eq!(config.http.public_url.unwrap(), "https://tools.example.com:8443/mcp");
    assert_eq!(config.http.allowed_hosts, ["tools.internal:8000", "[::1]"]);
    assert_eq!(config.http.allowed_origins, ["https://app.example.com"]);
    assert_eq!(config.toolsets, [Toolset::Core, Toolset::Orders]);
    assert_eq!(config.http.max_body_bytes, 2048);
    assert_eq!(config.http.max_connections, 7);
    assert_eq!(config.http.max_sessions, 8);
    assert_eq!(config.http.read_timeout, Duration::from_millis(500));
    assert_eq!(config.http.drain_timeout, Duration::from_mins(2));
    assert_eq!(config.limits.call_timeout, Duration::from_hours(1));
    assert_eq!(config.limits.response_tokens, 100);
    assert_eq!(config.limits.calls_per_minute, 1);
    assert_eq!(config.limits.cache_ttl, Duration::ZERO);
    assert_eq!(config.secret_keys.len(), 2);
}

#[test]
fn the_pool_size_can_be_chosen() {
    assert_eq!(load(&[("TOOLHUB_DATABASE_POOL", "9")]).unwrap().database.pool_size, 9);
}

#[test]
fn a_sqlite_path_may_be_spelt_as_a_url() {
    for (url, file) in
        [("sqlite:a.db", "a.db"), ("sqlite:///data/a.db", "/data/a.db"), ("sqlite://a.db", "a.db")]
    {
        let config = load(&[("DATABASE_URL", url)]).unwrap();
        assert!(
            matches!(&config.database.store, Store::Sqlite { path, embedded: false } if path == Path::new(file)),
            "{url}"
        );
    }
}

#[test]
fn no_token_is_needed_on_a_loopback_address_when_it_is_said() {
    let config = load(&[("TOOLHUB_AUTH", "none"), ("HTTP_HOST", "::1")]).unwrap();
    assert!(matches!(config.auth, AuthConfig::None));
}

#[test]
fn core_is_always_on() {
    let config = load(&[("TOOLHUB_TOOLSETS", "core")]).unwrap();
    assert_eq!(config.toolsets, [Toolset::Core]);
}

#[cfg(target_os = "linux")]
#[test]
fn the_data_directory_follows_the_platform() {
    let config = load(&[("XDG_DATA_HOME", "/data")]).unwrap();
    assert_eq!(config.data_dir, Path::new("/data/toolhub"));
    let config = load(&[("XDG_DATA_HOME", "relative")]).unwrap();
    assert_eq!(config.data_dir, Path::new("/home/ravi/.local/share/toolhub"));
    let errors = Config::load(std::iter::empty(), None).unwrap_err();
    insta::assert_snapshot!(errors, @"TOOLHUB_DATA_DIR: is unset and there is no home directory to derive it from; example: TOOLHUB_DATA_DIR=/var/lib/toolhub");
}
