//! The way in: one home directory per test, and the binary run inside it.

use std::{
    fs,
    path::PathBuf,
    process::{Command, ExitStatus, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// A user's home with nothing in it, which is also the working directory.
pub(super) struct Home(TempDir);

/// What a run left behind.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) status: ExitStatus,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

impl Home {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Runs toolhub with nothing in its environment but this home.
    pub(super) fn run(&self, args: &[&str]) -> Run {
        self.run_with(&[], args)
    }

    /// The same with `env` set.
    pub(super) fn run_with(&self, env: &[(&str, &str)], args: &[&str]) -> Run {
        let mut command = self.command(args);
        command.envs(env.iter().copied());
        Run::from(command.output().unwrap())
    }

    pub(super) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_toolhub"));
        command.args(args).env_clear().env("HOME", self.0.path()).current_dir(self.0.path());
        // What a machine has must not decide what a test sees.
        command.env("TOOLHUB_SANDBOX", "off");
        command.stdin(Stdio::null());
        command
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            status: output.status,
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Run {
    /// Asserts that it went well and was silent on stderr.
    #[track_caller]
    pub(super) fn ok(self) -> String {
        assert!(self.status.success(), "{self:?}");
        assert_eq!(self.stderr, "");
        self.stdout
    }

    /// The same, with JSON on stdout.
    #[track_caller]
    pub(super) fn json(self) -> Value {
        serde_json::from_str(&self.ok()).unwrap()
    }

    /// Asserts that it failed with `code` and was silent on stdout.
    #[track_caller]
    pub(super) fn failed(self, code: i32) -> String {
        assert_eq!(self.status.code(), Some(code), "{self:?}");
        assert_eq!(self.stdout, "", "{self:?}");
        self.stderr
    }
}
