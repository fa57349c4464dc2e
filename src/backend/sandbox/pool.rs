//! Sandboxes that wait for code, so that nobody waits for them. Each is used
//! once; another one is started in its place.

use std::{
    collections::VecDeque,
    fmt,
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::{Duration, Instant},
};

use futures_util::future::BoxFuture;
use tokio::{
    runtime::Handle,
    sync::oneshot::{self, Sender},
    time::sleep,
};

use super::{SandboxError, slot::Slot};

/// How often it is looked whether the pool is as it should be.
const TICK: Duration = Duration::from_secs(5);
/// How long nobody must have asked for anything until only one sandbox waits.
const QUIET: Duration = Duration::from_mins(5);
/// How long a sandbox waits at most.
const MOST_AGE: Duration = Duration::from_mins(30);
/// How often what others left behind is removed.
const SWEEP_TICKS: u32 = 12;

/// Who starts sandboxes.
pub(super) trait Provider: fmt::Debug + Send + Sync {
    /// `docker`, `bubblewrap`, `e2b`.
    fn backend(&self) -> &'static str;

    /// Starts one.
    fn start(&self) -> BoxFuture<'_, Result<Slot, SandboxError>>;

    /// Removes what other processes left behind when they died; how much it was.
    fn sweep(&self) -> BoxFuture<'_, Result<usize, SandboxError>>;

    /// Waits until those that were dropped are gone, where they do not go with this process.
    fn settle(&self) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// The pool of one provider.
pub(super) struct Pool {
    provider: Arc<dyn Provider>,
    most: usize,
    /// How many are started at once: more would only make each slower.
    most_starting: usize,
    state: Mutex<State>,
}

struct State {
    idle: VecDeque<Slot>,
    /// Calls that found none; each gets the next that has started.
    waiting: VecDeque<Sender<Result<Slot, SandboxError>>>,
    starting: usize,
    /// How many should wait; none until the pool is kept warm.
    wanted: usize,
    warm: bool,
    asked: Instant,
}

impl Pool {
    pub(super) fn new(provider: Arc<dyn Provider>, most: usize) -> Arc<Self> {
        let asked = Instant::now();
        let cores = std::thread::available_parallelism().map_or(2, NonZeroUsize::get);
        let state = State {
            idle: VecDeque::new(),
            waiting: VecDeque::new(),
            starting: 0,
            wanted: 0,
            warm: false,
            asked,
        };
        Arc::new(Self {
            provider,
            most,
            most_starting: cores.clamp(2, 8),
            state: Mutex::new(state),
        })
    }

    /// A sandbox that waits, if there is one; another is started in its place.
    pub(super) fn take(self: &Arc<Self>) -> Option<Slot> {
        let mut state = self.state();
        state.asked = Instant::now();
        state.wanted = if state.warm { self.most } else { 0 };
        let mut found = None;
        while found.is_none()
            && let Some(mut slot) = state.idle.pop_front()
        {
            found = (slot.is_alive() && slot.age() < MOST_AGE).then_some(slot);
        }
        drop(state);
        self.refill();
        found
    }

    /// The next sandbox that has started.
    pub(super) async fn next(self: &Arc<Self>) -> Result<Slot, SandboxError> {
        let (sender, started) = oneshot::channel();
        self.state().waiting.push_back(sender);
        self.refill();
        started.await.map_err(SandboxError::unavailable)?
    }

    /// How many wait now.
    pub(super) fn idle(&self) -> usize {
        self.state().idle.len()
    }

    /// Keeps sandboxes waiting from now on, for as long as the pool lives.
    pub(super) fn keep_warm(self: &Arc<Self>) {
        let Ok(runtime) = Handle::try_current() else { return };
        {
            let mut state = self.state();
            if std::mem::replace(&mut state.warm, true) {
                return;
            }
            state.wanted = self.most;
        }
        runtime.spawn(watch(Arc::downgrade(self)));
    }

    /// Lets go of all that wait, and starts no more.
    pub(super) fn close(&self) {
        let mut state = self.state();
        (state.wanted, state.warm) = (0, false);
        state.idle.clear();
    }

    /// Starts what is missing, in the background.
    fn refill(self: &Arc<Self>) {
        let Ok(runtime) = Handle::try_current() else { return };
        let mut state = self.state();
        // Who has stopped waiting needs none.
        state.waiting.retain(|call| !call.is_closed());
        let needed = state.wanted + state.waiting.len();
        while state.idle.len() + state.starting < needed && state.starting < self.most_starting {
            state.starting += 1;
            let pool = Arc::clone(self);
            runtime.spawn(async move { pool.start_one().await });
        }
    }

    async fn start_one(self: Arc<Self>) {
        let started = self.provider.start().await;
        let is_started = started.is_ok();
        let mut state = self.state();
        state.starting -= 1;
        match state.hand_out(started) {
            None => {}
            Some(Ok(slot)) if state.idle.len() < state.wanted => state.idle.push_back(slot),
            Some(Ok(_not_wanted_any_more)) => {}
            Some(Err(error)) => {
                let cause = std::error::Error::source(&error).map(ToString::to_string);
                tracing::warn!(error = error.to_string(), cause, "cannot keep a sandbox ready");
            }
        }
        // After a failure the next tick tries again, or the next call.
        let is_awaited = !state.waiting.is_empty();
        drop(state);
        if is_started || is_awaited {
            self.refill();
        }
    }

    /// Lets go of what is dead, old or not wanted any more.
    fn tidy(&self) {
        let mut state = self.state();
        if state.asked.elapsed() > QUIET {
            state.wanted = self.most.min(1);
        }
        let wanted = state.wanted;
        let mut kept: VecDeque<Slot> = VecDeque::with_capacity(wanted);
        for mut slot in std::mem::take(&mut state.idle) {
            if kept.len() < wanted && slot.is_alive() && slot.age() < MOST_AGE {
                kept.push_back(slot);
            }
        }
        state.idle = kept;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing is left half done where a panic could happen.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Gives what came of a start to the call that has waited longest; back, if
    /// none waits.
    fn hand_out(
        &mut self,
        mut started: Result<Slot, SandboxError>,
    ) -> Option<Result<Slot, SandboxError>> {
        while let Some(call) = self.waiting.pop_front() {
            match call.send(started) {
                Ok(()) => return None,
                Err(back) => started = back,
            }
        }
        Some(started)
    }
}

/// Looks after the pool until nobody else holds it.
async fn watch(pool: Weak<Pool>) {
    for tick in 0_u32.. {
        let Some(pool) = pool.upgrade() else { return };
        pool.tidy();
        pool.refill();
        if tick.is_multiple_of(SWEEP_TICKS)
            && let Err(error) = pool.provider.sweep().await
        {
            tracing::warn!(error = error.to_string(), "cannot look for sandboxes left behind");
        }
        drop(pool);
        sleep(TICK).await;
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool").field("most", &self.most).finish_non_exhaustive()
    }
}
