//! Sandboxes out of Linux namespaces alone, by `bwrap`, with the Python of this
//! machine. No daemon and no image, but lower walls: no cgroup bounds memory, the
//! supervisor looks at it instead, and the root is this machine's `/usr`.

use std::{os::unix::fs::MetadataExt as _, process::Stdio};

use futures_util::{StreamExt as _, future::BoxFuture};
use serde_json::json;
use tokio::{
    io::AsyncReadExt as _,
    process::{Child, ChildStderr, Command},
};
use tokio_util::io::ReaderStream;

use super::{
    NoSandbox, OPEN_FILES, PROCESSES, SCRATCH_BYTES, SandboxError, command,
    frame::Frames,
    pool::Provider,
    slot::{Hold, Slot},
};
use crate::{config::SandboxConfig, text::excerpt};

const PROGRAM: &str = "bwrap";
const SHARED_MEMORY_BYTES: u64 = 16 * 1024 * 1024;
/// What of this machine can be read: programs and libraries.
const SHOWN: &[&str] = &["/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/ld.so.cache"];
const WALLS: &[&str] = &[
    "--unshare-all",
    "--as-pid-1",
    "--die-with-parent",
    "--new-session",
    "--clearenv",
    "--cap-drop",
    "ALL",
    "--uid",
    "65534",
    "--gid",
    "65534",
    "--hostname",
    "sandbox",
    "--proc",
    "/proc",
    "--dev",
    "/dev",
    "--setenv",
    "PATH",
    "/usr/local/bin:/usr/bin:/bin",
];

/// The program, which is there.
#[derive(Debug)]
pub(super) struct Bubblewrap {
    /// What the supervisor sees to, as JSON.
    bounds: String,
}

impl Bubblewrap {
    /// Looks for the program.
    pub(super) async fn open(config: &SandboxConfig) -> Result<Self, NoSandbox> {
        // Files of the kernel's that belong to root would still let it write.
        if std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0) {
            return Err(NoSandbox::Root);
        }
        let found = program().arg("--version").stdout(Stdio::null()).status().await;
        if !found.is_ok_and(|status| status.success()) {
            return Err(NoSandbox::Program { program: PROGRAM });
        }
        let bounds = json!({
            "memory": config.memory,
            "limits": {
                "RLIMIT_DATA": config.memory,
                "RLIMIT_NPROC": PROCESSES,
                "RLIMIT_NOFILE": OPEN_FILES,
            },
        });
        Ok(Self { bounds: bounds.to_string() })
    }

    async fn start_process(&self) -> Result<Slot, SandboxError> {
        let mut child = program()
            .args(WALLS)
            .args(SHOWN.iter().flat_map(|path| ["--ro-bind-try", path, path]))
            .args(memory_disk("/tmp", SCRATCH_BYTES))
            .args(memory_disk("/dev/shm", SHARED_MEMORY_BYTES))
            .args(["--remount-ro", "/", "--chdir", "/tmp"])
            .args(command("python3"))
            .arg(&self.bounds)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(SandboxError::unavailable)?;
        let (stdin, stdout, stderr) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = (stdin, stdout, stderr) else {
            return Err(SandboxError::unavailable("the process has no pipes"));
        };
        let frames = Frames::new(ReaderStream::new(stdout).boxed());
        let running = Box::new(Running(child));
        match Slot::new(frames, Box::pin(stdin), running, "namespaces".into()).await {
            Ok(slot) => Ok(slot),
            Err(error) => Err(complaint(stderr).await.unwrap_or(error)),
        }
    }
}

impl Provider for Bubblewrap {
    fn backend(&self) -> &'static str {
        "bubblewrap"
    }

    fn start(&self) -> BoxFuture<'_, Result<Slot, SandboxError>> {
        Box::pin(self.start_process())
    }

    /// A process that dies takes its sandboxes with it.
    fn sweep(&self) -> BoxFuture<'_, Result<usize, SandboxError>> {
        Box::pin(std::future::ready(Ok(0)))
    }
}

#[expect(clippy::disallowed_methods, reason = "the one process that toolhub starts")]
fn program() -> Command {
    std::process::Command::new(PROGRAM).into()
}

/// A directory in memory that everybody may write to.
fn memory_disk(path: &str, bytes: u64) -> [String; 6] {
    ["--perms", "1777", "--size", &bytes.to_string(), "--tmpfs", path].map(str::to_owned)
}

/// Why it did not start, in the program's own words.
async fn complaint(mut stderr: ChildStderr) -> Option<SandboxError> {
    let mut text = Vec::new();
    stderr.read_to_end(&mut text).await.ok()?;
    let text = excerpt(String::from_utf8_lossy(&text).trim(), 500);
    (!text.is_empty()).then(|| SandboxError::unavailable(text))
}

/// A sandbox; killed when dropped.
struct Running(#[expect(dead_code, reason = "it is killed when it is dropped")] Child);

impl Hold for Running {
    fn release(&mut self) {}
}
