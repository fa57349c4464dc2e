//! Files that code made: kept for whoever had it run.

use bytes::Bytes;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::media::{is_picture, media_type};
use crate::{
    backend::sandbox::{KeptFile, OutputFile, Sandbox},
    text::inline,
    tool::{Attachment, ToolError},
};

/// Pictures that are shown in the reply itself.
const PICTURES: usize = 4;
/// Bytes of a picture that is.
const PICTURE_BYTES: usize = 1024 * 1024;

// A file that code wrote to /tmp/out; the names of its fields say enough to a model.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Made {
    name: String,
    bytes: usize,
    mime_type: &'static str,
    uri: String,
    #[serde(skip)]
    content: Bytes,
}

/// Keeps the files of `owner` and says where.
pub(super) async fn keep(
    sandbox: &Sandbox,
    owner: &str,
    files: &[OutputFile],
) -> Result<Vec<Made>, ToolError> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let kept: Vec<KeptFile> = files
        .iter()
        .map(|file| {
            let name = inline(&String::from_utf8_lossy(&file.name));
            let mime_type = media_type(&name, &file.content);
            KeptFile { name, mime_type, content: file.content.clone() }
        })
        .collect();
    let id = sandbox.files().keep(owner, kept.clone()).await;
    let id = id.map_err(|error| ToolError::Internal(error.into()))?;
    let made = kept.into_iter().map(|file| Made {
        uri: uri(&id, &file.name),
        bytes: file.content.len(),
        name: file.name,
        mime_type: file.mime_type,
        content: file.content,
    });
    Ok(made.collect())
}

fn uri(id: &str, name: &str) -> String {
    const PLAIN: &percent_encoding::AsciiSet =
        &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');
    format!("sandbox://files/{id}/{}", utf8_percent_encode(name, PLAIN))
}

/// The first pictures themselves, links to everything else.
pub(super) fn attachments(files: &[Made]) -> Vec<Attachment> {
    let mut pictures = 0;
    let attach = |file: &Made| {
        let is_shown = is_picture(file.mime_type) && file.bytes <= PICTURE_BYTES;
        if is_shown && pictures < PICTURES {
            pictures += 1;
            return Attachment::Image { mime_type: file.mime_type, content: file.content.clone() };
        }
        Attachment::Link {
            uri: file.uri.clone(),
            name: file.name.clone(),
            mime_type: file.mime_type,
            bytes: file.bytes as u64,
        }
    };
    files.iter().map(attach).collect()
}

impl Made {
    /// On one line.
    pub(super) fn line(&self) -> String {
        format!("{} ({}, {} bytes): {}", self.name, self.mime_type, self.bytes, self.uri)
    }
}
