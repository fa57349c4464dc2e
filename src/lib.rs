//! toolhub: one governed MCP server in front of the systems a team already has.
//!
//! The rooms in reading order; `ARCHITECTURE.md` draws the house.

pub mod about;
pub mod caller;
pub mod config;
pub mod cursor;
pub mod text;
pub mod toolset;

pub mod backend;

pub mod prompt;
pub mod resource;
pub mod tool;

pub mod prompts;
pub mod resources;
pub mod tools;

pub mod dispatch;
pub mod telemetry;

pub mod auth;
pub mod mcp;
pub mod server;

pub mod app;
