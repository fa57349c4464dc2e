//! What came of the code, as a model and a program read it.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::{
    files::{self, Made},
    shown::{captured, cut, share},
};
use crate::{
    backend::sandbox::{Exit, Outcome, Place},
    text::{excerpt, inline, reveal},
    tool::{Attachment, JsonObject, Output},
};

/// Less than this is not worth cutting.
const LEAST: usize = 400;
/// Characters of the name of an exception's class.
const KIND: usize = 200;

/// How a run went.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Run {
    /// How it ended.
    exit: Ended,
    /// For exit_code: that code.
    #[serde(skip_serializing_if = "Option::is_none")]
    exit_code: Option<i32>,
    /// For signal: its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    signal: Option<String>,
    /// For exception: the one that nothing caught, and the code's own frames.
    #[serde(skip_serializing_if = "Option::is_none")]
    exception: Option<Raised>,
    /// What it printed.
    stdout: String,
    /// What it wrote to stderr.
    stderr: String,
    /// The repr of its last expression, unless that was None.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// What it left in /tmp/out; each can be read by its uri for 15 minutes.
    files: Vec<Made>,
    /// How long it ran.
    duration_ms: u64,
    /// With session: whether nothing was there yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<Visited>,
    /// What is not all there, how much there was, and how to get less.
    #[serde(skip_serializing_if = "Option::is_none")]
    truncated: Option<Vec<String>>,
    /// What helps the next call.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip)]
    whole: Whole,
    #[serde(skip)]
    place: Place,
}

/// How a call found its session.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Visited {
    New,
    Resumed,
}

/// How code ends.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Ended {
    Ok,
    Exception,
    ExitCode,
    Signal,
    TimedOut,
    OutOfMemory,
    SandboxDied,
}

// The names of its fields say to a model what they hold.
#[derive(Debug, Serialize, JsonSchema)]
struct Raised {
    #[serde(rename = "type")]
    kind: String,
    message: String,
    traceback: String,
}

/// The texts before they are cut to the budget.
#[derive(Debug, Default)]
struct Whole {
    stdout: String,
    stderr: String,
    value: String,
    message: String,
    traceback: String,
    notes: Vec<String>,
}

impl Run {
    pub(super) fn new(outcome: Outcome, files: Vec<Made>, hint: Option<String>) -> Self {
        let mut whole = Whole {
            stdout: captured(&outcome.stdout),
            stderr: captured(&outcome.stderr),
            value: outcome.value.as_ref().map(|value| reveal(&value.text)).unwrap_or_default(),
            notes: notes(&outcome),
            ..Whole::default()
        };
        let (mut exit_code, mut signal, mut raised) = (None, None, None);
        let exit = match outcome.exit {
            Exit::Ok => Ended::Ok,
            Exit::Exception { exception } => {
                whole.message = reveal(&exception.message);
                whole.traceback = reveal(&exception.traceback);
                let kind = excerpt(&exception.kind, KIND);
                raised = Some(Raised { kind, message: String::new(), traceback: String::new() });
                Ended::Exception
            }
            Exit::ExitCode { exit_code: code } => {
                exit_code = Some(code);
                Ended::ExitCode
            }
            Exit::Signal { signal: name } => {
                signal = Some(name);
                Ended::Signal
            }
            Exit::TimedOut => Ended::TimedOut,
            Exit::OutOfMemory => Ended::OutOfMemory,
            Exit::SandboxDied => Ended::SandboxDied,
        };
        let mut run = Self {
            exit,
            exit_code,
            signal,
            exception: raised,
            stdout: String::new(),
            stderr: String::new(),
            value: outcome.value.map(|_| String::new()),
            files,
            duration_ms: u64::try_from(outcome.duration.as_millis()).unwrap_or(u64::MAX),
            session: outcome
                .session
                .map(|session| if session.is_new { Visited::New } else { Visited::Resumed }),
            truncated: None,
            hint,
            whole,
            place: outcome.place,
        };
        run.show(usize::MAX);
        run
    }

    /// Shows at most `room` characters of each text.
    fn show(&mut self, room: usize) {
        let whole = &self.whole;
        self.stdout = cut(&whole.stdout, room);
        self.stderr = cut(&whole.stderr, room);
        if let Some(value) = &mut self.value {
            *value = cut(&whole.value, room);
        }
        if let Some(raised) = &mut self.exception {
            raised.message = cut(&whole.message, room);
            raised.traceback = cut(&whole.traceback, room);
        }
        let mut notes = whole.notes.clone();
        for (name, text) in whole.texts() {
            let length = text.chars().count();
            if length > room {
                notes.push(format!(
                    "{name}: {room} of {length} characters are shown, from its begin and its end, \
                     to fit the budget of a reply; print less, or write to /tmp/out"
                ));
            }
        }
        self.truncated = (!notes.is_empty()).then_some(notes);
    }

    fn headline(&self) -> String {
        let how = match (self.exit, self.exit_code, &self.signal, &self.exception) {
            (Ended::ExitCode, Some(code), ..) => format!("exit code {code}"),
            (Ended::Signal, _, Some(signal), _) => format!("ended by {signal}"),
            (Ended::Exception, _, _, Some(raised)) => format!("uncaught {}", raised.kind),
            (Ended::TimedOut, ..) => "stopped: its time was over".to_owned(),
            (Ended::OutOfMemory, ..) => "stopped: out of memory".to_owned(),
            (Ended::SandboxDied, ..) => "the sandbox died".to_owned(),
            _ => "ok".to_owned(),
        };
        let session = match self.session {
            Some(Visited::New) => ", new session",
            Some(Visited::Resumed) => ", session resumed",
            None => "",
        };
        format!("{how} ({} ms{session})", self.duration_ms)
    }
}

impl Whole {
    fn texts(&self) -> [(&'static str, &str); 5] {
        [
            ("stdout", &self.stdout),
            ("stderr", &self.stderr),
            ("value", &self.value),
            ("message", &self.message),
            ("traceback", &self.traceback),
        ]
    }

    fn lengths(&self) -> [usize; 5] {
        self.texts().map(|(_, text)| text.chars().count())
    }
}

/// What the sandbox itself left out.
fn notes(outcome: &Outcome) -> Vec<String> {
    let mut notes = Vec::new();
    for (name, output) in [("stdout", &outcome.stdout), ("stderr", &outcome.stderr)] {
        let kept = (output.head.len() + output.tail.len()) as u64;
        if output.bytes > kept {
            let bytes = output.bytes;
            notes.push(format!(
                "{name}: {bytes} bytes were written, {kept} are kept, from its begin and its end; \
                 print less, or write to /tmp/out"
            ));
        }
    }
    if let Some(value) = &outcome.value
        && value.characters > value.text.chars().count() as u64
    {
        let characters = value.characters;
        notes.push(format!("value: its repr has {characters} characters; end with a part of it"));
    }
    for file in &outcome.skipped {
        notes.push(format!("/tmp/out/{}: not returned: {}", inline(&file.name), file.reason));
    }
    if outcome.more_skipped > 0 {
        notes.push(format!("/tmp/out: {} more files are not returned", outcome.more_skipped));
    }
    notes
}

impl Output for Run {
    /// Our own words first: what the code says could look like them.
    fn text(&self) -> String {
        let mut parts = vec![self.headline()];
        parts.extend(self.hint.iter().map(|hint| format!("Hint: {hint}")));
        parts.extend(self.truncated.iter().flatten().map(|note| format!("Not all: {note}")));
        parts.extend(self.files.iter().map(|file| format!("File: {}", file.line())));
        if let Some(value) = &self.value {
            parts.push(format!("value: {value}"));
        }
        if let Some(raised) = &self.exception {
            parts.push(raised.traceback.trim_end().to_owned());
        }
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                parts.push(format!("{name}:\n{}", text.trim_end_matches('\n')));
            }
        }
        parts.join("\n")
    }

    fn records(&self) -> usize {
        let shown: usize = [Some(&self.stdout), Some(&self.stderr), self.value.as_ref()]
            .into_iter()
            .flatten()
            .chain(self.exception.iter().flat_map(|raised| [&raised.message, &raised.traceback]))
            .map(|text| text.chars().count())
            .sum();
        if shown < LEAST { 0 } else { shown }
    }

    fn keep(&mut self, keep: usize) {
        let room = share(&self.whole.lengths(), keep);
        self.show(room);
    }

    fn attachments(&self) -> Vec<Attachment> {
        files::attachments(&self.files)
    }

    fn meta(&self) -> JsonObject {
        let Place { backend, isolation, .. } = &self.place;
        let place = json!({ "backend": backend, "isolation": isolation });
        JsonObject::from_iter([("toolhub/sandbox".to_owned(), place)])
    }
}
