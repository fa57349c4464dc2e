//! `toolhub doctor`: every fault provoked, and what is said about it.

mod bundle;
mod document;
mod github;
mod hosts;
mod http;
mod machine;
mod program;
mod systems;

use std::{fmt::Write as _, fs, os::unix::fs::PermissionsExt as _, process::Command};

use serde_json::Value;

use super::{Home, door::Run};

/// What doctor found.
struct Found {
    run: Run,
    findings: Vec<Value>,
    home: String,
}

impl Found {
    fn of(home: &Home, command: &mut Command) -> Self {
        let run = Run::from(command.output().unwrap());
        let report: Value =
            serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"));
        let findings = report["findings"].as_array().unwrap().clone();
        let failed = findings.iter().any(|finding| finding["level"] == "fail");
        assert_eq!(run.status.code(), Some(i32::from(failed)), "{run:?}");
        assert_eq!(report["ok"], !failed, "{report}");
        for finding in findings.iter().filter(|finding| finding["level"] == "fail") {
            assert!(finding["cure"].is_string(), "no cure: {finding}");
        }
        let home = home.path("").canonicalize().unwrap().to_str().unwrap().to_owned();
        Self { run, findings, home }
    }

    /// The findings of one check: level, text, cure.
    fn check(&self, id: &str) -> String {
        let mut text = String::new();
        for finding in self.findings.iter().filter(|finding| finding["check"] == id) {
            let word = |key: &str| finding[key].as_str().unwrap_or_default();
            writeln!(text, "{}: {}", word("level"), word("text")).unwrap();
            if finding["cure"].is_string() {
                writeln!(text, "  cure: {}", word("cure")).unwrap();
            }
        }
        assert!(!text.is_empty(), "nothing about {id}: {:?}", self.run);
        let folder = env!("CARGO_BIN_EXE_toolhub").rsplit_once('/').unwrap().0;
        text.replace(&self.home, "HOME").replace(folder, "HERE")
    }
}

/// Runs doctor in `home` with `env`.
fn doctor(home: &Home, env: &[(&str, &str)]) -> Found {
    let mut command = home.command(&["doctor", "--json"]);
    Found::of(home, command.envs(env.iter().copied()))
}

/// A shell script in `home`.
fn script(home: &Home, name: &str, text: &str) -> String {
    let path = home.path(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    permit(home, name, 0o755);
    path.to_str().unwrap().to_owned()
}

fn permit(home: &Home, name: &str, mode: u32) {
    fs::set_permissions(home.path(name), fs::Permissions::from_mode(mode)).unwrap();
}
