//! What the benchmarks share.
#![allow(dead_code, reason = "each benchmark takes what it needs")]

pub(crate) mod bare;
pub(crate) mod load;
pub(crate) mod server;
pub(crate) mod stdio;
