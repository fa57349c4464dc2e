//! The two transports around one handler.

pub mod http;
pub mod signal;
pub mod stdio;
