//! How the server ends: told to, then draining, then over.

use tokio_util::{
    sync::CancellationToken,
    task::{TaskTracker, task_tracker::TaskTrackerToken},
};

/// The end of the server, shared by everyone who must know of it.
#[derive(Debug, Clone)]
pub(super) struct Drain {
    shutdown: CancellationToken,
    requests: TaskTracker,
    over: CancellationToken,
}

impl Drain {
    /// Begins when `shutdown` fires.
    pub(super) fn new(shutdown: CancellationToken) -> Self {
        Self { shutdown, requests: TaskTracker::new(), over: CancellationToken::new() }
    }

    /// Waits until the server is told to stop.
    pub(super) async fn told(&self) {
        self.shutdown.cancelled().await;
    }

    /// Whether it has been told to.
    pub(super) fn begun(&self) -> bool {
        self.shutdown.is_cancelled()
    }

    /// Notes that a request is under way until the token is dropped; `None`
    /// once the server drains.
    pub(super) fn begin(&self) -> Option<TaskTrackerToken> {
        (!self.begun()).then(|| self.requests.token())
    }

    /// How many requests are under way.
    pub(super) fn requests(&self) -> usize {
        self.requests.len()
    }

    /// Waits until none is.
    pub(super) async fn done(&self) {
        self.requests.close();
        self.requests.wait().await;
    }

    /// Fires when nothing is waited for any longer: calls that still run, and
    /// streams that would stay open for ever.
    pub(super) fn over(&self) -> CancellationToken {
        self.over.clone()
    }
}
