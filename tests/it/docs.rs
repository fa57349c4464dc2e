//! What the documents say: commands run, snippets are read by what they are for,
//! links lead somewhere.
//!
//! A block ```` ```sh ```` is run, the blocks of one file one after the other in one
//! empty home; a block ```` ```text ```` right after it is what it prints. What cannot
//! run in a test says what it needs: ```` ```sh needs=registry ````. Its `toolhub`
//! commands must still be ones that exist.

mod blocks;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use clap::Parser as _;
use serde_json::Value;
use tempfile::TempDir;
use toolhub::cli::Cli;

/// What a block may need that a test does not have.
const NEEDS: &[&str] = &[
    "account", "checkout", "cluster", "daemon", "github", "host", "registry", "release", "root",
    "systemd", "terminal",
];
/// Whose commands other tests run: `cli::install`.
const ELSEWHERE: &str = "docs/hosts.md";
/// `cargo run` of the checkout is the program that is tested.
const PRELUDE: &str = "set -euo pipefail\ncargo() { shift 3; toolhub \"$@\"; }\n";

#[test]
fn commands_run() {
    for document in documents().into_iter().filter(|document| !document.ends_with(ELSEWHERE)) {
        let home = tempfile::tempdir().unwrap();
        let blocks = blocks::of(&document);
        for (place, block) in blocks.iter().enumerate().filter(|(_, block)| block.kind == "sh") {
            let name = block.place(&document);
            match &block.needs {
                Some(need) => {
                    assert!(NEEDS.contains(&&**need), "{name}: needs={need} is none of {NEEDS:?}");
                    toolhub_commands(&block.text).for_each(|line| parses(&name, line));
                }
                None => {
                    let output = run(&home, &block.text);
                    let all = String::from_utf8_lossy(&output.stderr);
                    assert!(output.status.success(), "{name}\n{}\n{all}", block.text);
                    let printed = blocks.get(place + 1).filter(|next| next.follows);
                    if let Some(expected) = printed.filter(|next| next.kind == "text") {
                        let printed = String::from_utf8(output.stdout).unwrap();
                        assert_eq!(printed.trim_end(), expected.text.trim_end(), "{name}");
                    }
                }
            }
        }
    }
}

#[test]
fn snippets_are_what_they_say() {
    for document in documents() {
        for block in blocks::of(&document) {
            let name = block.place(&document);
            match &*block.kind {
                "json" => {
                    serde_json::from_str::<Value>(&block.text)
                        .unwrap_or_else(|error| panic!("{name}: {error}"));
                }
                "toml" if block.text.contains("[sql.") => configures(&name, &block.text),
                "sh" | "text" | "toml" | "yaml" | "mermaid" | "promql" | "sql" | "rust"
                | "python" | "nginx" | "ini" | "dockerfile" | "jsonc" | "xml" => {}
                other => panic!("{name}: a block of the kind {other:?} is not checked"),
            }
        }
    }
}

#[test]
fn links_lead_somewhere() {
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for target in links(&text) {
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = if path.is_empty() {
                document.clone()
            } else {
                document.parent().unwrap().join(path)
            };
            assert!(file.exists(), "{}: nothing is at {target}", document.display());
            if !anchor.is_empty() {
                let there = fs::read_to_string(&file).unwrap();
                let found = headings(&there).any(|heading| heading == anchor);
                assert!(found, "{}: no heading for {target}", document.display());
            }
        }
    }
}

/// The documents a person reads, all of them.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [root.to_owned(), root.join("docs"), root.join("docs/adr")];
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    files
}

/// Runs a block as a reader would, who has toolhub on the path and nothing set.
fn run(home: &TempDir, text: &str) -> Output {
    let programs = Path::new(env!("CARGO_BIN_EXE_toolhub")).parent().unwrap().display();
    Command::new("bash")
        .args(["-c", &format!("{PRELUDE}{text}")])
        .env_clear()
        .env("HOME", home.path())
        .env("PATH", format!("{programs}:/usr/local/bin:/usr/bin:/bin"))
        .current_dir(home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// The lines that start toolhub, each in one piece.
fn toolhub_commands(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| line.starts_with("toolhub "))
}

/// A command that is there, with arguments that it takes.
fn parses(name: &str, line: &str) {
    let line = line.split(" && ").next().unwrap().trim_end_matches('\\');
    let words = format!("set -f; printf '%s\\n' {line}");
    let split = Command::new("bash").args(["-c", &words]).env_clear().output().unwrap();
    let words = String::from_utf8(split.stdout).unwrap();
    if let Err(error) = Cli::try_parse_from(words.lines()) {
        assert!(!error.use_stderr(), "{name}: {line}\n{error}");
    }
}

/// A configuration file that toolhub takes, once its secrets are there.
fn configures(name: &str, text: &str) {
    let home = tempfile::tempdir().unwrap();
    let secret = home.path().join("secret");
    fs::write(&secret, "postgres://reader@127.0.0.1:1/stock").unwrap();
    let file = home.path().join("toolhub.toml");
    fs::write(&file, text.replace("/run/secrets/stock-url", secret.to_str().unwrap())).unwrap();
    let output = run(&home, &format!("TOOLHUB_CONFIG={} toolhub tools", file.display()));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {said}");
}

/// Where links within the project lead.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).filter_map(|(target, _)| {
        let is_inside = !target.contains("://") && !target.starts_with("mailto:");
        (is_inside && !target.contains(' ') && !target.is_empty()).then_some(target)
    })
}

/// Headings as anchors name them.
fn headings(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter_map(|line| line.trim_start_matches('#').strip_prefix(' ')).map(|heading| {
        let kept = heading.chars().filter(|char| char.is_alphanumeric() || " -_".contains(*char));
        kept.collect::<String>().to_lowercase().replace(' ', "-")
    })
}
