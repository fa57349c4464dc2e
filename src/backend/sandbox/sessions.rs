//! Sandboxes that live on between the calls of one caller, by a name of theirs.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    runtime::Handle,
    sync::{Mutex as Turns, OwnedMutexGuard},
    time::{sleep, timeout},
};

use super::{QUEUE, SandboxError, slot::Slot};

/// How long a session lasts at most. With the time its sandbox waited for it, it
/// must end before a container's life does.
const MOST_AGE: Duration = Duration::from_hours(1);

/// Bounds on sessions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Of one caller.
    pub(super) each: usize,
    /// Of all callers.
    pub(super) all: usize,
    /// How long one lasts without a call.
    pub(super) idle: Duration,
}

/// All sessions.
pub(super) struct Sessions {
    bounds: Bounds,
    open: Mutex<HashMap<Key, Arc<Turns<Option<Open>>>>>,
    is_watched: AtomicBool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    owner: String,
    name: String,
}

/// A sandbox that has run code and takes more.
pub(super) struct Open {
    slot: Slot,
    begun: Instant,
    used: Instant,
}

/// One call's use of a session; nobody else has it meanwhile.
pub(super) struct Turn {
    session: OwnedMutexGuard<Option<Open>>,
    idle: Duration,
}

impl Sessions {
    pub(super) fn new(bounds: Bounds) -> Arc<Self> {
        Arc::new(Self { bounds, open: Mutex::default(), is_watched: AtomicBool::new(false) })
    }

    /// Waits for the turn in that session of `owner`'s, which may be yet to begin.
    pub(super) async fn enter(
        self: &Arc<Self>,
        owner: &str,
        name: &str,
    ) -> Result<Turn, SandboxError> {
        self.watch();
        let session = self.find(Key { owner: owner.to_owned(), name: name.to_owned() })?;
        let Ok(session) = timeout(QUEUE, session.lock_owned()).await else {
            return Err(SandboxError::SessionBusy { name: name.to_owned() });
        };
        Ok(Turn { session, idle: self.bounds.idle })
    }

    fn find(&self, key: Key) -> Result<Arc<Turns<Option<Open>>>, SandboxError> {
        let mut open = self.open();
        self.tidy(&mut open);
        if let Some(session) = open.get(&key) {
            return Ok(Arc::clone(session));
        }
        let own = open.keys().filter(|other| other.owner == key.owner);
        let mut own: Vec<String> = own.map(|other| other.name.clone()).collect();
        if own.len() >= self.bounds.each {
            own.sort();
            return Err(SandboxError::TooManySessions { open: own });
        }
        if open.len() >= self.bounds.all {
            return Err(SandboxError::NoSessionLeft);
        }
        Ok(Arc::clone(open.entry(key).or_default()))
    }

    /// Ends those that no call uses.
    pub(super) fn close(&self) {
        self.open().clear();
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        let mut open = self.open();
        self.tidy(&mut open);
        open.len()
    }

    /// Lets go of those that have ended or that nobody has used for long.
    fn tidy(&self, open: &mut HashMap<Key, Arc<Turns<Option<Open>>>>) {
        open.retain(|_, session| {
            // Whoever uses it, or waits for it, holds it too; nobody new can come by it.
            if Arc::strong_count(session) > 1 {
                return true;
            }
            let Ok(session) = session.try_lock() else { return true };
            session.as_ref().is_some_and(|session| session.is_young(self.bounds.idle))
        });
    }

    /// From now on idle sessions are looked for.
    fn watch(self: &Arc<Self>) {
        let Ok(runtime) = Handle::try_current() else { return };
        if !self.is_watched.swap(true, Ordering::Relaxed) {
            runtime.spawn(watch(Arc::downgrade(self), self.bounds.idle));
        }
    }

    fn open(&self) -> MutexGuard<'_, HashMap<Key, Arc<Turns<Option<Open>>>>> {
        // Nothing is left half done where a panic could happen.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    pub(super) fn begin(slot: Slot) -> Self {
        Self { slot, begun: Instant::now(), used: Instant::now() }
    }

    /// The sandbox, for the time of a call.
    pub(super) fn slot(&mut self) -> &mut Slot {
        &mut self.slot
    }

    fn is_young(&self, idle: Duration) -> bool {
        self.used.elapsed() < idle && self.begun.elapsed() < MOST_AGE
    }
}

impl Turn {
    /// The session as the call before left it, if it has not ended. Whoever takes it
    /// and does not put it back ends it.
    pub(super) fn take(&mut self) -> Option<Open> {
        let mut session = self.session.take()?;
        let goes_on = session.is_young(self.idle) && session.slot.is_alive();
        goes_on.then_some(session)
    }

    /// Leaves the session to the next call.
    pub(super) fn put(mut self, session: Open) {
        *self.session = Some(Open { used: Instant::now(), ..session });
    }
}

/// Ends idle sessions for as long as there may be any.
async fn watch(sessions: Weak<Sessions>, idle: Duration) {
    let tick = (idle / 4).clamp(Duration::from_millis(100), Duration::from_secs(5));
    while let Some(sessions) = sessions.upgrade() {
        sessions.count();
        drop(sessions);
        sleep(tick).await;
    }
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sessions").field("bounds", &self.bounds).finish_non_exhaustive()
    }
}
