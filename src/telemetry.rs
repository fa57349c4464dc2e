//! What the operator sees: the log on stderr and the metrics.

pub mod log;
