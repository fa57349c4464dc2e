//! Codex.

use super::super::host::{Format, Host, Remote, Secrets, Verify};

pub(super) const HOST: Host = Host {
    id: "codex",
    title: "Codex",
    user: |places| {
        let home = || places.home().map(|home| home.join(".codex"));
        let folder = places.named("CODEX_HOME").or_else(home);
        folder.map(|folder| folder.join("config.toml")).into_iter().collect()
    },
    project: Some(".codex/config.toml"),
    format: Format::Toml,
    table: "mcp_servers",
    stdio: None,
    remote: Remote::TokenVariable,
    secrets: Secrets::Listed("env_vars"),
    reload: "start a new session of Codex; /mcp shows the server",
    verify: Some(Verify { program: "codex", command: "codex mcp list" }),
    link: None,
};
