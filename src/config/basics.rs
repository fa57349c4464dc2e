//! What is served, and where it is kept.

use super::{
    parse,
    vars::{Default, Group, Var, Wrong},
};
use crate::{nearest::nearest, toolset::Toolset};

pub(super) const GROUP: Group = Group {
    title: "The basics",
    vars: &[
        Var {
            name: "TOOLHUB_TOOLSETS",
            doc: "The toolsets to switch on; `core` always is, and of `all` those that have what they need",
            shape: "comma-separated names, or `all`",
            default: Default::Value("all"),
            example: "orders",
            secret: false,
            set: |draft, value| {
                let names = parse::list(value)?.collect::<Vec<_>>();
                draft.github.named = names.contains(&Toolset::Github.as_str());
                toolsets(&names).map(|sets| draft.toolsets = sets)
            },
        },
        Var {
            name: "TOOLHUB_DATA_DIR",
            doc: "Where the embedded database and generated keys are kept",
            shape: "directory; created when missing",
            default: Default::Words("`toolhub` in the user's data directory"),
            example: "/var/lib/toolhub",
            secret: false,
            set: |draft, value| parse::path(value).map(|path| draft.data_dir = Some(path)),
        },
    ],
};

fn toolsets(names: &[&str]) -> Result<Vec<Toolset>, Wrong> {
    let known = || std::iter::once("all").chain(Toolset::ALL.iter().map(|set| set.as_str()));
    if let Some(unknown) = names.iter().find(|name| !known().any(|known| known == **name)) {
        let hint = nearest(unknown, known())
            .map_or_else(String::new, |name| format!("did you mean {name:?}? "));
        let known = known().collect::<Vec<_>>().join(", ");
        return Err(format!("names the unknown toolset {unknown:?} ({hint}known: {known})").into());
    }
    let wanted = |set: &Toolset| {
        *set == Toolset::Core || names.contains(&"all") || names.contains(&set.as_str())
    };
    Ok(Toolset::ALL.iter().copied().filter(wanted).collect())
}
