//! A case as its file describes it; `tests/corpus/python/README.md` is the manual.

use std::time::Duration;

use super::directive::{self, Directive};

/// What a case is sent with unless it says otherwise.
const TIMEOUT: u64 = 10;
/// How much later than its limit a call may end.
const OVERRUN: Duration = Duration::from_secs(3);

/// One file: calls after or beside each other.
pub(super) struct Case {
    pub(super) group: String,
    /// The file's name without `.py`.
    pub(super) file: String,
    pub(super) name: String,
    pub(super) steps: Vec<Step>,
}

/// One call and what may come of it.
#[derive(Default)]
pub(super) struct Step {
    /// Made while the step before it runs.
    pub(super) beside: bool,
    /// The file's text, the directives included: traceback lines are the file's.
    pub(super) code: String,
    pub(super) attempt: bool,
    pub(super) shapes: Vec<Shape>,
    pub(super) compiles: bool,
    pub(super) timeout: u64,
    pub(super) within: Duration,
    /// How it may end; the words below hold for the first.
    pub(super) ends: Vec<End>,
    pub(super) words: Vec<Words>,
    pub(super) never: Vec<String>,
    pub(super) inputs: Vec<Input>,
    pub(super) files: Vec<File>,
    pub(super) no_files: Vec<String>,
}

/// How a call may end: the kinds of `exit`, and an error instead of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Ok,
    Exception,
    ExitCode,
    Signal,
    TimedOut,
    OutOfMemory,
    SandboxDied,
    Refused,
}

/// A part of the result that holds words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Stdout,
    Stderr,
    Value,
    Exception,
    ExitCode,
    Signal,
}

/// What a part is or has in it.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) part: Part,
    pub(super) whole: bool,
    pub(super) text: String,
}

/// What is done to the code before it is sent.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    Crlf,
    Bom,
    /// Every `␀` becomes a null byte.
    Nul,
    /// A comment of so many bytes follows.
    Pad(usize),
    /// Every `⟳` becomes so many `(`, every `⟲` as many `)`.
    Deep(usize),
    Empty,
}

/// A file that is sent along.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) name: String,
    pub(super) content: String,
    pub(super) base64: bool,
}

/// A file that the code leaves.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) bytes: Option<u64>,
    pub(super) mime: Option<String>,
    pub(super) text: Option<String>,
}

impl Case {
    pub(super) fn parse(group: &str, file: &str, text: &str) -> Result<Self, String> {
        let mut name = None;
        let mut steps = Vec::new();
        for (beside, code) in split(text) {
            let mut step =
                Step { beside, code, compiles: true, timeout: TIMEOUT, ..Step::default() };
            for line in step.code.clone().lines().skip(usize::from(!steps.is_empty())) {
                match directive::read(line)? {
                    None => break,
                    Some(Directive::Name(text)) if steps.is_empty() => name = Some(text),
                    Some(directive) => step.take(directive)?,
                }
            }
            if step.ends.is_empty() {
                return Err("a step does not say how it may end: `# expect: ...`".into());
            }
            if step.within.is_zero() {
                step.within = Duration::from_secs(step.timeout) + OVERRUN;
            }
            steps.push(step);
        }
        let name = name.ok_or("it has no `# name: ...`")?;
        Ok(Self { group: group.into(), file: file.into(), name, steps })
    }
}

impl Step {
    /// A call that only shows that calls are answered.
    pub(super) fn plain(code: &str, timeout: u64) -> Self {
        let within = Duration::from_secs(timeout) + OVERRUN;
        Self { code: code.into(), ends: vec![End::Ok], timeout, within, ..Self::default() }
    }

    fn take(&mut self, directive: Directive) -> Result<(), String> {
        match directive {
            Directive::Name(name) => return Err(format!("it has another name: {name}")),
            Directive::Ends(ends) => self.ends = ends,
            Directive::Timeout(seconds) => self.timeout = seconds,
            Directive::Within(within) => self.within = within,
            Directive::Words(words) => self.words.push(words),
            Directive::Never(text) => self.never.push(text),
            Directive::Input(input) => self.inputs.push(input),
            Directive::File(file) => self.files.push(file),
            Directive::NoFile(name) => self.no_files.push(name),
            Directive::Shape(shape) => self.shapes.push(shape),
            Directive::Compiles(compiles) => self.compiles = compiles,
            Directive::Attempt => self.attempt = true,
        }
        Ok(())
    }

    /// Whether a result that says nothing would satisfy it.
    pub(super) fn is_easily_pleased(&self) -> bool {
        self.ends[0] == End::Ok && self.words.is_empty() && self.files.is_empty()
    }
}

/// The texts of the steps; the first line of all but the first starts the step.
fn split(text: &str) -> Vec<(bool, String)> {
    let mut steps = vec![(false, String::new())];
    for line in text.split_inclusive('\n') {
        match line.trim_end() {
            "# then:" => steps.push((false, String::new())),
            "# beside:" => steps.push((true, String::new())),
            _ => {}
        }
        steps.last_mut().unwrap().1.push_str(line);
    }
    steps
}
