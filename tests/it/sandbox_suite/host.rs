//! What the host has to lose: files, sockets, a secret, its own settings.

use std::{
    fs,
    io::Read as _,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant, SystemTime},
};

use tempfile::TempDir;

use super::{listeners::Listeners, plan::Places};
use crate::support::postgres::unique;

/// Settings of the kernel that no case may change.
const SETTINGS: [&str; 9] = [
    "/proc/sys/kernel/hostname",
    "/proc/sys/kernel/domainname",
    "/proc/sys/kernel/core_pattern",
    "/proc/sys/kernel/modprobe",
    "/proc/sys/kernel/random/boot_id",
    "/proc/sys/kernel/randomize_va_space",
    "/proc/sys/kernel/sysrq",
    "/proc/sys/vm/overcommit_memory",
    "/proc/sys/fs/suid_dumpable",
];
/// What a clock may be set right by.
const DRIFT: Duration = Duration::from_secs(30);

/// The planted things.
pub(super) struct Host {
    pub(super) secret: String,
    directory: TempDir,
    listeners: Listeners,
    abstract_name: String,
    /// A process that has the secret in its arguments and environment.
    keeper: Child,
    before: String,
    clock: (SystemTime, Instant),
}

impl Host {
    pub(super) fn plant() -> Self {
        let abstract_name = unique("toolhub_canary");
        let mut random = [0_u8; 16];
        fs::File::open("/dev/urandom").unwrap().read_exact(&mut random).unwrap();
        let secret = format!("canary-{:032x}", u128::from_be_bytes(random));
        // Not below /tmp, which a sandbox replaces; open to everybody, so that
        // nothing but isolation protects it.
        let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let canary = directory.path().join("canary");
        fs::write(&canary, &secret).unwrap();
        for (path, mode) in [(directory.path(), 0o777), (&canary, 0o666)] {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        }
        let listeners = Listeners::open(directory.path(), &abstract_name, &secret);
        for socket in ["stream", "datagram"] {
            let path = directory.path().join(socket);
            fs::set_permissions(path, fs::Permissions::from_mode(0o777)).unwrap();
        }
        // Ends when this process does, which closes its stdin.
        let keeper = Command::new("sh")
            .args(["-c", "read line", &secret])
            .env("HOST_SECRET", &secret)
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let clock = (SystemTime::now(), Instant::now());
        let before = state(directory.path());
        Self { secret, directory, listeners, abstract_name, keeper, before, clock }
    }

    /// What cases are told of it.
    pub(super) fn places(&self) -> Places {
        let path = |name: &str| self.directory.path().join(name).to_str().unwrap().to_owned();
        let name = fs::read_to_string("/proc/sys/kernel/hostname").unwrap().trim().to_owned();
        Places(vec![
            ("HOSTS", addresses().join(",")),
            ("TCP", self.listeners.tcp.to_string()),
            ("UDP", self.listeners.udp.to_string()),
            ("CANARY", path("canary")),
            ("SOCKET", path("stream")),
            ("DATAGRAM", path("datagram")),
            ("ABSTRACT", self.abstract_name.clone()),
            ("HOSTNAME", name),
        ])
    }

    /// What happened to it since it was last asked.
    pub(super) fn complaints(&mut self) -> Vec<String> {
        let mut complaints: Vec<String> = self
            .listeners
            .contacts()
            .iter()
            .map(|who| format!("reached the host: {who}"))
            .collect();
        let now = state(self.directory.path());
        if now != self.before {
            complaints.push(format!("the host changed from\n{}\nto\n{now}", self.before));
            self.before = now;
        }
        if let Some(status) = self.keeper.try_wait().unwrap() {
            complaints.push(format!("a process of the host ended: {status}"));
        }
        let expected = self.clock.0 + self.clock.1.elapsed();
        let now = SystemTime::now();
        let off = now.duration_since(expected).unwrap_or_else(|error| error.duration());
        if off > DRIFT {
            complaints.push(format!("the clock is off by {off:?}"));
            self.clock = (now, Instant::now());
        }
        complaints
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // Both fail only for a process that is gone already.
        let _ = self.keeper.kill();
        let _ = self.keeper.wait();
    }
}

/// Files and settings as one comparable text.
fn state(directory: &Path) -> String {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut lines = Vec::new();
    for path in paths {
        let facts = path.symlink_metadata().unwrap();
        let content =
            if facts.is_file() { fs::read_to_string(&path).unwrap() } else { String::new() };
        let (mode, inode, names) = (facts.mode(), facts.ino(), facts.nlink());
        let (owner, changed) = (facts.uid(), (facts.ctime(), facts.ctime_nsec()));
        let path = path.display();
        lines.push(format!("{path} {mode:o} {inode} {names} {owner} {changed:?} {content}"));
    }
    for path in SETTINGS {
        let value = fs::read_to_string(path).unwrap_or_default();
        lines.push(format!("{path} {}", value.trim()));
    }
    lines.join("\n")
}

/// The addresses of the host in both families, link-local ones left out.
fn addresses() -> Vec<String> {
    let mut found = vec!["127.0.0.1".to_owned(), "::1".to_owned()];
    let four = fs::read_to_string("/proc/net/fib_trie").unwrap_or_default();
    let mut last = "";
    for line in four.lines() {
        match line.trim().strip_prefix("|-- ") {
            Some(address) => last = address,
            None if line.contains("/32 host LOCAL") => found.push(last.to_owned()),
            None => {}
        }
    }
    let six = fs::read_to_string("/proc/net/if_inet6").unwrap_or_default();
    for line in six.lines().filter(|line| !line.starts_with("fe80")) {
        let digits: String = line.chars().take(32).collect();
        let bits = u128::from_str_radix(&digits, 16).unwrap();
        found.push(std::net::Ipv6Addr::from_bits(bits).to_string());
    }
    found.sort();
    found.dedup();
    found
}
