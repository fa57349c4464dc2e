//! Files that code made: kept for whoever had it run.

use bytes::Bytes;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::media::{is_picture, media_type};
use crate::{
    backend::{
        KeptFile,
        sandbox::{OutputFile, Sandbox},
    },
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
pub(super) fn keep(
    sandbox: &Sandbox,
    owner: &str,
    files: &[OutputFile],
) -> Result<Vec<Made>, ToolError> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let mut kept: Vec<KeptFile> = Vec::with_capacity(files.len());
    for file in files {
        let name = fresh_name(&kept, safe_name(&file.name));
        let mime_type = media_type(&name, &file.content);
        kept.push(KeptFile { name, mime_type, content: file.content.clone() });
    }
    let id = sandbox.files().keep(owner, kept.clone());
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

/// A name that can stand in a list and in a path, on any system.
fn safe_name(raw: &[u8]) -> String {
    inline(&String::from_utf8_lossy(raw)).replace('\\', "_")
}

/// `name`, or one like it that none of `kept` has.
fn fresh_name(kept: &[KeptFile], name: String) -> String {
    let taken = |name: &str| kept.iter().any(|file| file.name == name);
    if !taken(&name) {
        return name;
    }
    let others = (2..).map(|number| format!("{name}~{number}"));
    others.take(kept.len() + 1).find(|other| !taken(other)).unwrap_or(name)
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
