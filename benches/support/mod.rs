//! What the benchmarks share.

pub mod bare;
pub mod load;
pub mod server;
