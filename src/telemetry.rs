//! What the operator sees: the log on stderr and the metrics.

pub mod log;
mod metrics;

pub use metrics::{Metrics, Operation, SandboxLabels};
