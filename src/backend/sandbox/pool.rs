//! Sandboxes that wait for code, so that nobody waits for them. Each is used
//! once; another one is started in its place.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::{Duration, Instant},
};

use futures_util::future::BoxFuture;
use tokio::{runtime::Handle, time::sleep};

use super::{SandboxError, slot::Slot};

/// How often it is looked whether the pool is as it should be.
const TICK: Duration = Duration::from_secs(5);
/// How long nobody must have asked for anything until only one sandbox waits.
const QUIET: Duration = Duration::from_mins(5);
/// How long a sandbox waits at most.
const MOST_AGE: Duration = Duration::from_mins(30);
/// How many are started at once, ahead of any code.
const MOST_STARTING: usize = 2;
/// How often what others left behind is removed.
const SWEEP_TICKS: u32 = 12;

/// Who starts sandboxes.
pub(super) trait Provider: fmt::Debug + Send + Sync {
    /// `docker`, `bubblewrap`.
    fn backend(&self) -> &'static str;

    /// Starts one.
    fn start(&self) -> BoxFuture<'_, Result<Slot, SandboxError>>;

    /// Removes what other processes left behind when they died; how much it was.
    fn sweep(&self) -> BoxFuture<'_, Result<usize, SandboxError>>;
}

/// The pool of one provider.
pub(super) struct Pool {
    provider: Arc<dyn Provider>,
    most: usize,
    state: Mutex<State>,
}

struct State {
    idle: VecDeque<Slot>,
    starting: usize,
    /// How many should wait; none until the pool is kept warm.
    wanted: usize,
    warm: bool,
    asked: Instant,
}

impl Pool {
    pub(super) fn new(provider: Arc<dyn Provider>, most: usize) -> Arc<Self> {
        let asked = Instant::now();
        let state = State { idle: VecDeque::new(), starting: 0, wanted: 0, warm: false, asked };
        Arc::new(Self { provider, most, state: Mutex::new(state) })
    }

    /// A sandbox that waits, if there is one.
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

    /// Starts what is missing, in the background.
    fn refill(self: &Arc<Self>) {
        let Ok(runtime) = Handle::try_current() else { return };
        let mut state = self.state();
        while state.idle.len() + state.starting < state.wanted && state.starting < MOST_STARTING {
            state.starting += 1;
            let pool = Arc::clone(self);
            runtime.spawn(async move { pool.start_one().await });
        }
    }

    async fn start_one(self: Arc<Self>) {
        let started = self.provider.start().await;
        let mut state = self.state();
        state.starting -= 1;
        match started {
            Ok(slot) => state.idle.push_back(slot),
            // The next tick tries again; a call that finds none says why.
            Err(error) => {
                let cause = std::error::Error::source(&error).map(ToString::to_string);
                tracing::warn!(error = error.to_string(), cause, "cannot keep a sandbox ready");
                return;
            }
        }
        drop(state);
        self.refill();
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
