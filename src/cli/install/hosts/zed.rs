//! Zed. It substitutes nothing in its settings.

use super::super::{
    host::{Format, Host, Remote, Secrets},
    places::Os,
};

pub(super) const HOST: Host = Host {
    id: "zed",
    title: "Zed",
    user: |places| {
        // On a Mac it keeps to the place that Linux has for configuration.
        let folder = match places.os {
            Os::Linux | Os::Windows => places
                .config()
                .map(|config| config.join(if places.os == Os::Windows { "Zed" } else { "zed" })),
            Os::Mac => places.home().map(|home| home.join(".config/zed")),
        };
        folder.map(|folder| folder.join("settings.json")).into_iter().collect()
    },
    project: Some(".zed/settings.json"),
    format: Format::Json,
    table: "context_servers",
    stdio: None,
    remote: Remote::PlainHeaders {
        advice: "Zed substitutes no variable in headers: add \
                 \"headers\": { \"Authorization\": \"Bearer ...\" } to the entry yourself",
    },
    secrets: Secrets::File,
    reload: "Zed takes the change over at once; the Agent panel's settings show the server",
    verify: None,
    link: None,
};
