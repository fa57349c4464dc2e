//! Messages of Connect's streams, written apart from how toolhub reads them.

use serde_json::Value;

/// A message, or the end of a stream.
pub(super) fn envelope(flags: u8, message: &Value) -> Vec<u8> {
    let text = message.to_string();
    let mut bytes = vec![flags];
    bytes.extend(u32::try_from(text.len()).unwrap().to_be_bytes());
    bytes.extend(text.into_bytes());
    bytes
}

/// The messages of a whole stream.
pub(super) fn messages(mut bytes: &[u8]) -> Result<Vec<&[u8]>, String> {
    let mut found = Vec::new();
    while let Some((header, rest)) = bytes.split_at_checked(5) {
        let length = u32::from_be_bytes(header[1..].try_into().unwrap()) as usize;
        let Some((message, rest)) = rest.split_at_checked(length) else { break };
        if header[0] != 0 {
            return Err(format!("a message of a client with the flags {}", header[0]));
        }
        found.push(message);
        bytes = rest;
    }
    if bytes.is_empty() { Ok(found) } else { Err("a message that is cut off".into()) }
}
