//! The containers of the server under test, where its backend is Docker.

use std::{collections::BTreeSet, process::Command, time::Duration};

use tokio::time::{Instant, sleep};

/// What the labels of sandboxes begin with.
const LABEL: &str = "toolhub";
/// How long the pool may take to be as it was.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(100);
/// As often seen without a change, a pool is full.
const QUIET: u32 = 10;

/// The containers that belong to the server, and how many an idle pool has.
pub(super) struct Containers {
    foreign: BTreeSet<String>,
    pool: usize,
}

impl Containers {
    /// To be asked before the server starts: whose containers there are already.
    pub(super) fn foreign() -> BTreeSet<String> {
        // Without Docker there are none; a suite on Docker fails at its first call.
        list().unwrap_or_default().into_iter().map(|container| container.instance).collect()
    }

    /// Waits until the pool is full.
    pub(super) async fn settled(foreign: BTreeSet<String>) -> Self {
        let mut containers = Self { foreign, pool: 0 };
        let end = Instant::now() + PATIENCE;
        let mut seen = 0;
        while seen < QUIET {
            let now = containers.ours().len();
            seen = if now == containers.pool { seen + 1 } else { 0 };
            containers.pool = now;
            assert!(Instant::now() < end, "the pool is never full: {now} containers");
            sleep(PAUSE).await;
        }
        containers
    }

    /// Waits until no more are left than an idle pool has.
    pub(super) async fn complaint(&self) -> Option<String> {
        let end = Instant::now() + PATIENCE;
        loop {
            let ours = self.ours();
            if ours.len() <= self.pool {
                return None;
            }
            if Instant::now() > end {
                return Some(format!("containers are left, of a pool of {}: {ours:?}", self.pool));
            }
            sleep(PAUSE).await;
        }
    }

    /// Whether there is ever one, idle or at work.
    pub(super) async fn seen(&self) -> bool {
        let end = Instant::now() + PATIENCE;
        while self.ours().is_empty() && Instant::now() < end {
            sleep(PAUSE).await;
        }
        Instant::now() < end
    }

    fn ours(&self) -> Vec<String> {
        let all = list().expect("docker ps must work where the backend is Docker");
        let ours = all.into_iter().filter(|container| !self.foreign.contains(&container.instance));
        ours.map(|container| container.id).collect()
    }
}

struct Container {
    id: String,
    /// The labels that say whose it is.
    instance: String,
}

fn list() -> Option<Vec<Container>> {
    let format = "{{.ID}}\t{{.Labels}}";
    let output = Command::new("docker").args(["ps", "-a", "--format", format]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let parse = |line: &str| {
        let (id, labels) = line.split_once('\t')?;
        let mut labels = labels.split(',').filter(|label| label.starts_with(LABEL)).peekable();
        labels.peek()?;
        let instance = labels.filter(|label| label.contains("instance")).collect();
        Some(Container { id: id.into(), instance })
    };
    Some(text.lines().filter_map(parse).collect())
}
