//! What is logged, and how.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::filter::{LevelFilter, Targets};

use super::{
    parse,
    vars::{Default, Group, Var, Wrong},
};

/// Level and form of the log on stderr.
#[derive(Debug, Clone)]
pub struct LogConfig {
    /// `LOG_LEVEL`; unset leaves the choice to the command that runs.
    pub filter: Option<Targets>,
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

pub(super) const GROUP: Group = Group {
    title: "Logging (always to stderr)",
    vars: &[
        Var {
            name: "LOG_LEVEL",
            doc: "What is logged",
            shape: "`off`, `error`, `warn`, `info`, `debug` or `trace`, \
                    and `target=level` for parts, comma-separated",
            default: Default::Words("`info`; `warn` for `toolhub call` and `toolhub seed`"),
            example: "info,toolhub::dispatch=debug",
            secret: false,
            set: |draft, value| filter(value).map(|filter| draft.filter = Some(filter)),
        },
        Var {
            name: "LOG_FORMAT",
            doc: "The form of a log line",
            shape: "`json` or `pretty`",
            default: Default::Words("`pretty` when stderr is a terminal, else `json`"),
            example: "json",
            secret: false,
            set: |draft, value| {
                draft.format = Some(match value {
                    "json" => LogFormat::Json,
                    "pretty" => LogFormat::Pretty,
                    _ => return Err("is neither `json` nor `pretty`".into()),
                });
                Ok(())
            },
        },
    ],
};

impl LogFormat {
    /// What suits whoever reads stderr.
    pub fn for_stderr() -> Self {
        if io::stderr().is_terminal() { Self::Pretty } else { Self::Json }
    }
}

/// Stricter than `Targets`, which reads a misspelt level as "trace everything
/// in the target of that name, and nothing else".
fn filter(value: &str) -> Result<Targets, Wrong> {
    let mut filter = Targets::new();
    for part in parse::list(value)? {
        let (target, text) = match part.split_once('=') {
            None => (None, part),
            Some((target, text)) => (Some(target), text),
        };
        let level = level(text).map_err(|wrong| wrong.about(text, value))?;
        filter = match target {
            None => filter.with_default(level),
            Some(target) if is_target(target) => filter.with_target(target, level),
            Some(target) => return Err(Wrong::from("is not a target").about(target, value)),
        };
    }
    Ok(filter)
}

fn level(text: &str) -> Result<LevelFilter, Wrong> {
    match text.to_ascii_lowercase().as_str() {
        "off" => Ok(LevelFilter::OFF),
        "error" => Ok(LevelFilter::ERROR),
        "warn" => Ok(LevelFilter::WARN),
        "info" => Ok(LevelFilter::INFO),
        "debug" => Ok(LevelFilter::DEBUG),
        "trace" => Ok(LevelFilter::TRACE),
        _ => Err("is not a level (off, error, warn, info, debug, trace)".into()),
    }
}

fn is_target(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_:-.".contains(&b))
}
