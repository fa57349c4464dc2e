//! The HTTP listener and its edge.

use std::{
    net::{IpAddr, Ipv4Addr},
    ops::RangeInclusive,
    time::Duration,
};

use super::{
    parse,
    vars::{Default as Unset, Group, Var, Wrong},
};

/// Where HTTP is served, and what is let in.
#[derive(Debug, Clone)]
pub struct HttpConfig {
    /// `HTTP_HOST`.
    pub host: IpAddr,
    /// `HTTP_PORT`; 0 lets the system choose.
    pub port: u16,
    /// `PUBLIC_URL`: how clients reach this server; its host is always allowed.
    pub public_url: Option<String>,
    /// `TOOLHUB_ALLOWED_HOSTS`: accepted `Host` values besides loopback.
    pub allowed_hosts: Vec<String>,
    /// `TOOLHUB_ALLOWED_ORIGINS`: accepted `Origin` values (`https://app.example.com`).
    pub allowed_origins: Vec<String>,
    /// `TOOLHUB_REPLICAS`: how many processes like this one serve together.
    pub replicas: u32,
    /// `TOOLHUB_MAX_BODY_BYTES`: the largest request body.
    pub max_body_bytes: usize,
    /// `TOOLHUB_MAX_CONNECTIONS`: most connections open at once.
    pub max_connections: usize,
    /// `TOOLHUB_MAX_SESSIONS`: most sessions of 2025-11-25 and older clients.
    pub max_sessions: usize,
    /// `TOOLHUB_READ_TIMEOUT`: bound on receiving a request's head or body, and on idleness.
    pub read_timeout: Duration,
    /// `TOOLHUB_DRAIN_TIMEOUT`: how long running calls may go on after SIGTERM.
    pub drain_timeout: Duration,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            host: Ipv4Addr::LOCALHOST.into(),
            port: 8000,
            public_url: None,
            allowed_hosts: Vec::new(),
            allowed_origins: Vec::new(),
            replicas: 1,
            max_body_bytes: 1024 * 1024,
            max_connections: 10_000,
            max_sessions: 1000,
            read_timeout: Duration::from_secs(30),
            drain_timeout: Duration::from_secs(20),
        }
    }
}

pub(super) const GROUP: Group = Group {
    title: "HTTP",
    vars: &[
        Var {
            name: "HTTP_HOST",
            doc: "The address that `toolhub --http` listens on",
            shape: "IP address; `0.0.0.0` or `::` for every interface",
            default: Unset::Value("127.0.0.1"),
            example: "0.0.0.0",
            secret: false,
            set: |draft, value| address(value).map(|host| draft.http.host = host),
        },
        Var {
            name: "HTTP_PORT",
            doc: "The port that `toolhub --http` listens on; 0 lets the system choose",
            shape: "0 to 65535",
            default: Unset::Value("8000"),
            example: "8080",
            secret: false,
            set: |draft, value| parse::whole(value, 0..=65535).map(|port| draft.http.port = port),
        },
        Var {
            name: "PUBLIC_URL",
            doc: "How clients reach this server from outside; its host is always allowed",
            shape: "`https://host[:port][/path]`",
            default: Unset::Words("none"),
            example: "https://tools.example.com",
            secret: false,
            set: |draft, value| public_url(value).map(|url| draft.http.public_url = Some(url)),
        },
        Var {
            name: "TOOLHUB_ALLOWED_HOSTS",
            doc: "`Host` headers to accept besides loopback and the host of `PUBLIC_URL`",
            shape: "comma-separated `host` or `host:port`",
            default: Unset::Words("none"),
            example: "tools.example.com,tools.internal:8000",
            secret: false,
            set: |draft, value| {
                parse::each(value, parse::authority).map(|all| draft.http.allowed_hosts = all)
            },
        },
        Var {
            name: "TOOLHUB_ALLOWED_ORIGINS",
            doc: "`Origin` headers to accept: web pages that may call from a browser",
            shape: "comma-separated `https://host[:port]`",
            default: Unset::Words("none"),
            example: "https://app.example.com",
            secret: false,
            set: |draft, value| {
                parse::each(value, parse::origin).map(|all| draft.http.allowed_origins = all)
            },
        },
        Var {
            name: "TOOLHUB_REPLICAS",
            doc: "How many processes serve together behind one address; more than one need \
                  `TOOLHUB_SECRET_KEY` and PostgreSQL",
            shape: "1 to 1000",
            default: Unset::Value("1"),
            example: "3",
            secret: false,
            set: |draft, value| {
                parse::whole(value, 1..=1000).map(|count| draft.http.replicas = count)
            },
        },
        Var {
            name: "TOOLHUB_MAX_BODY_BYTES",
            doc: "The largest request body",
            shape: "1024 to 67108864 bytes",
            default: Unset::Value("1048576"),
            example: "4194304",
            secret: false,
            set: |draft, value| {
                parse::whole(value, 1024..=67_108_864).map(|max| draft.http.max_body_bytes = max)
            },
        },
        Var {
            name: "TOOLHUB_MAX_CONNECTIONS",
            doc: "Most connections open at once; more wait to be accepted",
            shape: "1 to 1000000",
            default: Unset::Value("10000"),
            example: "2000",
            secret: false,
            set: |draft, value| {
                parse::whole(value, 1..=1_000_000).map(|max| draft.http.max_connections = max)
            },
        },
        Var {
            name: "TOOLHUB_MAX_SESSIONS",
            doc: "Most sessions of clients that speak 2025-11-25 or older",
            shape: "1 to 1000000",
            default: Unset::Value("1000"),
            example: "5000",
            secret: false,
            set: |draft, value| {
                parse::whole(value, 1..=1_000_000).map(|max| draft.http.max_sessions = max)
            },
        },
        Var {
            name: "TOOLHUB_READ_TIMEOUT",
            doc: "How long a request may take to arrive, and a connection to stay idle",
            shape: "duration, 10ms to 1h",
            default: Unset::Value("30s"),
            example: "10s",
            secret: false,
            set: |draft, value| {
                parse::duration(value, TIMEOUTS).map(|bound| draft.http.read_timeout = bound)
            },
        },
        Var {
            name: "TOOLHUB_DRAIN_TIMEOUT",
            doc: "How long running calls may go on after SIGTERM",
            shape: "duration, 10ms to 1h",
            default: Unset::Value("20s"),
            example: "5s",
            secret: false,
            set: |draft, value| {
                parse::duration(value, TIMEOUTS).map(|bound| draft.http.drain_timeout = bound)
            },
        },
    ],
};

const TIMEOUTS: RangeInclusive<Duration> = Duration::from_millis(10)..=Duration::from_hours(1);

fn address(value: &str) -> Result<IpAddr, Wrong> {
    value.parse().map_err(|_| match value {
        "localhost" => "is a name, not an IP address: write 127.0.0.1".into(),
        _ => "is not an IP address".into(),
    })
}

fn public_url(value: &str) -> Result<String, Wrong> {
    let start = value.find("://").map_or(0, |at| at + 3);
    let (origin, path) = match value.get(start..).and_then(|rest| rest.find('/')) {
        Some(slash) => value.split_at(start + slash),
        None => (value, ""),
    };
    if path.contains(['?', '#', ' ']) {
        return Err("has a query or fragment: a base URL ends with its path".into());
    }
    Ok(format!("{}{}", parse::origin(origin)?, path.trim_end_matches('/')))
}
