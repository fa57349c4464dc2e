//! What a server holds: files, threads, memory, disk.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use tokio::time::sleep;

use crate::support::server::Server;

/// What may be more at the end.
const FDS: u64 = 16;
const THREADS: u64 = 16;
const MEMORY: u64 = 64 << 20;
/// How long caches and connections may take to be given up.
const PATIENCE: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_millis(500);
/// Where sandboxes can leave files; paths that do not exist are left out.
const DISKS: [&str; 4] = ["/", "/tmp", "/var/lib/docker", "/var/lib/containerd"];

/// Counts and bytes at one moment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    fds: u64,
    threads: u64,
    /// `VmRSS`.
    memory: u64,
    /// Used on all the file systems.
    disk: u64,
}

impl Figures {
    pub(super) fn of(server: &Server) -> Self {
        let process = format!("/proc/{}", server.program.child.id());
        let status = fs::read_to_string(format!("{process}/status")).unwrap();
        let line = |key: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(key)).unwrap();
            line.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
        };
        let fds = fs::read_dir(format!("{process}/fd")).unwrap().count() as u64;
        Self { fds, threads: line("Threads:"), memory: line("VmRSS:") << 10, disk: disk() }
    }

    /// The figures once they have come down, or what has not.
    pub(super) async fn settled(&self, server: &Server) -> (Self, Vec<String>) {
        let end = Instant::now() + PATIENCE;
        loop {
            let after = Self::of(server);
            let grown = self.grown(&after);
            if grown.is_empty() || Instant::now() > end {
                return (after, grown);
            }
            sleep(PAUSE).await;
        }
    }

    fn grown(&self, after: &Self) -> Vec<String> {
        let kinds = [
            ("file descriptors", self.fds, after.fds, FDS),
            ("threads", self.threads, after.threads, THREADS),
            ("bytes of memory", self.memory, after.memory, MEMORY),
            ("bytes on disk", self.disk, after.disk, super::number("DISK_MB", 256) << 20),
        ];
        let grown = kinds.into_iter().filter(|(_, before, after, more)| *after > before + more);
        grown.map(|(what, before, after, _)| format!("{what}: {before}, then {after}")).collect()
    }
}

fn disk() -> u64 {
    let paths = DISKS.into_iter().filter(|path| Path::new(path).exists());
    let output = Command::new("df").args(["-k", "--output=source,used"]).args(paths).output();
    let text = String::from_utf8(output.expect("df is installed").stdout).unwrap();
    let mut lines: Vec<&str> = text.lines().skip(1).collect();
    // One file system can hold several of them.
    lines.sort_unstable();
    lines.dedup();
    let used = |line: &&str| line.split_whitespace().last()?.parse::<u64>().ok();
    lines.iter().filter_map(used).sum::<u64>() << 10
}
