//! A sandbox that was started: it runs one piece of code and is gone, or in a
//! session one after the other.

use std::{
    pin::Pin,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncWrite, AsyncWriteExt as _},
    time::{Instant as Clock, timeout, timeout_at},
};

use super::{
    SandboxError,
    frame::{Done, Frame, FrameError, Frames, Stream},
    outcome::{Captured, Exit, Outcome, OutputFile, Place, Value},
    request::{FILES, Request},
};
use crate::{backend::Cause, text::chain};

/// How long a started sandbox may take until it waits for code, or has read it.
const PATIENCE: Duration = Duration::from_secs(15);
/// How much longer than the code the sandbox itself may take.
const GRACE: Duration = Duration::from_secs(5);

/// Told what the code writes, as it comes.
pub type Listener<'a> = &'a (dyn Fn(Stream, &[u8]) + Send + Sync);

/// What ends a sandbox: dropped, it sees to it that nothing of it remains.
pub(super) trait Hold: Send {
    /// The sandbox ends by itself.
    fn release(&mut self);
}

/// What a sandbox is to do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Task<'a> {
    pub(super) request: &'a Request,
    /// Whether it is to take more code afterwards.
    pub(super) session: bool,
    /// Who started it, and whether it was waiting.
    pub(super) backend: &'static str,
    pub(super) warm: bool,
}

/// A sandbox that waits for code. Dropped, it ends, and what runs in it.
pub(super) struct Slot {
    // In this order they are dropped: a daemon may block on a connection that
    // nobody reads, and then not kill.
    frames: Frames,
    input: Pin<Box<dyn AsyncWrite + Send>>,
    hold: Box<dyn Hold>,
    isolation: Arc<str>,
    since: Instant,
}

impl Slot {
    /// The sandbox at the other end, once it says that it is ready.
    pub(super) async fn new(
        mut frames: Frames,
        input: Pin<Box<dyn AsyncWrite + Send>>,
        hold: Box<dyn Hold>,
        isolation: Arc<str>,
    ) -> Result<Self, SandboxError> {
        match timeout(PATIENCE, frames.next()).await {
            Ok(Ok(Frame::Ready)) => {}
            Ok(Ok(_)) => return Err(SandboxError::unavailable(FrameError::Malformed)),
            Ok(Err(error)) => return Err(SandboxError::unavailable(error)),
            Err(late) => return Err(SandboxError::unavailable(late)),
        }
        Ok(Self { frames, input, hold, isolation, since: Instant::now() })
    }

    /// Whether it is still there, as far as is known.
    pub(super) fn is_alive(&mut self) -> bool {
        self.frames.is_open()
    }

    /// How long it has been waiting.
    pub(super) fn age(&self) -> Duration {
        self.since.elapsed()
    }

    /// Runs the code; what came of it, and whether the sandbox takes more. An error
    /// says that it was never begun.
    pub(super) async fn run(
        &mut self,
        task: Task<'_>,
        listener: Listener<'_>,
    ) -> Result<(Outcome, bool), Cause> {
        timeout(PATIENCE, self.submit(task)).await??;
        let begun = Instant::now();
        let deadline = Clock::now() + task.request.timeout + GRACE;
        let mut heard = Heard::default();
        let done = loop {
            match timeout_at(deadline, self.frames.next()).await {
                Ok(Ok(Frame::Done(done))) => break Ok(done),
                Ok(Ok(frame)) => heard.take(frame, listener),
                Ok(Err(error)) => {
                    tracing::warn!(error.chain = chain(&error), "a sandbox died");
                    break Err(Exit::SandboxDied);
                }
                Err(_) => break Err(Exit::TimedOut),
            }
        };
        let goes_on = done.as_ref().is_ok_and(|done| done.alive);
        if done.is_ok() && !goes_on {
            self.hold.release();
        }
        let Task { backend, warm, .. } = task;
        let place = Place { backend, isolation: Arc::clone(&self.isolation), warm };
        Ok((heard.outcome(done, begun.elapsed(), place), goes_on))
    }

    async fn submit(&mut self, task: Task<'_>) -> Result<(), Cause> {
        let mut nonce = [0; 16];
        getrandom::fill(&mut nonce)?;
        self.frames.expect(nonce);
        self.input.write_all(&task.request.encode(&nonce, task.session)).await?;
        self.input.flush().await?;
        match self.frames.next().await? {
            Frame::Accepted => Ok(()),
            _ => Err(FrameError::Malformed.into()),
        }
    }
}

/// What was said so far.
#[derive(Default)]
struct Heard {
    stdout: Captured,
    stderr: Captured,
    files: Vec<OutputFile>,
}

impl Heard {
    fn take(&mut self, frame: Frame, listener: Listener<'_>) {
        match frame {
            Frame::Output { stream, is_tail, bytes } => {
                let captured = match stream {
                    Stream::Stdout => &mut self.stdout,
                    Stream::Stderr => &mut self.stderr,
                };
                let part = if is_tail { &mut captured.tail } else { &mut captured.head };
                part.extend_from_slice(&bytes);
                captured.bytes += bytes.len() as u64;
                listener(stream, &bytes);
            }
            Frame::File(file) if self.files.len() < FILES => self.files.push(file),
            _ => {}
        }
    }

    fn outcome(mut self, done: Result<Done, Exit>, elapsed: Duration, place: Place) -> Outcome {
        let done = match done {
            Ok(done) => done,
            Err(exit) => Done::without(exit, elapsed, self.stdout.bytes, self.stderr.bytes),
        };
        self.stdout.bytes = done.stdout_bytes;
        self.stderr.bytes = done.stderr_bytes;
        let characters = done.value_characters;
        Outcome {
            exit: done.exit,
            stdout: self.stdout,
            stderr: self.stderr,
            value: done.value.map(|text| Value {
                characters: characters.unwrap_or_else(|| text.chars().count() as u64),
                text,
            }),
            files: self.files,
            skipped: done.skipped,
            more_skipped: done.more_skipped,
            duration: Duration::from_millis(done.duration_ms),
            memory_kill: done.memory_kill,
            place,
            session: None,
        }
    }
}

impl Done {
    /// What is known of a sandbox that did not say how it went.
    fn without(exit: Exit, elapsed: Duration, stdout_bytes: u64, stderr_bytes: u64) -> Self {
        Self {
            exit,
            value: None,
            value_characters: None,
            duration_ms: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
            stdout_bytes,
            stderr_bytes,
            skipped: Vec::new(),
            more_skipped: 0,
            memory_kill: false,
            alive: false,
        }
    }
}
