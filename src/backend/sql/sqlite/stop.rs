//! Stopping a statement from another thread.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use rusqlite::{Connection, InterruptHandle, Result};

/// Virtual machine steps between two looks at whether to go on.
const STEPS_BETWEEN_CHECKS: i32 = 1_000;

/// Says to a running statement that nobody waits for it.
#[derive(Default, Clone)]
pub(super) struct Stop(Arc<Shared>);

#[derive(Default)]
struct Shared {
    stopped: AtomicBool,
    /// There while the statement runs: an interrupt later would hit the next one.
    running: Mutex<Option<InterruptHandle>>,
}

/// Stops the statement when it is dropped.
pub(super) struct StopOnDrop(pub(super) Stop);

impl Stop {
    /// Runs `work` so that it can be stopped: between steps, and within the few
    /// steps that are long.
    pub(super) fn around<T>(&self, connection: &Connection, work: impl FnOnce() -> T) -> Result<T> {
        let shared = Arc::clone(&self.0);
        let stopped = move || shared.stopped.load(Ordering::Relaxed);
        connection.progress_handler(STEPS_BETWEEN_CHECKS, Some(stopped))?;
        *self.running() = Some(connection.get_interrupt_handle());
        let done = work();
        *self.running() = None;
        connection.progress_handler(0, None::<fn() -> bool>)?;
        Ok(done)
    }

    fn running(&self) -> MutexGuard<'_, Option<InterruptHandle>> {
        self.0.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.0.stopped.store(true, Ordering::Relaxed);
        if let Some(handle) = &*self.0.running() {
            handle.interrupt();
        }
    }
}
