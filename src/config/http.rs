//! The HTTP listener and its edge.

use std::{net::IpAddr, time::Duration};

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
