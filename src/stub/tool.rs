// STUB
//! Stands in for the real room.
#![allow(missing_docs, missing_debug_implementations)]
use crate::toolset::Toolset;
use rmcp::model::{JsonObject, Tool as McpTool};
use serde_json::Value;
use std::{borrow::Cow, sync::Arc};
pub struct Facts {
    pub name: Cow<'static, str>,
    pub title: Cow<'static, str>,
    pub description: Cow<'static, str>,
    pub toolset: Toolset,
    pub input_schema: Arc<JsonObject>,
}
pub struct Entry {
    facts: Facts,
    listed: McpTool,
}
impl Entry {
    pub fn new(
        name: &'static str,
        title: &'static str,
        description: &'static str,
        toolset: Toolset,
        schema: Value,
    ) -> Self {
        let input_schema = Arc::new(schema.as_object().unwrap().clone());
        let listed = McpTool::new(name, description, Arc::clone(&input_schema)).with_title(title);
        Self {
            facts: Facts {
                name: name.into(),
                title: title.into(),
                description: description.into(),
                toolset,
                input_schema,
            },
            listed,
        }
    }
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }
    pub const fn listed(&self) -> &McpTool {
        &self.listed
    }
}
pub struct Reply {
    pub text: String,
    pub structured: Value,
    pub tokens: usize,
    pub truncated: bool,
}
