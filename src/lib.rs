//! toolhub: one governed MCP server in front of the systems a team already has.
//!
//! The modules in reading order: how the program is told what to do, the road of
//! a call from the outside in, and the leaves that anyone may use.

pub mod app;
pub mod cli;

pub mod server;

pub mod auth;
pub mod mcp;

pub mod dispatch;

pub mod prompt;
pub mod prompts;
pub mod resource;
pub mod resources;
pub mod tool;
pub mod tools;

pub mod backend;

pub mod about;
pub mod caller;
pub mod config;
pub mod cursor;
pub mod nearest;
pub mod telemetry;
pub mod text;
pub mod toolset;
