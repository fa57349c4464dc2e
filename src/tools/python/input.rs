//! Files that a caller gives to its code.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    backend::sandbox::{FILES_BYTES, InputFile},
    tool::{Ctx, ToolError, Violation},
};

// A file, with its content in one of three ways.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    // Its name in /tmp/in.
    #[schemars(length(min = 1, max = 200), example = &"data.csv")]
    name: String,
    /// As text.
    content: Option<String>,
    // Or in base64.
    content_base64: Option<String>,
    /// Or a resource of this server, such as a result that was kept.
    uri: Option<String>,
}

/// The files with their contents.
pub(super) async fn read(ctx: &Ctx, files: Vec<File>) -> Result<Vec<InputFile>, ToolError> {
    let mut read: Vec<InputFile> = Vec::with_capacity(files.len());
    let mut bytes = 0;
    for (index, file) in files.into_iter().enumerate() {
        let wrong = |field: &str, problem: &str| {
            let field = format!("files.{index}{field}");
            ToolError::InvalidArguments(vec![Violation::new(field, problem)])
        };
        let name = file.name;
        if name.contains(['/', '\0']) || name == "." || name == ".." || name.len() > 255 {
            return Err(wrong(".name", "is not a file name: it must name no directory"));
        }
        if read.iter().any(|other| other.name == name) {
            return Err(wrong(".name", "is the name of another file too"));
        }
        let content = match (file.content, file.content_base64, file.uri) {
            (Some(text), None, None) => text.into(),
            (None, Some(text), None) => match STANDARD.decode(text.trim()) {
                Ok(bytes) => bytes.into(),
                Err(_) => return Err(wrong(".content_base64", "is not base64")),
            },
            (None, None, Some(uri)) => ctx.library.read(ctx, &uri).await?,
            _ => return Err(wrong("", "needs exactly one of content, content_base64 and uri")),
        };
        bytes += Bytes::len(&content);
        if bytes > FILES_BYTES {
            let most = FILES_BYTES / (1024 * 1024);
            return Err(wrong("", &format!("goes over {most} MiB, the most of all files")));
        }
        read.push(InputFile { name, content });
    }
    Ok(read)
}
