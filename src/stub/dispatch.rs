// STUB
//! Stands in for the real room.
#![allow(missing_docs, missing_debug_implementations, clippy::unused_async)]
use crate::{
    caller::Caller,
    tool::{Entry, Reply},
};
use rmcp::model::JsonObject;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
pub struct Origin {
    pub caller: Caller,
    pub transport: &'static str,
    pub protocol: Option<String>,
    pub cancel: CancellationToken,
}
pub struct Call {
    pub origin: Origin,
    pub tool: String,
    pub args: JsonObject,
}
#[derive(Debug, Clone)]
pub struct Failure {
    pub kind: &'static str,
    pub text: String,
    pub reference: String,
}
pub struct Facts {
    pub uri: &'static str,
    pub name: &'static str,
}
pub struct Named {
    pub facts: Facts,
}
pub struct Registry {
    pub(crate) tools: Vec<Entry>,
    pub(crate) resources: Vec<Named>,
    pub(crate) prompts: Vec<Named>,
}
impl Registry {
    pub fn tools(&self) -> &[Entry] {
        &self.tools
    }
    pub fn resources(&self) -> &[Named] {
        &self.resources
    }
    pub fn prompts(&self) -> &[Named] {
        &self.prompts
    }
    pub fn tool(&self, name: &str) -> Option<&Entry> {
        self.tools.iter().find(|e| e.facts().name == name)
    }
}
pub struct Road(pub(crate) Registry);
impl Road {
    pub fn registry(&self) -> &Registry {
        &self.0
    }
    pub async fn call(&self, call: Call) -> Result<Reply, Failure> {
        if call.tool == "fail" {
            return Err(Failure {
                kind: "not_found",
                text: "No such thing.".into(),
                reference: "r1".into(),
            });
        }
        let structured = Value::Object(call.args);
        Ok(Reply {
            text: format!("{} got {structured}", call.tool),
            structured,
            tokens: 1,
            truncated: false,
        })
    }
}
