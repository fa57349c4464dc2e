//! What the benchmarks share.

pub(crate) mod bare;
pub(crate) mod load;
pub(crate) mod server;
