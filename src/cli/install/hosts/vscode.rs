//! Visual Studio Code.

use serde_json::{Map, Value};

use super::super::{
    host::{Format, Host, Remote, Secrets},
    link,
};

pub(super) const HOST: Host = Host {
    id: "vscode",
    title: "VS Code",
    user: |places| {
        places.config().map(|folder| folder.join("Code/User/mcp.json")).into_iter().collect()
    },
    project: Some(".vscode/mcp.json"),
    format: Format::Json,
    table: "servers",
    stdio: Some("stdio"),
    remote: Remote::Headers { url: "url", kind: Some("http") },
    secrets: Secrets::Prompt,
    reload: "run \"MCP: List Servers\" in the command palette and start the server",
    verify: None,
    link: Some(install_link),
};

/// The link carries what `code --add-mcp` takes: the entry with its name, and
/// the inputs beside it.
fn install_link(name: &str, entry: &Value, inputs: &[Value]) -> String {
    let mut config = Map::from_iter([("name".to_owned(), name.into())]);
    config.extend(entry.as_object().into_iter().flatten().map(|(k, v)| (k.clone(), v.clone())));
    if !inputs.is_empty() {
        config.insert("inputs".to_owned(), inputs.into());
    }
    format!("vscode:mcp/install?{}", link::percent(&Value::Object(config).to_string()))
}
