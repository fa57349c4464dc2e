//! The frames of a supervisor; see `sandbox/supervisor.py`.

use std::io;

use bytes::{Buf as _, Bytes, BytesMut};
use futures_util::{FutureExt as _, StreamExt as _, stream::BoxStream};
use serde::{Deserialize, de::DeserializeOwned};
use thiserror::Error;

use super::{
    outcome::{Exit, OutputFile, Skipped},
    request::FILE_BYTES,
};

/// Nonce, kind and length.
const HEADER: usize = 16 + 1 + 4;
/// A file is the longest payload there is.
const MOST_PAYLOAD: usize = FILE_BYTES + 128 * 1024;

/// What a supervisor says.
#[derive(Debug)]
pub(super) enum Frame {
    /// It waits for a request.
    Ready,
    /// It has read the request.
    Accepted,
    /// Some of an output.
    Output {
        /// Of which.
        stream: Stream,
        /// Whether something before it was dropped.
        is_tail: bool,
        /// What was written.
        bytes: Bytes,
    },
    /// A file from `/tmp/out`.
    File(OutputFile),
    /// It is over.
    Done(Done),
}

/// An output of the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// The last frame.
#[derive(Debug, Deserialize)]
pub(super) struct Done {
    #[serde(flatten)]
    pub(super) exit: Exit,
    pub(super) value: Option<String>,
    pub(super) value_characters: Option<u64>,
    pub(super) duration_ms: u64,
    pub(super) stdout_bytes: u64,
    pub(super) stderr_bytes: u64,
    pub(super) skipped: Vec<Skipped>,
    pub(super) more_skipped: usize,
    pub(super) memory_kill: bool,
    /// Whether the sandbox takes more code.
    #[serde(default)]
    pub(super) alive: bool,
}

/// Why the frames cannot be read on.
#[derive(Debug, Error)]
pub(super) enum FrameError {
    #[error("the connection to the sandbox broke")]
    Broken(#[from] io::Error),
    #[error("the sandbox ended: {}", String::from_utf8_lossy(.0))]
    Ended(Bytes),
    #[error("a frame is not the supervisor's")]
    Foreign,
    #[error("a frame does not have its form")]
    Malformed,
}

/// Frames out of chunks of bytes.
pub(super) struct Frames {
    chunks: BoxStream<'static, io::Result<Bytes>>,
    buffer: BytesMut,
    nonce: [u8; 16],
}

impl Frames {
    pub(super) fn new(chunks: BoxStream<'static, io::Result<Bytes>>) -> Self {
        Self { chunks, buffer: BytesMut::new(), nonce: [0; 16] }
    }

    /// From now on only frames with this nonce are the supervisor's.
    pub(super) const fn expect(&mut self, nonce: [u8; 16]) {
        self.nonce = nonce;
    }

    /// The next frame. May be dropped and called again.
    pub(super) async fn next(&mut self) -> Result<Frame, FrameError> {
        loop {
            if let Some(frame) = self.decode()? {
                return Ok(frame);
            }
            match self.chunks.next().await {
                Some(chunk) => self.buffer.extend_from_slice(&chunk?),
                // What is no frame is most often what Python or the runtime complains about.
                None => return Err(FrameError::Ended(self.rest())),
            }
        }
    }

    /// Whether the other end is still there, as far as is known without waiting.
    pub(super) fn is_open(&mut self) -> bool {
        self.chunks.next().now_or_never().is_none()
    }

    fn rest(&mut self) -> Bytes {
        let most = self.buffer.len().min(500);
        self.buffer.split_to(most).freeze()
    }

    fn decode(&mut self) -> Result<Option<Frame>, FrameError> {
        let mut header = self.buffer.as_ref();
        if header.len() < HEADER {
            return Ok(None);
        }
        if !header.starts_with(&self.nonce) {
            return Err(FrameError::Foreign);
        }
        header.advance(self.nonce.len());
        let (kind, length) = (header.get_u8(), header.get_u32() as usize);
        if length > MOST_PAYLOAD {
            return Err(FrameError::Malformed);
        }
        if self.buffer.len() < HEADER + length {
            return Ok(None);
        }
        self.buffer.advance(HEADER);
        interpret(kind, self.buffer.split_to(length).freeze()).map(Some)
    }
}

fn interpret(kind: u8, payload: Bytes) -> Result<Frame, FrameError> {
    let output = |stream, is_tail, bytes| Frame::Output { stream, is_tail, bytes };
    Ok(match kind {
        b'R' => Frame::Ready,
        b'A' => Frame::Accepted,
        b'O' => output(Stream::Stdout, false, payload),
        b'E' => output(Stream::Stderr, false, payload),
        b'o' => output(Stream::Stdout, true, payload),
        b'e' => output(Stream::Stderr, true, payload),
        b'F' => Frame::File(file(payload).ok_or(FrameError::Malformed)?),
        b'D' => Frame::Done(json(&payload)?),
        _ => return Err(FrameError::Malformed),
    })
}

fn file(mut payload: Bytes) -> Option<OutputFile> {
    let length = usize::from(payload.try_get_u16().ok()?);
    if payload.len() < length {
        return None;
    }
    let name = payload.split_to(length).to_vec();
    Some(OutputFile { name, content: payload })
}

fn json<T: DeserializeOwned>(payload: &[u8]) -> Result<T, FrameError> {
    serde_json::from_slice(payload).map_err(|_| FrameError::Malformed)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test may fail loudly")]

    use super::*;

    const NONCE: [u8; 16] = [7; 16];

    fn frame(nonce: [u8; 16], kind: u8, payload: &[u8]) -> Vec<u8> {
        let length = u32::try_from(payload.len()).expect("a short payload");
        [&nonce[..], &[kind], &length.to_be_bytes(), payload].concat()
    }

    /// Frames from `bytes` in chunks of `size`.
    fn frames(bytes: &[u8], size: usize) -> Frames {
        let chunks: Vec<io::Result<Bytes>> =
            bytes.chunks(size).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
        let mut frames = Frames::new(futures_util::stream::iter(chunks).boxed());
        frames.expect(NONCE);
        frames
    }

    #[tokio::test]
    async fn frames_come_however_they_are_cut() {
        let bytes = [frame(NONCE, b'A', b""), frame(NONCE, b'F', b"\0\x01xabc")].concat();
        for size in [1, 5, 21, 100] {
            let mut frames = frames(&bytes, size);
            assert!(matches!(frames.next().await, Ok(Frame::Accepted)));
            let Ok(Frame::File(file)) = frames.next().await else { unreachable!("a file") };
            assert_eq!((&file.name[..], &file.content[..]), (&b"x"[..], &b"abc"[..]));
            assert!(matches!(frames.next().await, Err(FrameError::Ended(_))));
        }
    }

    #[tokio::test]
    async fn what_is_not_the_supervisors_is_refused() {
        let mut long = frame(NONCE, b'O', b"");
        long.splice(17..21, [0xff; 4]);
        for (bytes, is_foreign) in [
            (frame([0; 16], b'D', b"{}"), true),
            (b"Traceback (most recent call last)".to_vec(), true),
            (long, false),
            (frame(NONCE, b'D', b"{}"), false),
            (frame(NONCE, b'F', b"\0\x09x"), false),
            (frame(NONCE, b'?', b""), false),
        ] {
            let error = frames(&bytes, 64).next().await.expect_err("no frame");
            assert_eq!(matches!(error, FrameError::Foreign), is_foreign, "{error}");
        }
    }
}
