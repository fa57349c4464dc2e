//! What every piece of work passes, whatever it is: rate, rights, deadline,
//! cancellation, panic, record.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::FutureExt as _;
use tokio_util::sync::CancellationToken;

use super::{
    Failure, Origin, Road, audit,
    gate::Gate,
    record::{Cost, Record},
};
use crate::{
    backend::ledger::{Entry, Outcome},
    tool::{Ctx, Effect, JsonObject, Library, Limits, ToolError},
};

impl Road {
    /// Rate, rights, deadline, cancellation, panic, record: around every piece of work.
    pub(super) async fn govern<T: Cost>(
        &self,
        gate: Gate<'_>,
        origin: &Origin,
        args: JsonObject,
        work: impl AsyncFnOnce(Ctx, JsonObject) -> Result<T, ToolError>,
    ) -> Result<T, Failure> {
        let record = Record::start(gate.subject, origin);
        let result = match self.admit(&gate, origin).await {
            Ok(()) => self.run(&gate, origin, record.reference(), |ctx| work(ctx, args)).await,
            Err(error) => {
                self.note_refusal(&gate, origin, record.reference(), &args, &error).await;
                Err(error)
            }
        };
        record.finish(&self.0.metrics, result)
    }

    /// Whether this caller may do this now. The rate comes first: it bounds what
    /// is written about refusals too.
    async fn admit(&self, gate: &Gate<'_>, origin: &Origin) -> Result<(), ToolError> {
        let rate = tighter(gate.limits.calls_per_minute, self.0.limits.calls_per_minute);
        self.0
            .permits
            .take(origin.caller.principal(), gate.operation(), rate)
            .await
            .map_err(|retry_after| ToolError::RateLimited { retry_after })?;
        if let Some(scope) = gate.scope.filter(|scope| !origin.caller.may(Some(*scope))) {
            return Err(ToolError::Forbidden(scope));
        }
        if self.withholds(origin, gate.effect) {
            return Err(ToolError::ReadOnly);
        }
        Ok(())
    }

    async fn run<T, F: Future<Output = Result<T, ToolError>>>(
        &self,
        gate: &Gate<'_>,
        origin: &Origin,
        request_id: &str,
        work: impl FnOnce(Ctx) -> F,
    ) -> Result<T, ToolError> {
        // Fires for whatever the work started once the road stops waiting for it.
        let cancel = origin.cancel.child_token();
        let _stop = cancel.clone().drop_guard();
        let deadline = self.deadline(gate.limits);
        let ctx = self.ctx(origin, request_id, &cancel, deadline);
        let work = AssertUnwindSafe(work(ctx)).catch_unwind();
        let bounded = async {
            if gate.effect != Effect::ReadOnly {
                // What must not be given up half-way bounds itself.
                return Ok(work.await);
            }
            tokio::time::timeout(deadline, work).await.map_err(|_| ToolError::TimedOut(deadline))
        };
        tokio::select! {
            biased;
            () = origin.cancel.cancelled() => Err(ToolError::Cancelled),
            done = bounded => {
                done?.unwrap_or_else(|_| Err(ToolError::Internal("the tool panicked".into())))
            }
        }
    }

    pub(super) fn deadline(&self, limits: Limits) -> Duration {
        let operators = limits.own_deadline.unwrap_or(self.0.limits.call_timeout);
        tighter(limits.deadline, operators)
    }

    /// A refusal for lack of rights stands in the audit log.
    async fn note_refusal(
        &self,
        gate: &Gate<'_>,
        origin: &Origin,
        request_id: &str,
        args: &JsonObject,
        error: &ToolError,
    ) {
        let lacking = match error {
            ToolError::Forbidden(scope) => scope.as_str(),
            ToolError::ReadOnly => error.kind(),
            _ => return,
        };
        let shown =
            gate.facts.map_or_else(|| "{}".to_owned(), |facts| audit::unchecked(facts, args));
        let entry = Entry {
            outcome: Outcome::Forbidden,
            detail: Some(lacking.to_owned()),
            ..audit::entry(origin, request_id, gate.operation(), shown)
        };
        if let Err(error) = self.0.backends.ledger.record(&entry).await {
            let error = error.to_string();
            tracing::error!(error, request.id = request_id, "a refusal is not in the audit log");
        }
    }

    pub(super) fn ctx(
        &self,
        origin: &Origin,
        request_id: &str,
        cancel: &CancellationToken,
        time: Duration,
    ) -> Ctx {
        Ctx {
            caller: origin.caller.clone(),
            request_id: request_id.into(),
            backends: Arc::clone(&self.0.backends),
            cursors: Arc::clone(&self.0.cursors),
            about: Arc::clone(&self.0.about),
            cancel: cancel.clone(),
            deadline: Instant::now() + time,
            progress: origin.progress.clone(),
            library: Arc::clone(&self.0.registry) as Arc<dyn Library>,
        }
    }
}

/// The tool's own bound where it has one and it is tighter than the operator's.
pub(super) fn tighter<T: Ord>(own: Option<T>, operators: T) -> T {
    own.into_iter().fold(operators, Ord::min)
}
