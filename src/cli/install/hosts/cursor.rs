//! Cursor.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;

use super::super::{
    host::{Format, Host, Remote, Secrets},
    link,
};

pub(super) const HOST: Host = Host {
    id: "cursor",
    title: "Cursor",
    user: |places| places.home().map(|home| home.join(".cursor/mcp.json")).into_iter().collect(),
    project: Some(".cursor/mcp.json"),
    format: Format::Json,
    table: "mcpServers",
    stdio: None,
    remote: Remote::Headers { url: "url", kind: None },
    secrets: Secrets::Reference(|name| format!("${{env:{name}}}")),
    reload: "open Cursor's settings for MCP and switch the server on",
    verify: None,
    link: Some(install_link),
};

fn install_link(name: &str, entry: &Value, _: &[Value]) -> String {
    let config = link::percent(&STANDARD.encode(entry.to_string()));
    format!("cursor://anysphere.cursor-deeplink/mcp/install?name={name}&config={config}")
}
