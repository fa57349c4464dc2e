//! What is refused, and the line that says so.

use super::load;

fn problem(name: &str, value: &str) -> String {
    match load(&[(name, value)]) {
        Ok(_) => format!("{name}={value} was accepted"),
        Err(problem) => problem,
    }
}

fn problems(cases: &[(&str, &str)]) -> String {
    cases.iter().map(|(name, value)| problem(name, value)).collect::<Vec<_>>().join("\n")
}

#[test]
fn basics() {
    insta::assert_snapshot!(problems(&[
        ("TOOLHUB_TOOLSETS", "order"),
        ("TOOLHUB_TOOLSETS", "core,sandpit"),
        ("TOOLHUB_TOOLSETS", "core,,orders"),
        ("TOOLHUB_DATA_DIR", "~/toolhub"),
    ]), @r#"
    TOOLHUB_TOOLSETS: "order" names the unknown toolset "order" (did you mean "orders"? known: all, core, orders, sql, github, python); example: TOOLHUB_TOOLSETS=orders
    TOOLHUB_TOOLSETS: "core,sandpit" names the unknown toolset "sandpit" (known: all, core, orders, sql, github, python); example: TOOLHUB_TOOLSETS=orders
    TOOLHUB_TOOLSETS: "core,,orders" has an empty item between its commas; example: TOOLHUB_TOOLSETS=orders
    TOOLHUB_DATA_DIR: "~/toolhub" starts with `~`, which nothing expands here: write the whole path; example: TOOLHUB_DATA_DIR=/var/lib/toolhub
    "#);
}

#[test]
fn database() {
    insta::assert_snapshot!(problems(&[
        ("DATABASE_URL", "mysql://root:hunter2@db/shop"),
        ("DATABASE_URL", "postgres://"),
        ("DATABASE_URL", "sqlite:"),
        ("DATABASE_URL", "sqlite::memory:"),
        ("DATABASE_URL", "sqlite:shop.db?mode=ro"),
        ("DATABASE_URL", "sqlite:~/shop.db"),
        ("TOOLHUB_DATABASE_POOL", "0"),
    ]), @r#"
    DATABASE_URL: the value does not start with postgres://, postgresql:// or sqlite:; example: DATABASE_URL=postgres://toolhub@localhost/shop
    DATABASE_URL: the value names no server after ://; example: DATABASE_URL=postgres://toolhub@localhost/shop
    DATABASE_URL: the value names no file after sqlite:; example: DATABASE_URL=postgres://toolhub@localhost/shop
    DATABASE_URL: the value names no file: a database in memory cannot be shared; example: DATABASE_URL=postgres://toolhub@localhost/shop
    DATABASE_URL: the value has options after `?`: only a path is taken; example: DATABASE_URL=postgres://toolhub@localhost/shop
    DATABASE_URL: the value starts with `~`, which nothing expands here: write the whole path; example: DATABASE_URL=postgres://toolhub@localhost/shop
    TOOLHUB_DATABASE_POOL: "0" is not a whole number from 1 to 1000; example: TOOLHUB_DATABASE_POOL=32
    "#);
}

#[test]
fn who_may_call() {
    insta::assert_snapshot!(problems(&[
        ("TOOLHUB_API_TOKEN", "hunter2"),
        ("TOOLHUB_API_TOKEN", "hunter2 hunter2 hunter2"),
        ("TOOLHUB_AUTH", "basic"),
        ("TOOLHUB_SECRET_KEY", "hunter2!"),
        ("TOOLHUB_SECRET_KEY", "cGFzdGUtdGhlLW91dHB1dC1vZi1vcGVuc3NsLXJhbmQ=,aHVudGVyMg=="),
    ]), @r#"
    TOOLHUB_API_TOKEN: the value is shorter than 16 characters; example: TOOLHUB_API_TOKEN=$(openssl rand -hex 32)
    TOOLHUB_API_TOKEN: the value holds something else than visible ASCII characters; example: TOOLHUB_API_TOKEN=$(openssl rand -hex 32)
    TOOLHUB_AUTH: "basic" is not `none`, the only value; example: TOOLHUB_AUTH=none
    TOOLHUB_SECRET_KEY: the value has a key (number 1) that is not base64; example: TOOLHUB_SECRET_KEY=$(openssl rand -base64 32)
    TOOLHUB_SECRET_KEY: the value has a key (number 2) of less than 32 bytes; example: TOOLHUB_SECRET_KEY=$(openssl rand -base64 32)
    "#);
}

#[test]
fn contradictions() {
    let token = ("TOOLHUB_API_TOKEN", "0123456789abcdef");
    insta::assert_snapshot!(load(&[("TOOLHUB_AUTH", "none"), token, ("HTTP_HOST", "0.0.0.0")]).unwrap_err(), @"
    TOOLHUB_AUTH: `none` contradicts TOOLHUB_API_TOKEN; unset one of them
    TOOLHUB_AUTH: `none` is only accepted on a loopback address, and HTTP_HOST is 0.0.0.0; set TOOLHUB_API_TOKEN instead, or HTTP_HOST=127.0.0.1
    ");
}

#[test]
fn http() {
    insta::assert_snapshot!(problems(&[
        ("HTTP_HOST", "localhost"),
        ("HTTP_HOST", "tools.example.com"),
        ("HTTP_PORT", "80a"),
        ("HTTP_PORT", "65536"),
        ("PUBLIC_URL", "tools.example.com"),
        ("PUBLIC_URL", "https:///mcp"),
        ("PUBLIC_URL", "https://tools.example.com/mcp?a=b"),
        ("TOOLHUB_ALLOWED_HOSTS", "https://tools.example.com"),
        ("TOOLHUB_ALLOWED_HOSTS", "tools.example.com:http"),
        ("TOOLHUB_ALLOWED_ORIGINS", "*"),
        ("TOOLHUB_ALLOWED_ORIGINS", "https://app.example.com/"),
        ("TOOLHUB_MAX_BODY_BYTES", "1MB"),
        ("TOOLHUB_MAX_CONNECTIONS", "-1"),
        ("TOOLHUB_MAX_SESSIONS", "1e3"),
        ("TOOLHUB_READ_TIMEOUT", "30"),
        ("TOOLHUB_DRAIN_TIMEOUT", "0s"),
    ]), @r#"
    HTTP_HOST: "localhost" is a name, not an IP address: write 127.0.0.1; example: HTTP_HOST=0.0.0.0
    HTTP_HOST: "tools.example.com" is not an IP address; example: HTTP_HOST=0.0.0.0
    HTTP_PORT: "80a" is not a whole number from 0 to 65535; example: HTTP_PORT=8080
    HTTP_PORT: "65536" is not a whole number from 0 to 65535; example: HTTP_PORT=8080
    PUBLIC_URL: "tools.example.com" does not start with http:// or https://; example: PUBLIC_URL=https://tools.example.com
    PUBLIC_URL: "https:///mcp" does not name a host; example: PUBLIC_URL=https://tools.example.com
    PUBLIC_URL: "https://tools.example.com/mcp?a=b" has a query or fragment: a base URL ends with its path; example: PUBLIC_URL=https://tools.example.com
    TOOLHUB_ALLOWED_HOSTS: "https://tools.example.com" is a URL: write host or host:port; example: TOOLHUB_ALLOWED_HOSTS=tools.example.com,tools.internal:8000
    TOOLHUB_ALLOWED_HOSTS: "tools.example.com:http" has a port that is not a number from 0 to 65535; example: TOOLHUB_ALLOWED_HOSTS=tools.example.com,tools.internal:8000
    TOOLHUB_ALLOWED_ORIGINS: "*" does not start with http:// or https://; example: TOOLHUB_ALLOWED_ORIGINS=https://app.example.com
    TOOLHUB_ALLOWED_ORIGINS: "https://app.example.com/" goes on after the host: an origin has no path; example: TOOLHUB_ALLOWED_ORIGINS=https://app.example.com
    TOOLHUB_MAX_BODY_BYTES: "1MB" is not a whole number from 1024 to 67108864; example: TOOLHUB_MAX_BODY_BYTES=4194304
    TOOLHUB_MAX_CONNECTIONS: "-1" is not a whole number from 1 to 1000000; example: TOOLHUB_MAX_CONNECTIONS=2000
    TOOLHUB_MAX_SESSIONS: "1e3" is not a whole number from 1 to 1000000; example: TOOLHUB_MAX_SESSIONS=5000
    TOOLHUB_READ_TIMEOUT: "30" has no unit: write ms, s, m or h after the number; example: TOOLHUB_READ_TIMEOUT=10s
    TOOLHUB_DRAIN_TIMEOUT: "0s" is not between 10ms and 1h; example: TOOLHUB_DRAIN_TIMEOUT=5s
    "#);
}

#[test]
fn limits() {
    insta::assert_snapshot!(problems(&[
        ("TOOLHUB_CALL_TIMEOUT", "soon"),
        ("TOOLHUB_CALL_TIMEOUT", "2h"),
        ("TOOLHUB_CALL_TIMEOUT", "99999999999s"),
        ("TOOLHUB_RESPONSE_TOKENS", "8k"),
        ("TOOLHUB_CALLS_PER_MINUTE", "0"),
        ("TOOLHUB_CACHE_TTL", "1.5s"),
    ]), @r#"
    TOOLHUB_CALL_TIMEOUT: "soon" is not a duration such as 500ms, 30s, 2m or 1h; example: TOOLHUB_CALL_TIMEOUT=10s
    TOOLHUB_CALL_TIMEOUT: "2h" is not between 10ms and 1h; example: TOOLHUB_CALL_TIMEOUT=10s
    TOOLHUB_CALL_TIMEOUT: "99999999999s" is not a duration such as 500ms, 30s, 2m or 1h; example: TOOLHUB_CALL_TIMEOUT=10s
    TOOLHUB_RESPONSE_TOKENS: "8k" is not a whole number from 100 to 1000000; example: TOOLHUB_RESPONSE_TOKENS=4000
    TOOLHUB_CALLS_PER_MINUTE: "0" is not a whole number from 1 to 1000000; example: TOOLHUB_CALLS_PER_MINUTE=120
    TOOLHUB_CACHE_TTL: "1.5s" is not a duration such as 500ms, 30s, 2m or 1h; example: TOOLHUB_CACHE_TTL=5m
    "#);
}

#[test]
fn logging() {
    insta::assert_snapshot!(problems(&[
        ("LOG_LEVEL", "verbose"),
        ("LOG_LEVEL", "info,toolhub=loud"),
        ("LOG_LEVEL", "info,[span]=debug"),
        ("LOG_FORMAT", "xml"),
    ]), @r#"
    LOG_LEVEL: "verbose" is not a level (off, error, warn, info, debug, trace); example: LOG_LEVEL=info,toolhub::dispatch=debug
    LOG_LEVEL: "info,toolhub=loud" has "loud", which is not a level (off, error, warn, info, debug, trace); example: LOG_LEVEL=info,toolhub::dispatch=debug
    LOG_LEVEL: "info,[span]=debug" has "[span]", which is not a target; example: LOG_LEVEL=info,toolhub::dispatch=debug
    LOG_FORMAT: "xml" is neither `json` nor `pretty`; example: LOG_FORMAT=json
    "#);
}

#[test]
fn unknown_names() {
    insta::assert_snapshot!(problems(&[
        ("TOOLHUB_TOOLSET", "orders"),
        ("TOOLHUB_API_TOKNE_FILE", "/run/secrets/token"),
        ("TOOLHUB_FRUIT", "apple"),
    ]), @"
    TOOLHUB_TOOLSET: is not a variable of toolhub; did you mean TOOLHUB_TOOLSETS?
    TOOLHUB_API_TOKNE_FILE: is not a variable of toolhub; did you mean TOOLHUB_API_TOKEN_FILE?
    TOOLHUB_FRUIT: is not a variable of toolhub; `toolhub config` lists them
    ");
}

#[test]
fn long_and_odd_values_are_shown_safely() {
    insta::assert_snapshot!(problems(&[
        ("HTTP_PORT", &"9".repeat(100)),
        ("LOG_FORMAT", "json\n\u{1b}[31m"),
    ]), @r#"
    HTTP_PORT: "999999999999999999999999999999999999999999999999999999999999"… is not a whole number from 0 to 65535; example: HTTP_PORT=8080
    LOG_FORMAT: "json\n\u{1b}[31m" is neither `json` nor `pretty`; example: LOG_FORMAT=json
    "#);
}

#[test]
fn all_problems_come_at_once() {
    insta::assert_snapshot!(load(&[
        ("HTTP_PORT", "eighty"),
        ("TOOLHUB_AUTH", "none"),
        ("HTTP_HOST", "10.0.0.1"),
        ("TOOLHUB_NOPE", "1"),
    ]).unwrap_err(), @r#"
    TOOLHUB_NOPE: is not a variable of toolhub; `toolhub config` lists them
    HTTP_PORT: "eighty" is not a whole number from 0 to 65535; example: HTTP_PORT=8080
    TOOLHUB_AUTH: `none` is only accepted on a loopback address, and HTTP_HOST is 10.0.0.1; set TOOLHUB_API_TOKEN instead, or HTTP_HOST=127.0.0.1
    "#);
}

#[test]
fn e2b() {
    insta::assert_snapshot!(problems(&[
        ("E2B_API_KEY", "hunter2 hunter2"),
        ("E2B_API_URL", "http://e2b.example.com"),
        ("E2B_DOMAIN", "https://e2b.app"),
        ("E2B_SANDBOX_URL", "sandbox.e2b.app"),
        ("TOOLHUB_SANDBOX", "e2b"),
    ]), @r#"
    E2B_API_KEY: the value holds something else than visible ASCII characters; example: E2B_API_KEY=e2b_0123
    E2B_API_URL: "http://e2b.example.com" would send the token in the clear: write https://; example: E2B_API_URL=https://e2b.example.com/api
    E2B_DOMAIN: "https://e2b.app" is a URL: write host or host:port; example: E2B_DOMAIN=e2b.example.com
    E2B_SANDBOX_URL: "sandbox.e2b.app" does not start with https://; example: E2B_SANDBOX_URL=https://sandbox.e2b.example.com
    TOOLHUB_SANDBOX: is `e2b`, which needs a key; set E2B_API_KEY, or E2B_API_KEY_FILE to a file that holds it
    "#);
}
