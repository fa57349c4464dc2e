//! Claude Code.

use super::super::host::{Format, Host, Remote, Secrets, Verify};

pub(super) const HOST: Host = Host {
    id: "claude-code",
    title: "Claude Code",
    user: |places| {
        let folder = places.named("CLAUDE_CONFIG_DIR").or_else(|| places.home());
        folder.map(|folder| folder.join(".claude.json")).into_iter().collect()
    },
    project: Some(".mcp.json"),
    format: Format::Json,
    table: "mcpServers",
    stdio: Some("stdio"),
    remote: Remote::Headers { url: "url", kind: Some("http") },
    secrets: Secrets::Reference(|name| format!("${{{name}}}")),
    reload: "start a new session of Claude Code; /mcp shows the server",
    verify: Some(Verify { program: "claude", command: "claude mcp list" }),
    link: None,
};
