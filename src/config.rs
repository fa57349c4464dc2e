//! What the operator decides: one small struct per concern. Only this room
//! reads the environment; everyone else is handed the struct it needs.

pub mod auth;
pub mod database;
pub mod http;
pub mod limits;
pub mod log;
mod secret;

pub use auth::AuthConfig;
pub use database::{DatabaseConfig, Store};
pub use http::HttpConfig;
pub use limits::LimitsConfig;
pub use log::{LogConfig, LogFormat};
pub use secret::Secret;

use std::path::PathBuf;

use crate::toolset::Toolset;

/// Everything that can be decided before the program runs.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the embedded database and the cursor key live.
    pub data_dir: PathBuf,
    /// The order database.
    pub database: DatabaseConfig,
    /// The HTTP listener and its edge.
    pub http: HttpConfig,
    /// Who may call over HTTP.
    pub auth: AuthConfig,
    /// What is logged, and how.
    pub log: LogConfig,
    /// The toolsets that are switched on, in listing order; always holds `Core`.
    pub toolsets: Vec<Toolset>,
    /// Bounds on calls.
    pub limits: LimitsConfig,
    /// Keys that sign what a client carries for us (base64, 32 bytes or more); the first signs.
    pub secret_keys: Vec<Secret>,
}
