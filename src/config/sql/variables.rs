//! The variables about governed SQL.

use crate::config::{
    parse,
    vars::{Default, Group, Var},
};

pub(in crate::config) const GROUP: Group = Group {
    title: "Governed SQL",
    vars: &[
        Var {
            name: "TOOLHUB_CONFIG",
            doc: "A TOML file with the SQL sources and saved queries",
            shape: "path",
            default: Default::Words("the order database is the only source"),
            example: "/etc/toolhub/toolhub.toml",
            secret: false,
            set: |draft, value| parse::path(value).map(|path| draft.file = Some(path)),
        },
        Var {
            name: "TOOLHUB_SQL_ADHOC",
            doc: "Whether any read-only statement is taken, and not only the saved queries",
            shape: "`on` or `off`",
            default: Default::Value("on"),
            example: "off",
            secret: false,
            set: |draft, value| parse::switch(value).map(|on| draft.adhoc = on),
        },
    ],
};
