//! Entries of the audit log, and how they are written and read.

use jiff::Timestamp;
use serde::Serialize;

use super::{Ledger, chain};
use crate::backend::{
    BackendError,
    db::{Fields, Query, Tx, Value},
};

/// How the person behind a call decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Nobody was asked: the call needs no confirmation, or came to no decision.
    None,
    /// The person accepted in the host's own dialogue.
    Elicited,
    /// The call carried the token of a preview.
    Token,
    /// The person declined or closed the dialogue.
    Declined,
}

/// What became of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is done.
    Done,
    /// It was sent to a system that is not this database; a later entry says how that ended.
    Started,
    /// Nothing was changed.
    NotDone,
    /// Nobody can say whether it was done.
    Unknown,
    /// The caller lacks a right.
    Forbidden,
}

impl Decision {
    /// The form in the log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Elicited => "elicited",
            Self::Token => "token",
            Self::Declined => "declined",
        }
    }
}

impl Outcome {
    /// The form in the log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Started => "started",
            Self::NotDone => "not_done",
            Self::Unknown => "unknown",
            Self::Forbidden => "forbidden",
        }
    }
}

/// What is to be written.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The id that the reply and the server's log carry.
    pub request_id: String,
    /// The W3C trace the call belongs to.
    pub trace_id: Option<String>,
    /// Who called.
    pub principal: String,
    /// `tcp` or `pipe`.
    pub transport: &'static str,
    /// What was called.
    pub tool: String,
    /// Its arguments as JSON, what is personal or secret blotted out.
    pub arguments: String,
    /// The preview that was confirmed or declined.
    pub preview: Option<String>,
    /// How the person decided.
    pub decision: Decision,
    /// What became of it.
    pub outcome: Outcome,
    /// The kind of the error, or the missing right.
    pub detail: Option<String>,
    /// The `started` entry that this one ends.
    pub follows: Option<u64>,
}

/// An entry as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditRecord {
    /// Its number, from 1 without gaps.
    pub seq: u64,
    /// When it was written (RFC 3339, UTC).
    pub at: String,
    /// The id that the reply and the server's log carry.
    pub request_id: String,
    /// The W3C trace the call belongs to.
    pub trace_id: Option<String>,
    /// Who called.
    pub principal: String,
    /// `tcp` or `pipe`.
    pub transport: String,
    /// What was called.
    pub tool: String,
    /// Its arguments as JSON, what is personal or secret blotted out.
    pub arguments: String,
    /// The preview that was confirmed or declined.
    pub preview: Option<String>,
    /// `none`, `elicited`, `token` or `declined`.
    pub decision: String,
    /// `done`, `started`, `not_done`, `unknown` or `forbidden`.
    pub outcome: String,
    /// The kind of the error, or the missing right.
    pub detail: Option<String>,
    /// The `started` entry that this one ends.
    pub follows: Option<u64>,
    /// Covers all of the above and the hash of the entry before.
    pub hash: String,
}

/// Which entries to read.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Only from here on.
    pub since: Option<Timestamp>,
    /// Only before.
    pub until: Option<Timestamp>,
    /// Only of this caller.
    pub principal: Option<String>,
    /// Only of this tool.
    pub tool: Option<String>,
    /// Only with this outcome.
    pub outcome: Option<String>,
}

const COLUMNS: &str = "seq, at, request_id, trace_id, principal, transport, tool, arguments, \
    preview, decision, outcome, detail, follows, hash";

/// Writes `entry` behind the last one, within `tx`, and answers its number. From
/// here to the end of the transaction nobody else writes an entry.
pub async fn append(tx: &mut Tx, entry: &Entry) -> Result<u64, BackendError> {
    let head = format!("SELECT seq, hash FROM audit_head{}", tx.dialect().for_update());
    let head = tx.query(&head, &[]).await?.into_iter().next();
    let mut head = head.ok_or_else(|| missing("audit_head has no row"))?.fields();
    let (seq, before) = (head.count()? + 1, head.text()?);
    let mut record = entry.at(seq, Timestamp::now());
    record.hash = chain::hash(&before, &record);

    let places = (1..=14).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
    let insert = format!("INSERT INTO audit_log ({COLUMNS}) VALUES ({places})");
    let hash = record.hash.clone();
    tx.query(&insert, &record.into_values()).await?;
    let move_head = "UPDATE audit_head SET seq = $1, hash = $2";
    tx.query(move_head, &[number(seq), hash.into()]).await?;
    Ok(seq)
}

impl Ledger {
    /// At most `limit` entries that pass `filter`, behind entry `after`, oldest first.
    pub async fn entries(
        &self,
        filter: &AuditFilter,
        after: u64,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, BackendError> {
        let mut query = self.db.compose(&format!("SELECT {COLUMNS} FROM audit_log"));
        let after = query.bind(number(after));
        query.condition(&format!("seq > {after}"));
        filter.conditions(&mut query);
        query.push(" ORDER BY seq");
        query.limit(limit);
        query.all(AuditRecord::read).await
    }

    /// The number of the entry before the last `count` that pass `filter`.
    pub async fn before_last(&self, filter: &AuditFilter, count: u32) -> Result<u64, BackendError> {
        let mut query = self.db.compose("SELECT min(seq) FROM (SELECT seq FROM audit_log");
        filter.conditions(&mut query);
        query.push(" ORDER BY seq DESC");
        query.limit(count);
        query.push(") AS newest");
        let first = query.one(Fields::optional_count).await?;
        Ok(first.unwrap_or(1).saturating_sub(1))
    }
}

impl AuditFilter {
    fn conditions(&self, query: &mut Query<'_>) {
        let texts = [
            ("principal =", self.principal.clone()),
            ("tool =", self.tool.clone()),
            ("outcome =", self.outcome.clone()),
            ("at >=", self.since.map(written)),
            ("at <", self.until.map(written)),
        ];
        for (test, value) in texts {
            let Some(value) = value else { continue };
            let value = query.bind(value);
            query.condition(&format!("{test} {value}"));
        }
    }
}

impl Entry {
    fn at(&self, seq: u64, now: Timestamp) -> AuditRecord {
        AuditRecord {
            seq,
            at: written(now),
            request_id: self.request_id.clone(),
            trace_id: self.trace_id.clone(),
            principal: self.principal.clone(),
            transport: self.transport.to_owned(),
            tool: self.tool.clone(),
            arguments: self.arguments.clone(),
            preview: self.preview.clone(),
            decision: self.decision.as_str().to_owned(),
            outcome: self.outcome.as_str().to_owned(),
            detail: self.detail.clone(),
            follows: self.follows,
            hash: String::new(),
        }
    }
}

impl AuditRecord {
    fn into_values(self) -> [Value; 14] {
        let optional = |text: Option<String>| text.map_or(Value::Null, Value::Text);
        [
            number(self.seq),
            self.at.into(),
            self.request_id.into(),
            optional(self.trace_id),
            self.principal.into(),
            self.transport.into(),
            self.tool.into(),
            self.arguments.into(),
            optional(self.preview),
            self.decision.into(),
            self.outcome.into(),
            optional(self.detail),
            self.follows.map_or(Value::Null, number),
            self.hash.into(),
        ]
    }

    fn read(row: &mut Fields) -> Result<Self, BackendError> {
        Ok(Self {
            seq: row.count()?,
            at: row.text()?,
            request_id: row.text()?,
            trace_id: row.optional_text()?,
            principal: row.text()?,
            transport: row.text()?,
            tool: row.text()?,
            arguments: row.text()?,
            preview: row.optional_text()?,
            decision: row.text()?,
            outcome: row.text()?,
            detail: row.optional_text()?,
            follows: row.optional_count()?,
            hash: row.text()?,
        })
    }
}

/// A time as the log holds it: text of fixed width, so that it sorts and hashes
/// as it was written.
fn written(time: Timestamp) -> String {
    format!("{time:.6}")
}

/// A number that was counted up from 1; no database reaches the end of `i64`.
fn number(seq: u64) -> Value {
    Value::Int(i64::try_from(seq).unwrap_or(i64::MAX))
}

fn missing(what: &str) -> BackendError {
    BackendError::Corrupt { backend: crate::backend::db::BACKEND, what: what.to_owned() }
}
