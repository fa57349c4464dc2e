//! toolhub: one governed MCP server in front of the systems a team already has.

pub mod caller;
pub mod config;
pub mod nearest;
pub mod telemetry;
pub mod toolset;
