//! Results that are kept as a file instead of being shown page by page.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    backend::{
        KeptFile,
        sql::{Format, Query, RESULT, Rows, Source},
    },
    tool::{Attachment, Ctx, ToolError},
};

/// As what a result is kept.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Keep {
    Csv,
    Json,
}

/// The description of the argument, wherever it is one.
pub(super) const ABOUT: &str = "Keep the whole result for 15 minutes (json: {columns, data}) and \
    return its uri and 5 rows instead of a page";

// A result that was kept; the names of its fields say enough to a model.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Kept {
    uri: String,
    pub(super) rows: usize,
    #[serde(skip)]
    bytes: usize,
    #[serde(skip)]
    mime_type: &'static str,
}

impl Keep {
    const fn format(self) -> Format {
        match self {
            Self::Csv => Format::Csv,
            Self::Json => Format::Json,
        }
    }

    const fn mime_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
        }
    }
}

/// A page of what `query` answers, or how the whole of it begins and where it is kept.
pub(super) async fn ask(
    ctx: &Ctx,
    source: &Source,
    query: Query<'_>,
    keep: Option<Keep>,
) -> Result<(Rows, Option<Kept>), ToolError> {
    let Some(keep) = keep else { return Ok((source.query(query).await?, None)) };
    if source.limits().max_kept_rows == 0 {
        return Err(ToolError::Refused {
            problem: format!("Results of the source {} are not kept.", source.name()),
            next: Some("Leave keep out and read pages.".to_owned()),
        });
    }
    let shown = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let whole = Query { limit: u32::MAX, ..query };
    let mut rows = source.write(whole, keep.format()).await?;
    rows.rows.truncate(shown);
    let Some(written) = rows.written.take() else {
        return Err(ToolError::Internal("no file was written".into()));
    };
    let mime_type = keep.mime_type();
    let bytes = written.content.len();
    let file = KeptFile { name: RESULT.to_owned(), mime_type, content: written.content };
    let id = ctx.backends.sql.results().keep(ctx.caller.principal(), vec![file]);
    let id = id.map_err(|error| ToolError::Internal(error.into()))?;
    let uri = format!("sql://results/{id}");
    Ok((rows, Some(Kept { uri, rows: written.rows, bytes, mime_type })))
}

impl Kept {
    /// On one line.
    pub(super) fn line(&self) -> String {
        let Self { uri, rows, bytes, mime_type } = self;
        format!("KEPT for 15 minutes: {rows} rows ({mime_type}, {bytes} bytes) as {uri}")
    }

    /// For whoever shows it beside the text.
    pub(super) fn link(&self) -> Attachment {
        Attachment::Link {
            uri: self.uri.clone(),
            name: "result".to_owned(),
            mime_type: self.mime_type,
            bytes: self.bytes as u64,
        }
    }
}
