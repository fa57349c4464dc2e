//! What must be remembered of calls that change something: the audit log, the
//! first replies to idempotency keys, and the confirmations that were used. It
//! lives in the order database, so that it is written in the transaction of
//! what it tells of.

mod audit;
mod chain;
mod keys;

pub use audit::{AuditFilter, AuditRecord, Decision, Entry, Outcome, append};
pub use chain::{Broken, Point, Verified};
pub use keys::{Claim, Claimed};

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;

use super::{
    BackendError, Db,
    db::{CommitError, Tx, Value},
};

/// How long the first reply to an idempotency key is kept.
pub const KEY_LIFETIME: Duration = Duration::from_hours(24);

/// Old keys and confirmations are forgotten with one action in so many.
const TIDY_EVERY: u64 = 256;

/// The records of calls that change something.
#[derive(Debug, Clone)]
pub struct Ledger {
    db: Db,
    actions: Arc<AtomicU64>,
}

impl Ledger {
    pub(super) fn new(db: Db) -> Self {
        Self { db, actions: Arc::default() }
    }

    /// Begins a transaction for an action and its records.
    pub async fn begin(&self) -> Result<Tx, BackendError> {
        self.db.begin().await
    }

    /// Writes one entry in a transaction of its own.
    pub async fn record(&self, entry: &Entry) -> Result<u64, CommitError> {
        let mut tx = self.begin().await?;
        let seq = append(&mut tx, entry).await?;
        tx.commit().await?;
        Ok(seq)
    }

    /// Forgets, now and then, keys and confirmations whose time is over.
    pub async fn tidy(&self) -> Result<(), BackendError> {
        if !self.actions.fetch_add(1, Ordering::Relaxed).is_multiple_of(TIDY_EVERY) {
            return Ok(());
        }
        for table in ["idempotency_keys", "spent_confirmations"] {
            let sql = format!("DELETE FROM {table} WHERE expires_at < $1");
            self.db.query(&sql, &[Timestamp::now().into()]).await?;
        }
        Ok(())
    }
}

/// Uses up a confirmation. Whoever comes second, on whichever replica, is told
/// `false`: a first use that is not committed yet is waited for.
pub async fn spend(tx: &mut Tx, nonce: &str, lifetime: Duration) -> Result<bool, BackendError> {
    let sql = "INSERT INTO spent_confirmations (nonce, expires_at) VALUES ($1, $2) \
               ON CONFLICT (nonce) DO NOTHING RETURNING nonce";
    let rows = tx.query(sql, &[nonce.into(), later(lifetime)]).await?;
    Ok(!rows.is_empty())
}

/// Now and `lifetime` more, with an hour for clocks that differ.
fn later(lifetime: Duration) -> Value {
    (Timestamp::now() + lifetime + Duration::from_hours(1)).into()
}
