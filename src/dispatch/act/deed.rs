//! The deed itself and its records. In the order database both are one
//! transaction. Towards another system the intent is written first, then the
//! deed is done, then its outcome is written: a crash in between leaves an
//! entry that says "started" and no more.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::time::timeout;

use super::{super::seal::Proof, open};
use crate::{
    backend::{
        db::{CommitError, Tx},
        ledger::{self, Claim, Claimed, Decision, Entry, Outcome},
    },
    dispatch::audit,
    tool::{Act, AnyTarget, Ctx, Preview, Remote, Reply, ToolError},
};

/// An action that may be done: everything it takes, with no tie to who waits.
pub(super) struct Deed {
    pub(super) act: Arc<dyn Act>,
    pub(super) ctx: Ctx,
    pub(super) args: Value,
    pub(super) claim: Option<Claim>,
    pub(super) proof: Option<Proof>,
    pub(super) decision: Decision,
    pub(super) entry: Entry,
    /// How long its confirmation would be valid.
    pub(super) lifetime: Duration,
    pub(super) deadline: Duration,
}

/// What came of it.
pub(super) enum Performed {
    /// It is done.
    Done(Box<Reply>),
    /// Nothing: another call has the key.
    Earlier,
    /// Nothing: the target is not what was confirmed any more.
    Changed(Preview),
    /// Nothing: the confirmation was used.
    Spent,
}

/// What stops a deed before anything happened.
enum Stop {
    Performed(Performed),
    Error(ToolError),
}

impl<E: Into<ToolError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

/// Marks a reply that was given before, for its idempotency key.
const REPEATED: &str = "toolhub/repeated";

/// A reply as it is kept with its key.
#[derive(Serialize, Deserialize)]
struct Kept {
    text: String,
    structured: Value,
}

impl Deed {
    pub(super) async fn perform(self) -> Result<Performed, ToolError> {
        let result =
            if self.act.is_remote() { self.remotely().await } else { self.in_database().await };
        match result {
            Ok(reply) => {
                if let Err(error) = self.ctx.backends.ledger.tidy().await {
                    tracing::warn!(error = error.to_string(), "old keys could not be forgotten");
                }
                Ok(Performed::Done(Box::new(reply)))
            }
            Err(Stop::Performed(performed)) => Ok(performed),
            Err(Stop::Error(error)) => {
                self.note_failure(&error).await;
                Err(error)
            }
        }
    }

    async fn in_database(&self) -> Result<Reply, Stop> {
        let (tx, reply) = self.bounded(self.write()).await?;
        // From here on it is the database that decides, and it is waited for.
        tx.commit().await.map_err(not_committed)?;
        Ok(reply)
    }

    /// Everything but the commit.
    async fn write(&self) -> Result<(Tx, Reply), Stop> {
        let mut on = open(&self.ctx, self.act.as_ref()).await?;
        if let AnyTarget::Database(tx) = &mut on {
            self.enter(tx).await?;
        }
        let seen = self.confirmed(&mut on).await?;
        let reply = caught(self.act.apply(&self.ctx, &mut on, self.args.clone())).await?;
        let AnyTarget::Database(mut tx) = on else {
            return Err(
                ToolError::Internal("a database action without a transaction".into()).into()
            );
        };
        let entry = audit::decided(self.entry.clone(), self.decision, seen.as_ref());
        ledger::append(&mut tx, &Entry { outcome: Outcome::Done, ..entry }).await?;
        self.answer(&mut tx, &reply).await?;
        Ok((tx, reply))
    }

    async fn remotely(&self) -> Result<Reply, Stop> {
        let mut on = AnyTarget::Remote(Remote);
        let seen = self.bounded(self.confirmed(&mut on)).await?;
        let entry = audit::decided(self.entry.clone(), self.decision, seen.as_ref());
        let intent = async {
            let mut tx = self.ctx.backends.ledger.begin().await?;
            self.enter(&mut tx).await?;
            let started = Entry { outcome: Outcome::Started, ..entry.clone() };
            let seq = ledger::append(&mut tx, &started).await?;
            Ok::<_, Stop>((tx, seq))
        };
        let (tx, started) = self.bounded(intent).await?;
        tx.commit().await.map_err(not_committed)?;

        let deed = self.act.apply(&self.ctx, &mut on, self.args.clone());
        let result = timeout(self.deadline, caught(deed)).await;
        let result = result.unwrap_or(Err(ToolError::TimedOut(self.deadline)));
        let (outcome, detail) = match &result {
            Ok(_) => (Outcome::Done, None),
            Err(error) if error.leaves_doubt() => (Outcome::Unknown, Some(error.kind())),
            Err(error) => (Outcome::NotDone, Some(error.kind())),
        };
        let detail = detail.map(str::to_owned);
        let end = Entry { outcome, detail, follows: Some(started), ..entry };
        if let Err(error) = self.conclude(&end, result.as_ref().ok()).await {
            tracing::error!(
                error = error.to_string(),
                audit.seq = started,
                "the outcome of an action could not be written to the audit log"
            );
        }
        result.map_err(|error| {
            Stop::Error(match error {
                known @ ToolError::Uncertain(_) => known,
                error if outcome == Outcome::Unknown => ToolError::Uncertain(error.into()),
                error => error,
            })
        })
    }

    /// Writes how a remote action ended.
    async fn conclude(&self, end: &Entry, reply: Option<&Reply>) -> Result<(), CommitError> {
        let mut tx = self.ctx.backends.ledger.begin().await?;
        ledger::append(&mut tx, end).await?;
        match (reply, &self.claim) {
            (Some(reply), _) => self.answer(&mut tx, reply).await?,
            (None, Some(claim)) if end.outcome == Outcome::NotDone => {
                claim.release(&mut tx).await?;
            }
            _ => {}
        }
        tx.commit().await
    }

    /// Takes the key and uses up the confirmation: whoever comes second stops here.
    async fn enter(&self, tx: &mut Tx) -> Result<(), Stop> {
        if let Some(claim) = &self.claim
            && claim.take(tx).await? != Claimed::Fresh
        {
            return Err(Stop::Performed(Performed::Earlier));
        }
        if let Some(proof) = &self.proof
            && !ledger::spend(tx, &proof.nonce, self.lifetime).await?
        {
            return Err(Stop::Performed(Performed::Spent));
        }
        Ok(())
    }

    /// The preview, if it still is the one that was confirmed.
    async fn confirmed(&self, on: &mut AnyTarget) -> Result<Option<Preview>, Stop> {
        let Some(proof) = &self.proof else { return Ok(None) };
        let preview = caught(self.act.preview(&self.ctx, on, self.args.clone())).await?;
        match preview {
            Some(preview) if !proof.is_of(&preview) => {
                Err(Stop::Performed(Performed::Changed(preview)))
            }
            seen => Ok(seen),
        }
    }

    async fn answer(&self, tx: &mut Tx, reply: &Reply) -> Result<(), crate::backend::BackendError> {
        let Some(claim) = &self.claim else { return Ok(()) };
        let kept = Kept { text: reply.text.clone(), structured: reply.structured.clone() };
        // Text and JSON always serialize.
        claim.answer(tx, &serde_json::to_string(&kept).unwrap_or_default()).await
    }

    /// A confirmed deed that failed in the database is worth a line: nothing of
    /// it is left there to tell.
    async fn note_failure(&self, error: &ToolError) {
        if self.decision == Decision::None || self.act.is_remote() {
            return;
        }
        let entry = Entry {
            decision: self.decision,
            outcome: match error {
                ToolError::Uncertain(_) => Outcome::Unknown,
                _ => Outcome::NotDone,
            },
            detail: Some(error.kind().to_owned()),
            ..self.entry.clone()
        };
        if let Err(error) = self.ctx.backends.ledger.record(&entry).await {
            tracing::warn!(
                error = error.to_string(),
                "a failed action could not be written to the audit log"
            );
        }
    }

    async fn bounded<T>(&self, work: impl Future<Output = Result<T, Stop>>) -> Result<T, Stop> {
        let done = timeout(self.deadline, work).await;
        done.unwrap_or_else(|_| Err(ToolError::TimedOut(self.deadline).into()))
    }
}

/// A panic is a fault like any other: it is recorded, and told.
async fn caught<T>(work: impl Future<Output = Result<T, ToolError>>) -> Result<T, ToolError> {
    let done = AssertUnwindSafe(work).catch_unwind().await;
    done.unwrap_or_else(|_| Err(ToolError::Internal("the action panicked".into())))
}

/// A commit that failed was rolled back, or nobody knows.
pub(super) fn not_committed(error: CommitError) -> ToolError {
    match error {
        CommitError::NotDone(error) => error.into(),
        CommitError::Lost(error) => ToolError::Uncertain(error.into()),
    }
}

/// A reply that was kept with its key.
pub(super) fn read(kept: &str) -> Result<Reply, ToolError> {
    let Kept { text, structured } =
        serde_json::from_str(kept).map_err(|error| ToolError::Internal(error.into()))?;
    let mut reply = Reply::new(text, &structured)?;
    reply.meta.insert(REPEATED.to_owned(), true.into());
    Ok(reply)
}
