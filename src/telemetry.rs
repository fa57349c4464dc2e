//! What the operator sees: the log on stderr and the metrics.

mod metrics;

pub use metrics::{Metrics, Operation};
