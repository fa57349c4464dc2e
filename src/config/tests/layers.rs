//! The environment, `.env` and files, and which of them wins.

use super::{AuthConfig, Config, OsString, Path, fs, load, load_with};
use crate::config::{Sources, Store};

const TOKEN: &str = "0123456789abcdef";

fn write(dir: &tempfile::TempDir, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = dir.path().join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The problem without the directory's name, which differs from run to run.
fn without(dir: &tempfile::TempDir, problem: &str) -> String {
    problem.replace(dir.path().to_str().unwrap(), "DIR")
}

#[test]
fn the_environment_wins_over_dotenv() {
    let dir = tempfile::tempdir().unwrap();
    let dotenv =
        write(&dir, ".env", "\u{feff}HTTP_PORT=1\nexport LOG_LEVEL='warn' # quiet\nHTTP_HOST=\n");
    let config = load_with(&[("HTTP_PORT", "2")], Some(Path::new(&dotenv))).unwrap();
    assert_eq!(config.http.port, 2);
    assert_eq!(config.log.filter.unwrap().to_string(), "warn");
}

#[test]
fn an_empty_value_is_unset() {
    let dir = tempfile::tempdir().unwrap();
    let dotenv = write(&dir, ".env", "HTTP_PORT=1\nTOOLHUB_NOPE=\n");
    let config =
        load_with(&[("HTTP_PORT", ""), ("LOG_LEVEL", "")], Some(Path::new(&dotenv))).unwrap();
    assert_eq!(config.http.port, 1);
}

#[test]
fn dotenv_may_be_missing() {
    let dir = tempfile::tempdir().unwrap();
    assert!(load_with(&[], Some(&dir.path().join(".env"))).is_ok());
}

#[test]
fn a_bad_dotenv_is_named_without_its_text() {
    let dir = tempfile::tempdir().unwrap();
    let problem = |text: &[u8]| {
        let dotenv = write(&dir, ".env", text);
        without(&dir, &load_with(&[], Some(Path::new(&dotenv))).unwrap_err())
    };
    insta::assert_snapshot!(problem(b"HTTP_PORT=1\nTOOLHUB_API_TOKEN hunter2\n"), @"DIR/.env: line 2 is not NAME=value");
    insta::assert_snapshot!(problem(b"DATABASE_URL='hunter2\n"), @"DIR/.env: line 1 is not NAME=value");
    insta::assert_snapshot!(problem(b"HTTP_PORT=\xff\n"), @"DIR/.env: cannot be read: stream did not contain valid UTF-8");
    insta::assert_snapshot!(problem(b"TOOLHUB_HTTP_PORT=1\n"), @"TOOLHUB_HTTP_PORT: is not a variable of toolhub; did you mean HTTP_PORT?");
}

#[test]
fn dotenv_does_not_leak_into_the_process() {
    let dir = tempfile::tempdir().unwrap();
    let dotenv = write(&dir, ".env", "TOOLHUB_CACHE_TTL=1s\n");
    load_with(&[], Some(Path::new(&dotenv))).unwrap();
    #[expect(clippy::disallowed_methods, reason = "what must not have been written to")]
    let mut environment = std::env::vars_os();
    assert!(environment.all(|(name, _)| name != "TOOLHUB_CACHE_TTL"));
}

#[test]
fn a_value_may_live_in_a_file() {
    let dir = tempfile::tempdir().unwrap();
    for text in [TOKEN.to_owned(), format!("{TOKEN}\n"), format!("{TOKEN}\r\n")] {
        let file = write(&dir, "token", text);
        let config = load(&[("TOOLHUB_API_TOKEN_FILE", &file)]).unwrap();
        assert!(matches!(&config.auth, AuthConfig::Bearer(token) if token.expose() == TOKEN));
    }
    let file = write(&dir, "url", "postgresql://db/shop\n");
    let config = load(&[("DATABASE_URL_FILE", &file)]).unwrap();
    assert!(matches!(config.database.store, Store::Postgres { .. }));
}

#[test]
fn files_that_do_not_help_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("missing").to_str().unwrap().to_owned();
    let empty = write(&dir, "empty", "\n");
    let binary = write(&dir, "binary", b"\xff\xfe");
    let short = write(&dir, "short", "hunter2\n");
    let problem = |set: &[(&str, &str)]| without(&dir, &load(set).unwrap_err());
    insta::assert_snapshot!(problem(&[("TOOLHUB_API_TOKEN_FILE", &missing)]), @r#"TOOLHUB_API_TOKEN_FILE: "DIR/missing" cannot be read: No such file or directory (os error 2); example: TOOLHUB_API_TOKEN_FILE=/run/secrets/toolhub_api_token"#);
    insta::assert_snapshot!(problem(&[("HTTP_PORT_FILE", &empty)]), @r#"HTTP_PORT_FILE: "DIR/empty" is empty; example: HTTP_PORT_FILE=/run/secrets/http_port"#);
    insta::assert_snapshot!(problem(&[("TOOLHUB_API_TOKEN_FILE", &binary)]), @r#"TOOLHUB_API_TOKEN_FILE: "DIR/binary" is not UTF-8 text; example: TOOLHUB_API_TOKEN_FILE=/run/secrets/toolhub_api_token"#);
    insta::assert_snapshot!(problem(&[("TOOLHUB_API_TOKEN_FILE", &short)]), @"TOOLHUB_API_TOKEN_FILE: the value is shorter than 16 characters; example: TOOLHUB_API_TOKEN=$(openssl rand -hex 32)");
    insta::assert_snapshot!(problem(&[("HTTP_PORT_FILE", &short)]), @"HTTP_PORT_FILE: the value is not a whole number from 0 to 65535; example: HTTP_PORT=8080");
    insta::assert_snapshot!(problem(&[("HTTP_PORT_FILE", &short), ("HTTP_PORT", "1")]), @"HTTP_PORT: is set twice, directly and by HTTP_PORT_FILE; unset one of them");
}

#[test]
fn the_environment_overrides_a_file_named_in_dotenv() {
    let dir = tempfile::tempdir().unwrap();
    let dotenv = write(&dir, ".env", "TOOLHUB_API_TOKEN_FILE=/nowhere\n");
    let config = load_with(&[("TOOLHUB_API_TOKEN", TOKEN)], Some(Path::new(&dotenv))).unwrap();
    assert!(matches!(config.auth, AuthConfig::Bearer(_)));
}

#[cfg(unix)]
#[test]
fn values_must_be_text() {
    use std::os::unix::ffi::OsStringExt as _;
    let env = [
        (OsString::from("HOME"), OsString::from("/home/ravi")),
        (OsString::from("HTTP_PORT"), OsString::from_vec(vec![b'8', 0xff])),
    ];
    insta::assert_snapshot!(Config::load(env.into_iter(), None).unwrap_err(), @"HTTP_PORT: the value is not UTF-8; example: HTTP_PORT=8080");
}

#[test]
fn origins_say_where_a_value_came_from() {
    let dir = tempfile::tempdir().unwrap();
    let file = write(&dir, "token", TOKEN);
    let dotenv = write(&dir, ".env", format!("TOOLHUB_API_TOKEN_FILE={file}\nHTTP_HOST=::1\n"));
    let env = [(OsString::from("HTTP_PORT"), OsString::from("1"))];
    let sources = Sources::new(env.into_iter(), Some(Path::new(&dotenv)));
    let origins: Vec<String> =
        sources.origins().map(|(var, origin)| format!("{} {origin}", var.name)).collect();
    insta::assert_snapshot!(origins.join("\n"), @"
    TOOLHUB_API_TOKEN from a file named in .env
    HTTP_HOST from .env
    HTTP_PORT from the environment
    ");
}
