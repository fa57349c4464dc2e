//! One governed MCP server in front of the systems a team already has.

pub mod backend;
pub mod caller;
pub mod config;
pub mod toolset;
