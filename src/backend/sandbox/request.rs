//! What is asked of a sandbox.

use std::time::Duration;

use bytes::Bytes;
use serde_json::json;

/// Bytes of each output that are kept: three quarters from its begin, the rest from its end.
pub const OUTPUT_BYTES: usize = 64 * 1024;
/// Files that are taken back.
pub const FILES: usize = 16;
/// Bytes of the largest file that is taken back.
pub const FILE_BYTES: usize = 8 * 1024 * 1024;
/// Bytes of all files that are taken back.
pub const FILES_BYTES: usize = 16 * 1024 * 1024;

/// One piece of code.
#[derive(Debug, Clone)]
pub struct Request {
    /// The code.
    pub code: String,
    /// How long it may run.
    pub timeout: Duration,
    /// What it finds in `/tmp/in`.
    pub files: Vec<InputFile>,
}

/// A file for the code.
#[derive(Debug, Clone)]
pub struct InputFile {
    /// Its name, without any directory.
    pub name: String,
    /// What is in it.
    pub content: Bytes,
}

impl Request {
    /// The request as the supervisor reads it; its frames will begin with `nonce`.
    /// In a session the sandbox takes more code afterwards.
    pub(super) fn encode(&self, nonce: &[u8; 16], session: bool) -> Vec<u8> {
        let files: Vec<_> = self
            .files
            .iter()
            .map(|file| json!({ "name": file.name, "bytes": file.content.len() }))
            .collect();
        let head = json!({
            "nonce": format!("{:032x}", u128::from_be_bytes(*nonce)),
            "code": self.code,
            "session": session,
            "timeout_s": self.timeout.as_secs_f64(),
            "files": files,
            "output_bytes": OUTPUT_BYTES,
            "files_most": FILES,
            "file_bytes": FILE_BYTES,
            "files_bytes": FILES_BYTES,
        })
        .to_string();
        let length = u32::try_from(head.len()).unwrap_or(u32::MAX);
        let mut message = length.to_be_bytes().to_vec();
        message.extend_from_slice(head.as_bytes());
        for file in &self.files {
            message.extend_from_slice(&file.content);
        }
        message
    }
}
