//! Something that is looked up once and again when it has grown old.

use std::{
    fmt,
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    sync::Mutex,
    time::{error::Elapsed, timeout},
};

/// How long what is known of a source is believed.
pub(super) const LIFE: Duration = Duration::from_mins(1);

/// How old it may be when a statement names something unknown: a model that
/// misspells a name again and again must not have the source searched each time.
pub(super) const SECOND_LOOK: Duration = Duration::from_secs(2);

/// How long somebody waits while another looks, perhaps at a server that is down.
const PATIENCE: Duration = Duration::from_millis(800);

/// A value that is made when it is asked for and has grown old.
pub(super) struct Fresh<T>(Mutex<Option<(Instant, Arc<T>)>>);

impl<T: PartialEq> Fresh<T> {
    /// The value, made anew by `make` when it is older than `age`. Everybody who
    /// asks meanwhile waits for the same one, and not for long: `late` is their
    /// answer then. One that did not change stays the same in memory.
    pub(super) async fn get<E>(
        &self,
        age: Duration,
        make: impl Future<Output = Result<T, E>>,
        late: impl FnOnce(Elapsed) -> E,
    ) -> Result<Arc<T>, E> {
        let mut kept = timeout(PATIENCE, self.0.lock()).await.map_err(late)?;
        if let Some((_, value)) = kept.as_ref().filter(|(since, _)| since.elapsed() < age) {
            return Ok(Arc::clone(value));
        }
        let new = make.await?;
        let value = match kept.take() {
            Some((_, old)) if *old == new => old,
            _ => Arc::new(new),
        };
        *kept = Some((Instant::now(), Arc::clone(&value)));
        Ok(value)
    }
}

impl<T> Default for Fresh<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> fmt::Debug for Fresh<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fresh")
    }
}
