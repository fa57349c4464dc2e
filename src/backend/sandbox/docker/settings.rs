//! What a container is: the walls around the code.

use std::{
    collections::HashMap,
    sync::LazyLock,
    time::{Duration, SystemTime},
};

use bollard::models::{ContainerCreateBody, HostConfig, HostConfigLogConfig, ResourcesUlimits};

use super::super::{PROCESSES, SCRATCH_BYTES, command};
use crate::config::SandboxConfig;

/// Whose containers these are.
pub(super) const INSTANCE: &str = "toolhub.instance";
/// The second since 1970 from which on nobody needs the container any more.
pub(super) const DEADLINE: &str = "toolhub.deadline";

/// No container is used for longer, its waiting included.
const LIFETIME: Duration = Duration::from_hours(2);
/// Files in `/tmp`, so that many empty ones do not use up the kernel's memory.
const SCRATCH_FILES: u32 = 4096;
const SHARED_MEMORY_BYTES: i64 = 16 * 1024 * 1024;
const OPEN_FILES: i64 = 1024;
const ONE_CPU: i64 = 1_000_000_000;

/// This process among others that use the same daemon.
static OWN_INSTANCE: LazyLock<String> = LazyLock::new(|| {
    let mut id = [0; 8];
    // Only a name: without randomness the process id will do.
    if getrandom::fill(&mut id).is_err() {
        return std::process::id().to_string();
    }
    format!("{:016x}", u64::from_be_bytes(id))
});

pub(super) fn container(config: &SandboxConfig) -> ContainerCreateBody {
    ContainerCreateBody {
        image: Some(config.image.clone()),
        entrypoint: Some(command("python3")),
        cmd: Some(Vec::new()),
        user: Some("65534:65534".to_owned()),
        working_dir: Some("/tmp".to_owned()),
        hostname: Some("sandbox".to_owned()),
        attach_stdin: Some(true),
        attach_stdout: Some(true),
        attach_stderr: Some(true),
        open_stdin: Some(true),
        // Its stdin ends when this process does.
        stdin_once: Some(true),
        labels: Some(labels()),
        host_config: Some(walls(config)),
        ..Default::default()
    }
}

fn walls(config: &SandboxConfig) -> HostConfig {
    let memory = i64::try_from(config.memory).unwrap_or(i64::MAX);
    let scratch =
        format!("rw,noexec,nosuid,nodev,mode=1777,size={SCRATCH_BYTES},nr_inodes={SCRATCH_FILES}");
    HostConfig {
        network_mode: Some("none".to_owned()),
        readonly_rootfs: Some(true),
        tmpfs: Some(HashMap::from([("/tmp".to_owned(), scratch)])),
        cap_drop: Some(vec!["ALL".to_owned()]),
        security_opt: Some(vec!["no-new-privileges".to_owned()]),
        memory: Some(memory),
        // Equal: there is no swap.
        memory_swap: Some(memory),
        pids_limit: Some(i64::from(PROCESSES)),
        nano_cpus: Some(ONE_CPU),
        ulimits: Some(vec![limit("core", 0), limit("nofile", OPEN_FILES)]),
        ipc_mode: Some("private".to_owned()),
        shm_size: Some(SHARED_MEMORY_BYTES),
        // What code writes must not fill the disk of the daemon.
        log_config: Some(HostConfigLogConfig { typ: Some("none".to_owned()), config: None }),
        auto_remove: Some(true),
        runtime: config.runtime.clone(),
        ..Default::default()
    }
}

fn limit(name: &str, most: i64) -> ResourcesUlimits {
    ResourcesUlimits { name: Some(name.to_owned()), soft: Some(most), hard: Some(most) }
}

fn labels() -> HashMap<String, String> {
    let deadline = (now() + LIFETIME).as_secs();
    HashMap::from([
        (INSTANCE.to_owned(), OWN_INSTANCE.clone()),
        (DEADLINE.to_owned(), deadline.to_string()),
    ])
}

/// The time since 1970.
pub(super) fn now() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}
