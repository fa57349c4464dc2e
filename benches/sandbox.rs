//! What a piece of Python costs: `docker run` with the walls of ours, `docker exec`
//! into a container that runs, and toolhub's sandboxes, started for the call and
//! waiting for it. One run, so that the ratios hold on a noisy machine. Needs a
//! Docker daemon that knows runsc, the image (`scripts/sandbox-image`), and bwrap.
//!
//! ```sh
//! cargo bench --bench sandbox
//! ```
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a measurement for developers, not the product"
)]

mod support;

use std::{
    os::unix::process::CommandExt as _,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::json;
use support::{load::Call, server, stdio::Piped};
use tokio::runtime::Runtime;
use toolhub::{
    backend::{Sandbox, sandbox::Request},
    config::{SandboxChoice, SandboxConfig},
};

const IMAGE: &str = "toolhub-sandbox:latest";
const CODE: &str = "6 * 7";
const CALLERS: [usize; 2] = [1, 8];
const SAMPLES: usize = 24;

/// Makes this very program measure bubblewrap alone, which does not work for root.
const BUBBLEWRAP: &str = "--bubblewrap";
/// Somebody without any rights.
const ORDINARY: u32 = 60_999;

fn main() {
    let runtime = Runtime::new().unwrap();
    if std::env::args().any(|argument| argument == BUBBLEWRAP) {
        let config = SandboxConfig { choice: SandboxChoice::Bubblewrap, ..docker_config(None) };
        return ours(&runtime, "bubblewrap", &config);
    }
    println!("{:<44} {:>8} {:>8} {:>8} {:>8}", "6 * 7", "callers", "p50 ms", "p95 ms", "calls/s");
    for callers in CALLERS {
        measure("docker run --rm, same walls", callers, || docker(&run_arguments("runc")));
    }
    let exec = Exec::start();
    for callers in CALLERS {
        measure("docker exec", callers, || docker(&exec.arguments()));
    }
    drop(exec);
    ours(&runtime, "docker", &docker_config(None));
    for callers in CALLERS {
        measure("docker run --rm, runsc", callers, || docker(&run_arguments("runsc")));
    }
    ours(&runtime, "runsc", &docker_config(Some("runsc")));
    through_mcp();
    let mut bubblewrap = Command::new(std::env::current_exe().unwrap());
    bubblewrap.arg(BUBBLEWRAP).uid(ORDINARY).gid(ORDINARY).current_dir("/");
    assert!(bubblewrap.status().unwrap().success(), "bubblewrap is measured as user {ORDINARY}");
}

/// All there is to know of one backend.
fn ours(runtime: &Runtime, name: &str, config: &SandboxConfig) {
    for callers in CALLERS {
        let cold = open(runtime, config, 0);
        together(runtime, &format!("toolhub, {name}, started for the call"), callers, &cold);
    }
    for callers in CALLERS {
        let busy = open(runtime, config, 8);
        runtime.block_on(async { busy.keep_warm() });
        wait_for(&busy, 8);
        if callers == 1 && config.choice == SandboxChoice::Docker {
            memory();
        }
        rested(runtime, name, callers, &busy);
        together(runtime, &format!("toolhub, {name}, never at rest"), callers, &busy);
    }
}

fn docker_config(runtime: Option<&str>) -> SandboxConfig {
    SandboxConfig {
        choice: SandboxChoice::Docker,
        runtime: runtime.map(str::to_owned),
        ..SandboxConfig::default()
    }
}

fn open(runtime: &Runtime, config: &SandboxConfig, pool: usize) -> Sandbox {
    let config = SandboxConfig { pool, ..config.clone() };
    runtime.block_on(Sandbox::open(&config)).unwrap()
}

fn wait_for(sandbox: &Sandbox, idle: usize) {
    while sandbox.idle() < idle {
        thread::sleep(Duration::from_millis(20));
    }
    // The daemon still removes what was used before.
    thread::sleep(Duration::from_millis(500));
}

async fn once(sandbox: &Sandbox) -> Duration {
    let timeout = Duration::from_secs(10);
    let request = Request { code: CODE.to_owned(), timeout, files: Vec::new() };
    let start = Instant::now();
    let outcome = sandbox.run(&request, &|_, _| ()).await.unwrap();
    assert_eq!(outcome.value.unwrap().text, "42");
    start.elapsed()
}

/// Callers that come when as many sandboxes wait as there can.
fn rested(runtime: &Runtime, name: &str, callers: usize, sandbox: &Sandbox) {
    let mut latencies = Vec::new();
    for _ in 0..SAMPLES.div_ceil(callers).max(6) {
        wait_for(sandbox, 8);
        let calls = (0..callers).map(|_| once(sandbox));
        latencies.extend(runtime.block_on(futures_util::future::join_all(calls)));
    }
    report(&format!("toolhub, {name}, a sandbox waits"), callers, latencies, None);
}

/// Callers of which each comes again at once.
fn together(runtime: &Runtime, name: &str, callers: usize, sandbox: &Sandbox) {
    let start = Instant::now();
    let calls = (0..callers).map(|_| async {
        let mut latencies = Vec::new();
        for _ in 0..SAMPLES.div_ceil(callers).max(5) {
            latencies.push(once(sandbox).await);
        }
        latencies
    });
    let latencies = runtime.block_on(futures_util::future::join_all(calls)).concat();
    report(name, callers, latencies, Some(start.elapsed()));
}

/// The same with threads that each do `work`.
fn measure(name: &str, callers: usize, work: impl Fn() -> Duration + Sync) {
    let start = Instant::now();
    let each = SAMPLES.div_ceil(callers).max(5);
    let latencies = thread::scope(|scope| {
        let callers: Vec<_> = (0..callers)
            .map(|_| scope.spawn(|| (0..each).map(|_| work()).collect::<Vec<_>>()))
            .collect();
        callers.into_iter().flat_map(|caller| caller.join().unwrap()).collect::<Vec<_>>()
    });
    report(name, callers, latencies, Some(start.elapsed()));
}

fn report(name: &str, callers: usize, mut latencies: Vec<Duration>, wall: Option<Duration>) {
    latencies.sort_unstable();
    let at = |part: usize| latencies[(latencies.len() - 1) * part / 100].as_secs_f64() * 1e3;
    let rate = wall.map(|wall| format!("{:.1}", latencies.len() as f64 / wall.as_secs_f64()));
    let rate = rate.unwrap_or_default();
    println!("{name:<44} {callers:>8} {:>8.1} {:>8.1} {rate:>8}", at(50), at(95));
}

fn docker(arguments: &[String]) -> Duration {
    let start = Instant::now();
    let output = Command::new("docker").args(arguments).output().unwrap();
    assert_eq!(output.stdout, b"42\n", "{output:?}");
    start.elapsed()
}

fn walls() -> Vec<String> {
    "run --network none --memory 512m --memory-swap 512m --pids-limit 64 --cpus 1 --read-only \
     --tmpfs /tmp:rw,noexec,nosuid,nodev,size=64m,nr_inodes=4096 --cap-drop ALL --security-opt \
     no-new-privileges --log-driver none --ulimit core=0 --ulimit nofile=1024 --ipc private \
     --shm-size 16m --user 65534:65534"
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

fn python() -> Vec<String> {
    ["python3", "-I", "-c"]
        .map(str::to_owned)
        .into_iter()
        .chain([format!("print({CODE})")])
        .collect()
}

fn run_arguments(runtime: &str) -> Vec<String> {
    let rest = ["--rm", "--runtime", runtime, IMAGE].map(str::to_owned);
    [walls(), rest.to_vec(), python()].concat()
}

/// A container that runs for nothing but commands.
struct Exec(String);

impl Exec {
    fn start() -> Self {
        let rest = ["--rm", "--detach", IMAGE, "sleep", "600"].map(str::to_owned);
        let output = Command::new("docker").args(walls()).args(rest).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        Self(String::from_utf8(output.stdout).unwrap().trim().to_owned())
    }

    fn arguments(&self) -> Vec<String> {
        [vec!["exec".to_owned(), self.0.clone()], python()].concat()
    }
}

impl Drop for Exec {
    fn drop(&mut self) {
        let kill =
            Command::new("docker").args(["rm", "-f", &self.0]).stdout(Stdio::null()).status();
        kill.unwrap();
    }
}

/// What each of the sandboxes that wait takes.
fn memory() {
    let list = ["ps", "--quiet", "--no-trunc", "--filter", "label=toolhub.deadline"];
    let output = Command::new("docker").args(list).output().unwrap();
    let ids: Vec<String> =
        String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    let (mut inside, mut outside) = (0, 0);
    for process in std::fs::read_dir("/proc").unwrap() {
        let path = process.unwrap().path();
        let Ok(cgroup) = std::fs::read_to_string(path.join("cgroup")) else { continue };
        let command = std::fs::read_to_string(path.join("cmdline")).unwrap_or_default();
        let is_in = ids.iter().any(|id| cgroup.contains(id.as_str()));
        let is_shim = ids.iter().any(|id| command.contains(id.as_str()));
        if is_in {
            inside += resident(&path, "Private_");
        } else if is_shim {
            outside += resident(&path, "Private_");
        }
    }
    let each = |kib: u64| kib as f64 / 1024.0 / ids.len() as f64;
    println!(
        "a sandbox that waits: {:.1} MB of its own, {:.1} MB of its shim ({} of them)",
        each(inside),
        each(outside),
        ids.len()
    );
}

/// KiB of a process that no other shares.
fn resident(path: &std::path::Path, kind: &str) -> u64 {
    let Ok(smaps) = std::fs::read_to_string(path.join("smaps_rollup")) else { return 0 };
    let lines = smaps.lines().filter(|line| line.starts_with(kind));
    lines.filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).sum()
}

/// The whole road, from a client's line to its answer.
fn through_mcp() {
    let data = tempfile::tempdir().unwrap();
    let mut command = server::toolhub(data.path(), None);
    command.env("TOOLHUB_SANDBOX", "docker").env("TOOLHUB_SANDBOX_POOL", "2");
    let mut piped = Piped::start(command);
    let call = Call::new("run_python", &json!({ "code": CODE }), "42");
    let mut latencies = Vec::new();
    for _ in 0..SAMPLES {
        thread::sleep(Duration::from_secs(2));
        latencies.extend(piped.run(&call, Duration::from_millis(1)));
    }
    report("toolhub through MCP on stdio, one waits", 1, latencies, None);
}
