//! The binary under test, started with nothing in its environment but what a
//! test says.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read},
    os::unix::{
        fs::{MetadataExt as _, chown},
        process::CommandExt as _,
    },
    path::Path,
    process::{Child, Command, ExitStatus, Output, Stdio},
    thread,
    time::Duration,
};

use tempfile::TempDir;
use tokio::sync::mpsc::{self, UnboundedReceiver};

use super::log::Log;

/// More patience than any step of a test needs.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Somebody without any rights.
const ORDINARY: u32 = 60_999;

/// A toolhub process with a home of its own; killed when dropped.
pub(crate) struct Program {
    pub(crate) child: Child,
    pub(crate) log: Log,
    // After the child, so that it is gone when its files go.
    _home: TempDir,
}

impl Program {
    /// Starts toolhub with `args` in an empty home and with `env`.
    pub(crate) fn start(args: &[&str], env: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let refuses_root = env.contains(&("TOOLHUB_SANDBOX", "bubblewrap"));
        let mut command = if refuses_root && is_root() {
            ordinary(home.path())
        } else {
            Command::new(env!("CARGO_BIN_EXE_toolhub"))
        };
        command.args(args).env_clear().env("HOME", home.path()).current_dir(home.path());
        command.env("TOOLHUB_DATA_DIR", home.path().join("data"));
        // What a machine has must not decide what a test sees.
        command.env("TOOLHUB_SANDBOX", "off");
        command.env("LOG_FORMAT", "json").envs(env.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let log = Log::of(child.stderr.take().unwrap());
        Self { child, log, _home: home }
    }

    /// Runs toolhub to its end, in an empty home and with `env`.
    pub(crate) fn run(args: &[&str], env: &[(&str, &str)]) -> Output {
        let home = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_toolhub"));
        command.args(args).env_clear().env("HOME", home.path()).current_dir(home.path());
        command.envs(env.iter().copied()).stdin(Stdio::null()).output().unwrap()
    }

    /// Sends a signal by name, as `kill` spells it.
    pub(crate) fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success(), "{kill}");
    }

    /// Waits for the end, which closes stderr.
    pub(crate) async fn exited(&mut self) -> ExitStatus {
        self.log.closed().await;
        self.child.wait().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Both fail only for a process that is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// Toolhub as somebody without rights would start it, who may see nothing but `home`.
fn ordinary(home: &Path) -> Command {
    let program = home.join("toolhub");
    fs::copy(env!("CARGO_BIN_EXE_toolhub"), &program).unwrap();
    chown(home, Some(ORDINARY), Some(ORDINARY)).unwrap();
    let mut command = Command::new(program);
    command.uid(ORDINARY).gid(ORDINARY);
    command
}

/// The lines of a pipe as they come; a line ends at `\n` and keeps its bytes.
pub(crate) fn lines(pipe: impl Read + Send + 'static) -> UnboundedReceiver<Vec<u8>> {
    let (sender, receiver) = mpsc::unbounded_channel();
    thread::spawn(move || {
        let mut lines = BufReader::new(pipe).split(b'\n');
        while let Some(Ok(line)) = lines.next() {
            let _ = sender.send(line);
        }
    });
    receiver
}
