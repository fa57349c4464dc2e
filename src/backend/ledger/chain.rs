//! The chain of hashes that makes the audit log show what was done to it.

use std::{fmt, fmt::Write as _, str::FromStr};

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::{AuditFilter, AuditRecord, Ledger};
use crate::backend::{BackendError, db::Fields};

/// Entries read at a time.
const PAGE: u32 = 1_000;

/// A place in the log: an entry and its hash. Kept elsewhere, it proves later
/// that nothing up to it was touched, whoever had the database meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The entry's number.
    pub seq: u64,
    /// Its hash.
    pub hash: String,
}

/// What a whole log was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verified {
    /// Every entry is as it was written; this is the last one.
    Whole(Point),
    /// It is not what was written.
    Broken(Broken),
}

/// What is wrong with the log.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Broken {
    /// Numbers are left out.
    #[error("entries {from} to {to} are missing")]
    Missing {
        /// The first.
        from: u64,
        /// The last.
        to: u64,
    },
    /// An entry does not have the hash it must have.
    #[error("entry {0} was altered, or the one before it was")]
    Altered(u64),
    /// An entry stands where none can have been written.
    #[error("entry {0} was added behind the log's back")]
    Foreign(i64),
    /// An entry that is known from elsewhere has another hash in the log.
    #[error("entry {0} does not have the hash that is known of it: the log was written anew")]
    Rewritten(u64),
}

/// Text that is not `NUMBER:HASH`.
#[derive(Debug, Error)]
#[error("is not NUMBER:HASH as `toolhub audit verify` prints it")]
pub struct NotAPoint;

/// SHA-256 over the hash before and every field, each with its length in front,
/// so that nothing can move from one field to the next.
pub(super) fn hash(before: &str, record: &AuditRecord) -> String {
    let follows = record.follows.map(|seq| seq.to_string());
    let seq = record.seq.to_string();
    let fields = [
        Some(before),
        Some(&seq),
        Some(&record.at),
        Some(&record.request_id),
        record.trace_id.as_deref(),
        Some(&record.principal),
        Some(&record.transport),
        Some(&record.tool),
        Some(&record.arguments),
        record.preview.as_deref(),
        Some(&record.decision),
        Some(&record.outcome),
        record.detail.as_deref(),
        follows.as_deref(),
    ];
    let mut digest = Sha256::new();
    for field in fields {
        // No text is as long as the mark of an absent one.
        let length = field.map_or(u64::MAX, |text| text.len() as u64);
        digest.update(length.to_be_bytes());
        digest.update(field.unwrap_or_default());
    }
    hex(&digest.finalize())
}

impl Ledger {
    /// Reads the whole log and checks every hash, that it goes on to where it is
    /// known to end, and that `anchor` is in it. `progress` is told how many
    /// entries were read.
    pub async fn verify(
        &self,
        anchor: Option<&Point>,
        mut progress: impl FnMut(u64),
    ) -> Result<Verified, BackendError> {
        let head = self.db.compose("SELECT seq, hash FROM audit_head");
        let head = head.one(|row: &mut Fields| Ok(Point { seq: row.count()?, hash: row.text()? }));
        let known: Vec<Point> = [head.await?].into_iter().chain(anchor.cloned()).collect();
        let mut last = Point { seq: 0, hash: String::new() };
        loop {
            let page = self.entries(&AuditFilter::default(), last.seq, PAGE).await?;
            let done = page.len() < PAGE as usize;
            for record in page {
                if let Err(broken) = last.follow(record, &known) {
                    return Ok(Verified::Broken(broken));
                }
            }
            progress(last.seq);
            if done {
                break;
            }
        }
        let end = known.iter().map(|point| point.seq).max().unwrap_or_default();
        if last.seq < end {
            let (from, to) = (last.seq + 1, end);
            return Ok(Verified::Broken(Broken::Missing { from, to }));
        }
        let foreign = self.foreign().await?.map(|seq| Verified::Broken(Broken::Foreign(seq)));
        Ok(foreign.unwrap_or(Verified::Whole(last)))
    }

    /// An entry that is not between the first one and the head.
    async fn foreign(&self) -> Result<Option<i64>, BackendError> {
        let sql =
            "SELECT min(l.seq) FROM audit_log l, audit_head h WHERE l.seq < 1 OR l.seq > h.seq";
        self.db.compose(sql).one(Fields::optional_int).await
    }
}

impl Point {
    /// Goes on to `record`, when it is what must follow.
    fn follow(&mut self, record: AuditRecord, known: &[Self]) -> Result<(), Broken> {
        if record.seq != self.seq + 1 {
            return Err(Broken::Missing { from: self.seq + 1, to: record.seq.saturating_sub(1) });
        }
        if hash(&self.hash, &record) != record.hash {
            return Err(Broken::Altered(record.seq));
        }
        *self = Self { seq: record.seq, hash: record.hash };
        if known.iter().any(|point| point.seq == self.seq && point != self) {
            return Err(Broken::Rewritten(self.seq));
        }
        Ok(())
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

impl FromStr for Point {
    type Err = NotAPoint;

    fn from_str(text: &str) -> Result<Self, NotAPoint> {
        let (seq, hash) = text.trim().split_once(':').ok_or(NotAPoint)?;
        let is_hash = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
        let seq = seq.parse().map_err(|_| NotAPoint)?;
        if is_hash { Ok(Self { seq, hash: hash.to_ascii_lowercase() }) } else { Err(NotAPoint) }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
