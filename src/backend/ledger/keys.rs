//! Idempotency keys: the first reply to a key is every reply to it.

use jiff::Timestamp;

use super::{KEY_LIFETIME, Ledger, later};
use crate::backend::{
    BackendError,
    db::{Fields, Tx, Value},
};

/// A key as a call carries it.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Who calls; keys of different callers never meet.
    pub principal: String,
    /// What is called.
    pub tool: String,
    /// The key.
    pub key: String,
    /// What identifies the call's arguments.
    pub arguments: String,
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claimed {
    /// Nothing: it is this call's now.
    Fresh,
    /// An earlier call with the same arguments was answered with this.
    Answered(String),
    /// An earlier call has it and was not answered: it runs, or was interrupted.
    Unanswered,
    /// It was used with other arguments.
    OtherArguments,
}

const KEY: &str = "principal = $1 AND tool = $2 AND key = $3";

impl Ledger {
    /// What is known of a key, without claiming it. One whose time is over is
    /// free, whether it was tidied away or not.
    pub async fn look_up(&self, claim: &Claim) -> Result<Claimed, BackendError> {
        let select = "SELECT arguments, reply FROM idempotency_keys";
        let sql = format!("{select} WHERE {KEY} AND expires_at >= $4");
        let [principal, tool, key] = claim.names();
        let values = [principal, tool, key, Timestamp::now().into()];
        let rows = self.db.query(&sql, &values).await?;
        rows.into_iter().next().map_or(Ok(Claimed::Fresh), |row| claim.compare(&mut row.fields()))
    }
}

impl Claim {
    /// Claims the key within `tx`. Another call that claimed it and has not
    /// committed yet is waited for.
    pub async fn take(&self, tx: &mut Tx) -> Result<Claimed, BackendError> {
        let insert = "INSERT INTO idempotency_keys (principal, tool, key, arguments, expires_at) \
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (principal, tool, key) DO UPDATE SET arguments \
            = excluded.arguments, reply = NULL, expires_at = excluded.expires_at WHERE \
            idempotency_keys.expires_at < $6 RETURNING key";
        let [principal, tool, key] = self.names();
        let (arguments, now) = (self.arguments.as_str().into(), Timestamp::now().into());
        let values = [principal, tool, key, arguments, later(KEY_LIFETIME), now];
        if !tx.query(insert, &values).await?.is_empty() {
            return Ok(Claimed::Fresh);
        }
        let select = format!("SELECT arguments, reply FROM idempotency_keys WHERE {KEY}");
        let rows = tx.query(&select, &self.names()).await?;
        // Gone between the two statements: released, or its time was over.
        rows.into_iter()
            .next()
            .map_or(Ok(Claimed::Unanswered), |row| self.compare(&mut row.fields()))
    }

    /// Keeps the reply for calls that repeat this one.
    pub async fn answer(&self, tx: &mut Tx, reply: &str) -> Result<(), BackendError> {
        let sql = format!("UPDATE idempotency_keys SET reply = $4 WHERE {KEY}");
        let [principal, tool, key] = self.names();
        tx.query(&sql, &[principal, tool, key, reply.into()]).await?;
        Ok(())
    }

    /// Lets the key go: what it was claimed for did not happen.
    pub async fn release(&self, tx: &mut Tx) -> Result<(), BackendError> {
        let sql = format!("DELETE FROM idempotency_keys WHERE {KEY}");
        tx.query(&sql, &self.names()).await?;
        Ok(())
    }

    fn names(&self) -> [Value; 3] {
        [self.principal.as_str().into(), self.tool.as_str().into(), self.key.as_str().into()]
    }

    fn compare(&self, row: &mut Fields) -> Result<Claimed, BackendError> {
        Ok(match (row.text()?, row.optional_text()?) {
            (arguments, _) if arguments != self.arguments => Claimed::OtherArguments,
            (_, Some(reply)) => Claimed::Answered(reply),
            (_, None) => Claimed::Unanswered,
        })
    }
}
