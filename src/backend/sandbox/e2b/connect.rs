//! Messages of the Connect protocol's streams: a byte of flags, a length, JSON.

use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use serde::Deserialize;

use super::error::E2bError;

const HEADER: usize = 1 + 4;
const COMPRESSED: u8 = 1;
const END: u8 = 2;
/// A piece of output is at most 32 KiB before it is encoded.
const MOST_BYTES: usize = 1024 * 1024;

/// What stands behind the last message.
#[derive(Deserialize)]
struct Trailer {
    error: Option<Complaint>,
}

/// How a call failed.
#[derive(Deserialize)]
pub(super) struct Complaint {
    pub(super) code: String,
    #[serde(default)]
    pub(super) message: String,
}

/// One step of a stream.
#[derive(Debug)]
pub(super) enum Step {
    /// More bytes are needed.
    More,
    /// A message.
    Message(Bytes),
    /// It is over.
    End,
}

/// Adds `message` to a stream.
pub(super) fn push(stream: &mut BytesMut, message: &str) {
    stream.put_u8(0);
    stream.put_u32(u32::try_from(message.len()).unwrap_or(u32::MAX));
    stream.put_slice(message.as_bytes());
}

/// Takes the next message out of what was received.
pub(super) fn pull(stream: &mut BytesMut) -> Result<Step, E2bError> {
    let mut header = stream.as_ref();
    if header.len() < HEADER {
        return Ok(Step::More);
    }
    let (flags, length) = (header.get_u8(), header.get_u32() as usize);
    if length > MOST_BYTES || flags & COMPRESSED != 0 {
        return Err(E2bError::Malformed("a message that is too long, or compressed".into()));
    }
    if header.len() < length {
        return Ok(Step::More);
    }
    stream.advance(HEADER);
    let message = stream.split_to(length).freeze();
    if flags & END == 0 {
        return Ok(Step::Message(message));
    }
    let trailer: Trailer =
        serde_json::from_slice(&message).map_err(|error| E2bError::Malformed(error.into()))?;
    match trailer.error {
        None => Ok(Step::End),
        Some(complaint) => Err(complaint.into()),
    }
}

impl From<Complaint> for E2bError {
    fn from(Complaint { code, message }: Complaint) -> Self {
        Self::Process(crate::text::excerpt(format!("{message} ({code})").trim(), 300))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(parts: &[&[u8]]) -> BytesMut {
        BytesMut::from(parts.concat().as_slice())
    }

    #[test]
    fn messages_come_out_as_they_went_in_however_they_are_cut() {
        let mut whole = BytesMut::new();
        push(&mut whole, "{\"a\":1}");
        push(&mut whole, "{}");
        whole.extend_from_slice(b"\x02\0\0\0\x02{}");
        let (mut received, mut messages) = (BytesMut::new(), Vec::new());
        for byte in whole {
            received.put_u8(byte);
            match pull(&mut received) {
                Ok(Step::More) => {}
                Ok(Step::Message(message)) => messages.push(message),
                Ok(Step::End) => messages.push("end".into()),
                Err(error) => messages.push(error.to_string().into()),
            }
        }
        assert_eq!(messages, ["{\"a\":1}", "{}", "end"]);
    }

    #[test]
    fn what_is_no_message_is_refused() {
        const NO_FORM: &str = "E2B's answer does not have the form that its API describes";
        let failed = br#"{"error":{"code":"not_found","message":"no user"}}"#;
        let length = u8::try_from(failed.len()).unwrap_or_default();
        for (bytes, problem) in [
            (stream(&[b"\0\xff\xff\xff\xff"]), NO_FORM),
            (stream(&[b"\x01\0\0\0\x02{}"]), NO_FORM),
            (stream(&[b"\x02\0\0\0\x01{"]), NO_FORM),
            (
                stream(&[b"\x02\0\0\0", &[length], failed]),
                "the sandbox refuses: no user (not_found)",
            ),
        ] {
            let found = pull(&mut { bytes }).err().map(|error| error.to_string());
            assert_eq!(found.as_deref(), Some(problem));
        }
    }
}
