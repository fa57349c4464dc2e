//! The house rules that a compiler does not hold: who may import whom, which
//! crate may appear where, how long a file may be. `ARCHITECTURE.md` explains
//! them; this file is what keeps them true.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Rooms that anyone may import and that import nothing but each other.
const LEAVES: &[&str] =
    &["about", "caller", "config", "cursor", "nearest", "telemetry", "text", "toolset"];

/// What each room may import besides the leaves, from the outside in.
const ROOMS: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    ("cli", &["app", "backend", "server", "dispatch", "auth", "tool"]),
    ("app", &["backend", "dispatch", "prompts", "resources", "tool", "tools"]),
    ("server", &["app", "auth", "backend", "mcp"]),
    ("auth", &[]),
    ("mcp", &["dispatch", "prompt", "resource", "tool"]),
    ("dispatch", &["backend", "prompt", "resource", "tool"]),
    ("tools", &["backend", "tool"]),
    ("resources", &["backend", "resource", "tool", "tools"]),
    ("prompts", &["backend", "prompt", "tool", "tools"]),
    ("prompt", &["tool"]),
    ("resource", &["tool"]),
    ("tool", &["backend"]),
    ("backend", &[]),
];

/// What a leaf may import.
const LEAF_IMPORTS: &[(&str, &[&str])] =
    &[("config", &["nearest", "text", "toolset"]), ("telemetry", &["config"])];

/// Where a crate, path or name may appear: in these files and folders of `src`
/// and nowhere else.
const HOMES: &[(&str, &[&str])] = &[
    ("rmcp", &["mcp", "tool", "server", "dispatch/seal"]),
    ("axum", &["server", "auth"]),
    ("hyper", &["server"]),
    ("hyper_util", &["server"]),
    ("rusqlite", &["backend"]),
    ("tokio_postgres", &["backend"]),
    ("deadpool", &["backend"]),
    ("deadpool_postgres", &["backend"]),
    ("refinery", &["backend"]),
    ("moka", &["backend"]),
    ("bollard", &["backend"]),
    ("process::Command", &["backend/sandbox", "cli/doctor/child"]),
    ("reqwest", &["backend"]),
    ("anyhow", &["main", "cli", "app", "server"]),
    ("clap", &["main", "cli"]),
    ("prometheus_client", &["telemetry", "server/http/listen"]),
    ("tracing_subscriber", &["telemetry", "config"]),
    ("env::var", &["config"]),
    ("env::vars", &["config"]),
    ("env::var_os", &["config"]),
    ("env::vars_os", &["config"]),
    ("Caller::new", &["auth"]),
    ("tokio::spawn", &["server/http/listen"]),
];

/// Files that may be longer than 300 lines, and why.
const LONG: &[(&str, &str)] = &[];
const USUAL_LINES: usize = 300;
const MOST_LINES: usize = 500;

/// A source file: its path below `src` without `.rs`, and what is in it that
/// is neither a comment nor a test.
struct Source {
    path: String,
    code: String,
    lines: usize,
}

impl Source {
    fn read(root: &Path, file: &Path) -> Self {
        let text = fs::read_to_string(file).unwrap();
        let path = file.strip_prefix(root).unwrap().with_extension("");
        let lines = text.lines().count();
        let code: Vec<&str> = text
            .lines()
            .take_while(|line| *line != "#[cfg(test)]" && *line != "mod tests {")
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let path = path.to_str().unwrap().replace('\\', "/");
        Self { path, code: code.join("\n"), lines }
    }

    fn room(&self) -> &str {
        self.path.split('/').next().unwrap()
    }

    fn is_test(&self) -> bool {
        self.path.split('/').any(|part| part == "tests")
    }

    fn lives_in(&self, home: &str) -> bool {
        self.path == home || self.path.strip_prefix(home).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether `name` stands in the code as a whole path.
    fn mentions(&self, name: &str) -> bool {
        self.code.match_indices(name).any(|(at, _)| {
            let before = self.code[..at].chars().next_back();
            let after = self.code[at + name.len()..].chars().next();
            let part = |char: Option<char>| char.is_some_and(|c| c.is_alphanumeric() || c == '_');
            // A crate or item named like it: `mcp` in `rmcp`, `foo::rmcp`, `rmcp_x`.
            let is_path = name.contains("::") || self.code[at + name.len()..].starts_with("::");
            let nested = !name.contains("::") && before == Some(':');
            is_path && !part(before) && !part(after) && !nested
        })
    }

    /// The rooms of this crate that it imports or names.
    fn imports(&self) -> BTreeSet<String> {
        let code: String = self.code.split_whitespace().collect::<Vec<_>>().join(" ");
        let root = if self.room() == "main" { "toolhub::" } else { "crate::" };
        code.match_indices(root).flat_map(|(at, _)| heads(&code[at + root.len()..])).collect()
    }
}

/// The first names of `a::b`, or of each branch of `{a::{b, c}, d}`.
fn heads(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim().chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect()
    };
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut heads, mut start) = (0, Vec::new(), 0);
    for (at, char) in group.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth == 0 => {
                heads.push(name(&group[start..at]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                heads.push(name(&group[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    assert!(files.len() > 50, "the sources are not where they are expected");
    files.iter().map(|file| Source::read(&root, file)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// What `room` may import, itself included.
fn allowed(room: &str) -> Vec<&'static str> {
    let find = |table: &'static [(&str, &[&'static str])]| {
        table.iter().find(|(name, _)| *name == room).map(|(_, imports)| *imports)
    };
    if LEAVES.contains(&room) {
        return find(LEAF_IMPORTS).unwrap_or_default().to_vec();
    }
    let imports = find(ROOMS).unwrap_or_else(|| panic!("{room} is not in the table of rooms"));
    [imports, LEAVES].concat()
}

fn assert_none(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn rooms_import_downward_only() {
    let mut broken = Vec::new();
    for source in sources().iter().filter(|file| file.path != "lib" && !file.is_test()) {
        let allowed = allowed(source.room());
        for import in source.imports() {
            if import != source.room() && !allowed.contains(&import.as_str()) {
                broken.push(format!("src/{}.rs imports {import}", source.path));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn nothing_is_in_the_table_that_is_not_in_the_house() {
    let sources = sources();
    let rooms: BTreeSet<&str> = sources.iter().map(Source::room).collect();
    let known = ROOMS.iter().map(|(room, _)| room).chain(LEAVES);
    let gone: Vec<_> = known.filter(|room| !rooms.contains(*room)).collect();
    assert!(gone.is_empty(), "{gone:?}");
    let mut unused = Vec::new();
    for (room, imports) in ROOMS {
        let used: BTreeSet<String> = sources
            .iter()
            .filter(|file| file.room() == *room && !file.is_test())
            .flat_map(Source::imports)
            .collect();
        let idle = imports.iter().filter(|import| !used.contains(**import));
        unused.extend(idle.map(|import| format!("{room} no longer imports {import}")));
    }
    assert_none(&unused);
}

#[test]
fn crates_and_powers_stay_in_their_homes() {
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test()) {
        for (name, homes) in HOMES {
            if source.mentions(name) && !homes.iter().any(|home| source.lives_in(home)) {
                broken
                    .push(format!("src/{}.rs uses {name}, which lives in {homes:?}", source.path));
            }
        }
    }
    assert_none(&broken);
}

#[test]
fn files_are_short() {
    let mut broken = Vec::new();
    for source in sources() {
        let excused = LONG.iter().any(|(path, _)| *path == source.path);
        let most = if excused { MOST_LINES } else { USUAL_LINES };
        if source.lines > most {
            broken.push(format!("src/{}.rs has {} lines, of {most}", source.path, source.lines));
        }
        if excused && source.lines <= USUAL_LINES {
            broken.push(format!("src/{}.rs needs no excuse any more", source.path));
        }
    }
    assert_none(&broken);
}

#[test]
fn the_scanner_sees_what_it_must_see() {
    assert_eq!(heads("{a::{b, c::d}, e, f::g}; crate::h"), ["a", "e", "f"]);
    assert_eq!(heads("a::b"), ["a"]);
    let source = |code: &str| Source { path: "tools/x".into(), code: code.into(), lines: 1 };
    assert!(source("use rmcp::model;").mentions("rmcp"));
    assert!(!source("use armcp::model;").mentions("rmcp"));
    assert!(source("let x = std::env::var(name);").mentions("env::var"));
    assert!(source("x(Caller::new(y))").mentions("Caller::new"));
    let imports = source("use crate::{\n    mcp::X,\n    tool::{Y, Z},\n};").imports();
    assert_eq!(imports.into_iter().collect::<Vec<_>>(), ["mcp", "tool"]);
}
