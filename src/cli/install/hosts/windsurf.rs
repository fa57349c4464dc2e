//! Windsurf.

use super::super::host::{Format, Host, Remote, Secrets};

pub(super) const HOST: Host = Host {
    id: "windsurf",
    title: "Windsurf",
    user: |places| {
        let home = places.home();
        home.map(|home| home.join(".codeium/windsurf/mcp_config.json")).into_iter().collect()
    },
    project: None,
    format: Format::Json,
    table: "mcpServers",
    stdio: None,
    remote: Remote::Headers { url: "serverUrl", kind: None },
    secrets: Secrets::Reference(|name| format!("${{env:{name}}}")),
    reload: "refresh the list of MCP servers in Windsurf's Cascade panel",
    verify: None,
    link: None,
};
