//! What happened to an order since it was placed.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::{
    BackendError, Db,
    db::{Tx, Value},
    money::{Amount, Currency},
};

/// How many of the latest are shown with an order.
const SHOWN: u32 = 20;

/// What happened to an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OrderEvent {
    /// What it was.
    pub kind: EventKind,
    /// What was given back, for a refund.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The note, or the reason that was given.
    pub note: String,
    /// When (UTC).
    pub happened_at: Timestamp,
}

/// A kind of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum EventKind {
    /// Somebody wrote something down.
    Note,
    /// The order was cancelled.
    Cancelled,
    /// Money was given back.
    Refund,
}

impl EventKind {
    /// The name used in data.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Cancelled => "cancelled",
            Self::Refund => "refund",
        }
    }
}

/// A change as it is written down.
pub(super) struct Happening<'a> {
    pub(super) kind: EventKind,
    pub(super) amount: Option<Amount>,
    pub(super) note: &'a str,
    pub(super) by: &'a str,
    pub(super) at: Timestamp,
}

/// Writes `happening` behind the order's other events. The order is locked.
pub(super) async fn write(
    tx: &mut Tx,
    order_id: &str,
    happening: Happening<'_>,
) -> Result<(), BackendError> {
    let count = "UPDATE orders SET events = events + 1 WHERE order_id = $1 RETURNING events";
    let row = tx.query(count, &[order_id.into()]).await?.into_iter().next();
    let number = row.map(|row| row.fields().int()).transpose()?.unwrap_or_default();
    let sql = "INSERT INTO order_events VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = [
        order_id.into(),
        number.into(),
        happening.kind.as_str().into(),
        happening.amount.map_or(Value::Null, |amount| amount.minor().into()),
        // No database stores NUL.
        happening.note.replace('\0', "\u{fffd}").into(),
        happening.at.into(),
        happening.by.into(),
    ];
    tx.query(sql, &values).await?;
    Ok(())
}

/// The latest events of an order, oldest first.
pub(super) async fn latest(
    db: &Db,
    order_id: &str,
    currency: Currency,
) -> Result<Vec<OrderEvent>, BackendError> {
    let mut query = db.compose("SELECT kind, amount_minor, note, happened_at FROM order_events");
    let id = query.bind(order_id);
    query.condition(&format!("order_id = {id}"));
    query.push(" ORDER BY number DESC");
    query.limit(SHOWN);
    let mut events = query
        .all(|row| {
            Ok(OrderEvent {
                kind: row.parse()?,
                amount: row.optional_int()?.map(|minor| currency.amount(minor)),
                note: row.text()?,
                happened_at: row.time()?,
            })
        })
        .await?;
    events.reverse();
    Ok(events)
}

impl std::str::FromStr for EventKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let all = [Self::Note, Self::Cancelled, Self::Refund];
        let known = all.into_iter().find(|kind| kind.as_str() == text);
        known.ok_or_else(|| format!("unknown kind of event {text:?}"))
    }
}
