//! Claude Desktop. It substitutes nothing in its file and hands a server only a
//! few variables of its own environment.

use super::super::host::{Format, Host, Remote, Secrets};

pub(super) const HOST: Host = Host {
    id: "claude-desktop",
    title: "Claude Desktop",
    user: |places| {
        let store = places.store_package("Claude_pzs8sxrjxfjjc");
        let folders = store.into_iter().chain(places.config());
        folders.map(|folder| folder.join("Claude/claude_desktop_config.json")).collect()
    },
    project: None,
    format: Format::Json,
    table: "mcpServers",
    stdio: None,
    remote: Remote::Elsewhere {
        advice: "its file holds local servers only; add the URL in Claude under \
                 Settings > Connectors > Add custom connector",
    },
    secrets: Secrets::File,
    reload: "quit Claude Desktop and start it again; Settings > Developer shows the server",
    verify: None,
    link: None,
};
