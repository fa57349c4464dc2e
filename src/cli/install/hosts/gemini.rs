//! Gemini CLI.

use super::super::host::{Format, Host, Remote, Secrets, Verify};

pub(super) const HOST: Host = Host {
    id: "gemini",
    title: "Gemini CLI",
    user: |places| {
        let home = places.named("GEMINI_CLI_HOME").or_else(|| places.home());
        home.map(|home| home.join(".gemini/settings.json")).into_iter().collect()
    },
    project: Some(".gemini/settings.json"),
    format: Format::Json,
    table: "mcpServers",
    stdio: None,
    remote: Remote::Headers { url: "url", kind: Some("http") },
    secrets: Secrets::Reference(|name| format!("${{{name}}}")),
    reload: "start Gemini CLI again in a folder that it trusts; /mcp shows the server",
    verify: Some(Verify { program: "gemini", command: "gemini mcp list" }),
    link: None,
};
