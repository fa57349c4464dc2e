//! What stands between the network and MCP.

mod access;
mod bodies;
mod connections;
mod sessions;
mod starting;
