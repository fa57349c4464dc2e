//! toolhub: one governed MCP server in front of the systems a team already has.

pub mod caller;
pub mod cli;
pub mod config;
pub mod nearest;
pub mod telemetry;
pub mod toolset;

// STUB: these rooms are being built; the real modules replace the paths.
#[path = "stub/about.rs"]
pub mod about;
#[path = "stub/app.rs"]
pub mod app;
#[path = "stub/auth.rs"]
pub mod auth;
#[path = "stub/backend.rs"]
pub mod backend;
#[path = "stub/dispatch.rs"]
pub mod dispatch;
#[path = "stub/server.rs"]
pub mod server;
#[path = "stub/tool.rs"]
pub mod tool;
