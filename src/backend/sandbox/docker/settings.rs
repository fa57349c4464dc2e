//! What a container is: the walls around the code.

use std::collections::HashMap;

use bollard::models::{ContainerCreateBody, HostConfig, HostConfigLogConfig, ResourcesUlimits};

use super::super::{
    OPEN_FILES, PROCESSES, SCRATCH_BYTES, SCRATCH_FILES, command,
    labels::{DEADLINE, INSTANCE, deadline, instance},
};
use crate::config::SandboxConfig;

const SHARED_MEMORY_BYTES: i64 = 16 * 1024 * 1024;
const ONE_CPU: i64 = 1_000_000_000;

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
        pids_limit: Some(i64::from(PROCESSES) * tasks_of_a_process(config)),
        nano_cpus: Some(ONE_CPU),
        ulimits: Some(vec![limit("core", 0), limit("nofile", i64::from(OPEN_FILES))]),
        ipc_mode: Some("private".to_owned()),
        shm_size: Some(SHARED_MEMORY_BYTES),
        // What code writes must not fill the disk of the daemon.
        log_config: Some(HostConfigLogConfig { typ: Some("none".to_owned()), config: None }),
        auto_remove: Some(true),
        runtime: config.runtime.clone(),
        ..Default::default()
    }
}

/// How many tasks of the daemon's kernel one process in the sandbox may take: gVisor,
/// a kernel of its own, needs several for each.
fn tasks_of_a_process(config: &SandboxConfig) -> i64 {
    match config.runtime.as_deref() {
        Some(runtime) if runtime.contains("runsc") || runtime.contains("gvisor") => 8,
        _ => 1,
    }
}

fn limit(name: &str, most: i64) -> ResourcesUlimits {
    ResourcesUlimits { name: Some(name.to_owned()), soft: Some(most), hard: Some(most) }
}

fn labels() -> HashMap<String, String> {
    HashMap::from([
        (INSTANCE.to_owned(), instance().to_owned()),
        (DEADLINE.to_owned(), deadline().to_string()),
    ])
}
