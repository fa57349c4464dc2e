//! ALL: one line per check. What each means and how to cure it is also in
//! docs/troubleshooting.md.

use super::{
    Ask, Check, Look, See, clock, database, edge, files, github, hosts, port, program, sandbox,
    settings, stdio,
};

/// A heading and what is looked at below it.
struct Group {
    title: &'static str,
    checks: &'static [Check],
}

const ALL: &[Group] = &[
    Group {
        title: "program",
        checks: &[
            see("binary", program::binary),
            ask("path", |ground, list| Box::pin(program::path(ground, list))),
            see("open-files", program::open_files),
        ],
    },
    Group {
        title: "configuration",
        checks: &[
            see("settings", settings::settings),
            ask("dotenv", |ground, list| Box::pin(settings::dotenv(ground, list))),
            ask("secret-files", |ground, list| Box::pin(settings::files(ground, list))),
        ],
    },
    Group {
        title: "files",
        checks: &[
            ask("data-dir", |ground, list| Box::pin(files::data_dir(ground, list))),
            ask("disk-space", |ground, list| Box::pin(files::disk_space(ground, list))),
            ask("database-file", |ground, list| Box::pin(files::database(ground, list))),
        ],
    },
    Group {
        title: "stdio",
        checks: &[
            ask("stdio", |ground, list| Box::pin(stdio::both(ground, list))),
            ask("hosts", |ground, list| Box::pin(hosts::entries(ground, list))),
        ],
    },
    Group {
        title: "databases",
        checks: &[
            ask("order-database", |ground, list| Box::pin(database::orders(ground, list))),
            ask("sql-sources", |ground, list| Box::pin(database::sources(ground, list))),
            ask("clock", |ground, list| Box::pin(clock::compare(ground, list))),
        ],
    },
    Group {
        title: "other systems",
        checks: &[
            ask("sandbox", |ground, list| Box::pin(sandbox::look(ground, list))),
            ask("github", |ground, list| Box::pin(github::look(ground, list))),
        ],
    },
    Group {
        title: "HTTP",
        checks: &[
            see("api-token", edge::token),
            see("secret-key", edge::secret_key),
            see("public-url", edge::public_url),
            ask("port", |ground, list| Box::pin(port::look(ground, list))),
        ],
    },
];

const fn see(id: &'static str, see: See) -> Check {
    Check { id, look: Look::See(see) }
}

const fn ask(id: &'static str, ask: Ask) -> Check {
    Check { id, look: Look::Ask(ask) }
}

/// Every check with its heading, in printing order.
pub(super) fn checks() -> impl Iterator<Item = (&'static str, &'static Check)> {
    ALL.iter().flat_map(|group| group.checks.iter().map(|check| (group.title, check)))
}
