//! What is logged, and how.

/// Level and form of the log on stderr.
#[derive(Debug, Clone)]
pub struct LogConfig {
    /// `LOG_LEVEL`: a level or `tracing` filter directives.
    pub filter: String,
    /// `LOG_FORMAT`.
    pub format: LogFormat,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// For a person at a terminal.
    Pretty,
}
