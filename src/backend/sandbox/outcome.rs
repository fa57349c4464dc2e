//! What came of a piece of code.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use serde::Deserialize;

/// How it went.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// How it ended.
    pub exit: Exit,
    /// What it wrote to stdout.
    pub stdout: Captured,
    /// What it wrote to stderr.
    pub stderr: Captured,
    /// What its last expression was, where it was not `None`.
    pub value: Option<Value>,
    /// What it left in `/tmp/out`.
    pub files: Vec<OutputFile>,
    /// What it left there and was not taken.
    pub skipped: Vec<Skipped>,
    /// And how many beyond those that are named.
    pub more_skipped: usize,
    /// How long it ran.
    pub duration: Duration,
    /// Whether a process was killed because memory ran out.
    pub memory_kill: bool,
    /// Where it ran.
    pub place: Place,
    /// The session it was part of.
    pub session: Option<Session>,
}

/// What a call saw of its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// Whether it began with this call.
    pub is_new: bool,
    /// Whether it ended with it.
    pub has_ended: bool,
}

/// How code ends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "exit", rename_all = "snake_case")]
pub enum Exit {
    /// By itself.
    Ok,
    /// By an exception that nothing caught.
    Exception {
        /// That one.
        exception: Exception,
    },
    /// With a code other than zero.
    ExitCode {
        /// The code.
        exit_code: i32,
    },
    /// By a signal.
    Signal {
        /// Its name.
        signal: String,
    },
    /// Because its time was over.
    TimedOut,
    /// Because its memory was used up.
    OutOfMemory,
    /// With the sandbox around it.
    SandboxDied,
}

impl Exit {
    /// Its name in results and metrics.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Exception { .. } => "exception",
            Self::ExitCode { .. } => "exit_code",
            Self::Signal { .. } => "signal",
            Self::TimedOut => "timed_out",
            Self::OutOfMemory => "out_of_memory",
            Self::SandboxDied => "sandbox_died",
        }
    }
}

/// An exception that nothing caught.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Exception {
    /// Its class.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it says.
    pub message: String,
    /// Where it was raised, in the code's own frames.
    pub traceback: String,
}

/// What was written to a stream: all of it, or its begin and its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Captured {
    /// The begin.
    pub head: Vec<u8>,
    /// The end, where something between the two was dropped.
    pub tail: Vec<u8>,
    /// How much was written.
    pub bytes: u64,
}

/// The `repr` of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The text, or its begin and its end.
    pub text: String,
    /// How long it was.
    pub characters: u64,
}

/// A file that code made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Its name, as it was.
    pub name: Vec<u8>,
    /// What is in it.
    pub content: Bytes,
}

/// A file that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Skipped {
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// Where code runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Who starts the sandboxes.
    pub backend: &'static str,
    /// What separates them from this machine: `runc`, `runsc`, ...
    pub isolation: Arc<str>,
    /// Whether the sandbox was waiting for the code.
    pub warm: bool,
}

impl Place {
    /// `warm` or `cold`.
    pub const fn start(&self) -> &'static str {
        if self.warm { "warm" } else { "cold" }
    }
}
