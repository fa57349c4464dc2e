//! The containers of the server under test, where its backend is Docker. Others may
//! run on the same daemon: what counts is the label that names the server.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
    time::Duration,
};

use tokio::time::{Instant, sleep};

/// What the labels of sandboxes begin with.
const LABEL: &str = "toolhub";
/// How long the pool may take to be as it was.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(100);
/// As often seen without a change, a pool is full.
const QUIET: u32 = 10;

/// The servers that containers belong to, by the containers' short ids.
pub(super) type Owners = BTreeMap<String, String>;

/// The containers of one server, and how many an idle pool has.
pub(super) struct Containers {
    servers: BTreeSet<String>,
    pool: usize,
}

impl Containers {
    /// Those of the server that owns the container `name`; of every server that was
    /// not there `before`, where no container has that name.
    pub(super) async fn of(name: &str, seen: &Owners, before: &Owners) -> Self {
        let named = seen.iter().find(|(id, _)| name.starts_with(id.as_str()));
        let old: BTreeSet<_> = before.values().collect();
        let servers = match named {
            Some((_, server)) => BTreeSet::from([server.clone()]),
            None => seen.values().filter(|server| !old.contains(server)).cloned().collect(),
        };
        assert!(!servers.is_empty(), "no running sandbox is found by its labels: {seen:?}");
        let mut containers = Self { servers, pool: 0 };
        let end = Instant::now() + PATIENCE;
        let mut unchanged = 0;
        while unchanged < QUIET {
            let now = containers.ours().len();
            unchanged = if now == containers.pool { unchanged + 1 } else { 0 };
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

    fn ours(&self) -> Vec<String> {
        let all = list().expect("docker ps must work where the backend is Docker");
        let ours = all.into_iter().filter(|(_, server)| self.servers.contains(server));
        ours.map(|(id, _)| id).collect()
    }
}

/// Every sandbox that is seen for so long; none where Docker is not in use.
pub(super) async fn seen(time: Duration) -> Owners {
    let end = Instant::now() + time;
    let mut seen = Owners::new();
    while Instant::now() < end {
        seen.extend(list().unwrap_or_default());
        sleep(PAUSE).await;
    }
    seen
}

/// The sandboxes of all servers, running or not.
pub(super) fn list() -> Option<Owners> {
    let format = "{{.ID}}\t{{.Labels}}";
    let output = Command::new("docker").args(["ps", "-a", "--format", format]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let parse = |line: &str| {
        let (id, labels) = line.split_once('\t')?;
        let mut labels = labels.split(',').filter(|label| label.starts_with(LABEL)).peekable();
        labels.peek()?;
        Some((id.to_owned(), labels.filter(|label| label.contains("instance")).collect()))
    };
    Some(text.lines().filter_map(parse).collect())
}
