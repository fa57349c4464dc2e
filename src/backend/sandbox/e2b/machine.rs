//! A virtual machine and what it costs: it lives on a short lease that is renewed
//! while somebody holds it. So one whose toolhub died ends by itself.

use std::{sync::Arc, time::Duration};

use tokio::{runtime::Handle, task::AbortHandle, time::sleep};
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::{
    api::{Api, Id},
    error::E2bError,
};
use crate::{backend::sandbox::slot::Hold, text::chain};

/// How long a machine lives when nobody says that it should live on.
pub(super) const LEASE: Duration = Duration::from_mins(3);
/// How often somebody says so: three attempts may fail.
const RENEWAL: Duration = Duration::from_secs(45);

/// A machine, from its making on. Dropped, it ends.
pub(super) struct Machine {
    api: Arc<Api>,
    id: Id,
    renewal: Option<AbortHandle>,
    /// Whoever waits for all machines to be gone waits for this, too.
    token: TaskTrackerToken,
}

impl Machine {
    pub(super) fn new(api: Arc<Api>, id: Id, token: TaskTrackerToken) -> Self {
        let renewal = Handle::try_current()
            .ok()
            .map(|runtime| runtime.spawn(renew(Arc::clone(&api), id.clone())).abort_handle());
        Self { api, id, renewal, token }
    }
}

impl Hold for Machine {
    /// The supervisor ends by itself, its machine does not.
    fn release(&mut self) {}
}

impl Drop for Machine {
    fn drop(&mut self) {
        if let Some(renewal) = &self.renewal {
            renewal.abort();
        }
        // Without a runtime this process is ending: the lease runs out.
        let Ok(runtime) = Handle::try_current() else { return };
        let (api, id) = (Arc::clone(&self.api), self.id.clone());
        let token = self.token.clone();
        runtime.spawn(async move {
            if let Err(error) = api.remove(&id).await {
                tracing::warn!(error = chain(&error), "cannot remove a sandbox");
            }
            drop(token);
        });
    }
}

async fn renew(api: Arc<Api>, id: Id) {
    loop {
        sleep(RENEWAL).await;
        match api.renew(&id, LEASE).await {
            Ok(()) => {}
            Err(E2bError::Gone(_)) => return,
            Err(error) => tracing::warn!(error = chain(&error), "cannot keep a sandbox"),
        }
    }
}
