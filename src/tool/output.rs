//! What a tool gives back, and how it is held to its response budget.

use bytes::Bytes;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{JsonObject, ToolError, tokens};

/// A typed result: its JSON is the `structuredContent`, its text is what a
/// model reads.
pub trait Output: Serialize + JsonSchema + Send {
    /// The compact copy for a model.
    fn text(&self) -> String;

    /// How many records could be cut from the end; 0 for a result that is one thing.
    fn records(&self) -> usize {
        0
    }

    /// Keeps the first `keep` records and says so in the value (more available,
    /// the cursor to go on with). Only called with `1 <= keep < records()`.
    fn keep(&mut self, _keep: usize) {}

    /// What a host shows beside the text.
    fn attachments(&self) -> Vec<Attachment> {
        Vec::new()
    }

    /// Facts for programs about how the result came to be: the reply's `_meta`.
    fn meta(&self) -> JsonObject {
        JsonObject::new()
    }
}

/// What stands beside the text of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attachment {
    /// A picture that a model can look at.
    Image {
        /// Its media type.
        mime_type: &'static str,
        /// The file.
        content: Bytes,
    },
    /// A resource of this server.
    Link {
        /// Where it can be read.
        uri: String,
        /// What it is called.
        name: String,
        /// Its media type.
        mime_type: &'static str,
        /// How long it is.
        bytes: u64,
    },
}

/// A result in its final form.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// What a model reads.
    pub text: String,
    /// What a program reads; fits the tool's `outputSchema`.
    pub structured: Value,
    /// What the dearer of the two forms costs a model.
    pub tokens: usize,
    /// Whether records were cut to fit the budget.
    pub truncated: bool,
    /// What stands beside the text.
    pub attachments: Vec<Attachment>,
    /// Facts about how it came to be.
    pub meta: JsonObject,
}

impl Reply {
    /// A reply that is not held to a budget.
    pub fn new(text: String, structured: &impl Serialize) -> Result<Self, ToolError> {
        let structured =
            serde_json::to_value(structured).map_err(|error| ToolError::Internal(error.into()))?;
        let tokens = tokens(&text).max(tokens(&structured.to_string()));
        Ok(Self {
            text,
            structured,
            tokens,
            truncated: false,
            attachments: Vec::new(),
            meta: JsonObject::new(),
        })
    }

    /// Puts `output` into its final form within `budget` tokens, cutting whole
    /// records from the end until it fits.
    pub fn shape<O: Output>(mut output: O, budget: usize) -> Result<Self, ToolError> {
        let mut truncated = false;
        loop {
            let reply = Self::new(output.text(), &output)?;
            let cost = reply.tokens;
            if cost <= budget {
                let (attachments, meta) = (output.attachments(), output.meta());
                return Ok(Self { truncated, attachments, meta, ..reply });
            }
            let records = output.records();
            if records < 2 {
                return Err(ToolError::TooLarge { tokens: cost, budget });
            }
            // Aim a little below the budget; always make progress, never cut all.
            let aim = records.saturating_mul(budget) / cost * 9 / 10;
            output.keep(aim.clamp(1, records - 1));
            truncated = true;
        }
    }
}
