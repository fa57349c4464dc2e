//! MCP as clients of both eras speak it, over both transports.

mod cancellation;
mod completion;
mod lists;
mod negotiation;
mod prompts;
mod resources;
mod tools;
