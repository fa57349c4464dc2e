//! A container in the place of a virtual machine. Its root may do what root of a
//! machine may: make namespaces, mounts and control groups.

use std::{
    collections::{BTreeMap, HashMap},
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use bollard::{
    Docker,
    container::LogOutput,
    exec::{StartExecOptions, StartExecResults},
    models::{ContainerCreateBody, ExecConfig, HostConfig, HostConfigLogConfig},
    query_parameters::RemoveContainerOptionsBuilder,
};
use futures_util::{Stream, StreamExt as _};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

use super::{super::docker, form::NewSandbox};

/// Makes the control groups root's, as they are on a machine of one's own.
const BOOT: &str = "set -e; cd /sys/fs/cgroup
if [ -e cgroup.controllers ]; then
    mount -o remount,bind,rw /sys/fs/cgroup
    mkdir -p machine
    for process in $(cat cgroup.procs); do echo \"$process\" > machine/cgroup.procs || true; done
    echo '+memory +pids +cpu' > cgroup.subtree_control
else
    for part in memory pids cpu; do mount -o remount,bind,rw \"/sys/fs/cgroup/$part\"; done
fi";
/// A machine that everybody forgot ends by itself.
const FORGOTTEN: &str = "900";

pub(super) type Output = Pin<Box<dyn Stream<Item = LogOutput> + Send>>;
type Input = Pin<Box<dyn AsyncWrite + Send>>;

/// A machine that runs.
pub(super) struct Machine {
    pub(super) id: String,
    pub(super) template: String,
    /// What envd asks for.
    pub(super) token: String,
    docker: Docker,
    container: String,
    started: Timestamp,
    life: Mutex<Life>,
    processes: Mutex<HashMap<u32, Arc<tokio::sync::Mutex<Input>>>>,
}

struct Life {
    end: Timestamp,
    metadata: BTreeMap<String, String>,
}

impl Machine {
    pub(super) async fn start(server: &str, asked: NewSandbox) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let docker = docker::daemon().await;
        let created =
            docker.create_container(None, container(server)).await.expect(docker::NO_IMAGE);
        docker.start_container(&created.id, None).await.unwrap();
        let life = Life { end: after(asked.timeout.into()), metadata: asked.metadata };
        let machine = Self {
            id: format!("i{number:04}{}", &created.id[..15]),
            template: asked.template,
            token: format!("ea_{}", &created.id[15..40]),
            docker,
            container: created.id,
            started: Timestamp::now(),
            life: Mutex::new(life),
            processes: Mutex::default(),
        };
        let boot = ["sh", "-c", BOOT].map(str::to_owned).to_vec();
        let (_, mut said) = machine.run(boot, "root", &BTreeMap::new(), "/").await.unwrap();
        while let Some(part) = said.next().await {
            println!("a machine says: {part}");
        }
        machine
    }

    /// Starts a process; how its end is asked for, and what it writes.
    pub(super) async fn run(
        &self,
        command: Vec<String>,
        user: &str,
        envs: &BTreeMap<String, String>,
        cwd: &str,
    ) -> Result<(u32, Output), bollard::errors::Error> {
        static NEXT: AtomicU32 = AtomicU32::new(1_000);
        let config = ExecConfig {
            attach_stdin: Some(true),
            attach_stdout: Some(true),
            attach_stderr: Some(true),
            cmd: Some(command),
            env: Some(envs.iter().map(|(name, value)| format!("{name}={value}")).collect()),
            user: Some(user.to_owned()),
            working_dir: Some(cwd.to_owned()),
            ..ExecConfig::default()
        };
        let exec = self.docker.create_exec(&self.container, config).await?.id;
        let attached = self.docker.start_exec(&exec, None::<StartExecOptions>).await?;
        let StartExecResults::Attached { output, input } = attached else { panic!("attached") };
        let pid = NEXT.fetch_add(1, Ordering::Relaxed);
        let input: Input = Box::pin(input);
        self.processes.lock().unwrap().insert(pid, Arc::new(tokio::sync::Mutex::new(input)));
        Ok((pid, Box::pin(output.filter_map(async |part| part.ok()))))
    }

    /// Writes to a process, if it is one.
    pub(super) async fn write(&self, pid: u32, bytes: &[u8]) -> Option<()> {
        let input = self.processes.lock().unwrap().get(&pid).cloned()?;
        let mut input = input.lock().await;
        input.write_all(bytes).await.ok()?;
        input.flush().await.ok()
    }

    pub(super) async fn end(&self) {
        let options = RemoveContainerOptionsBuilder::new().force(true).build();
        // It may have ended by itself.
        let _ = self.docker.remove_container(&self.container, Some(options)).await;
    }

    pub(super) fn live_on(&self, time: Duration) {
        self.life.lock().unwrap().end = after(time.as_secs());
    }

    /// Whether it would still be there after so much time.
    pub(super) fn outlives(&self, time: Duration) -> bool {
        self.life.lock().unwrap().end > after(time.as_secs())
    }

    pub(super) fn mark(&self, key: &str, value: &str) {
        self.life.lock().unwrap().metadata.insert(key.to_owned(), value.to_owned());
    }

    pub(super) fn is_marked(&self, wanted: &[(String, String)]) -> bool {
        let life = self.life.lock().unwrap();
        wanted.iter().all(|(key, value)| life.metadata.get(key) == Some(value))
    }

    /// `ListedSandbox`.
    pub(super) fn listed(&self) -> Value {
        let life = self.life.lock().unwrap();
        json!({
            "templateID": self.template,
            "sandboxID": self.id,
            "clientID": "6532622b",
            "startedAt": self.started.to_string(),
            "cpuCount": 2,
            "memoryMB": 2048,
            "diskSizeMB": 10240,
            "endAt": life.end.to_string(),
            "state": "running",
            "envdVersion": "0.5.0",
            "metadata": life.metadata,
        })
    }
}

fn after(seconds: u64) -> Timestamp {
    Timestamp::now() + SignedDuration::from_secs(i64::try_from(seconds).unwrap())
}

fn container(server: &str) -> ContainerCreateBody {
    let strings = |values: &[&str]| Some(values.iter().map(|value| (*value).to_owned()).collect());
    ContainerCreateBody {
        image: Some("toolhub-sandbox:latest".to_owned()),
        user: Some("root".to_owned()),
        entrypoint: strings(&["sleep", FORGOTTEN]),
        cmd: Some(Vec::new()),
        labels: Some(HashMap::from([("test.e2b".to_owned(), server.to_owned())])),
        host_config: Some(HostConfig {
            network_mode: Some("none".to_owned()),
            cap_add: strings(&["SYS_ADMIN", "NET_ADMIN"]),
            security_opt: strings(&["seccomp=unconfined", "apparmor=unconfined"]),
            log_config: Some(HostConfigLogConfig { typ: Some("none".to_owned()), config: None }),
            auto_remove: Some(true),
            ..HostConfig::default()
        }),
        ..ContainerCreateBody::default()
    }
}
