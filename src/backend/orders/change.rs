//! Changes of orders: what is allowed when, and what goes with it.

use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use super::{
    super::{
        BackendError,
        db::{Tx, Value},
        money::{Amount, AmountError, Currency},
        text,
    },
    EventKind, OrderStatus, Orders,
    event::{self, Happening},
};

/// Why an order is not changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Cannot {
    /// There is none of that id.
    #[error("there is no such order")]
    NotFound,
    /// Too late to cancel, or done before.
    #[error("the order is {0}")]
    CancelWhen(OrderStatus),
    /// The order was not paid.
    #[error("nothing was paid")]
    NothingPaid(OrderStatus),
    /// All of it was given back.
    #[error("everything was refunded")]
    NothingLeft,
    /// The amount is none.
    #[error("the amount {wrong}")]
    Amount {
        /// Why.
        wrong: AmountError,
        /// The order's currency.
        currency: Currency,
    },
    /// The amount is zero.
    #[error("the amount is zero")]
    RefundNothing,
    /// More than is left.
    #[error("only {left} {currency} are left to refund")]
    MoreThanLeft {
        /// What could be refunded.
        left: Amount,
        /// The order's currency.
        currency: Currency,
    },
    /// The goods have not left yet: they must go back into stock first.
    #[error("the order is not shipped yet")]
    NotShipped,
}

/// A cancellation that is possible now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelPlan {
    /// The order as it is.
    pub order: Locked,
    /// What goes back into stock: SKU and quantity.
    pub restocked: Vec<(String, i64)>,
}

/// A refund that is possible now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundPlan {
    /// The order as it is.
    pub order: Locked,
    /// What is given back.
    pub amount: Amount,
    /// What could be given back after it.
    pub left: Amount,
}

/// An order that nobody else changes until the end of the transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// Its id.
    pub order_id: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// What it costs.
    pub total: Amount,
    /// What was paid.
    pub paid: Amount,
    /// What of it was given back.
    pub refunded: Amount,
    /// Of every amount.
    pub currency: Currency,
    /// Who ordered.
    pub customer_id: String,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A refusal of the domain, or a failure.
type Planned<T> = Result<Result<T, Cannot>, BackendError>;

impl Orders {
    /// What cancelling would do.
    pub async fn plan_cancel(&self, tx: &mut Tx, id: &str) -> Planned<CancelPlan> {
        let Some(order) = lock(tx, id).await? else { return Ok(Err(Cannot::NotFound)) };
        if !matches!(order.status, OrderStatus::Pending | OrderStatus::Processing) {
            return Ok(Err(Cannot::CancelWhen(order.status)));
        }
        let items = "SELECT sku, quantity FROM order_items WHERE order_id = $1 ORDER BY sku";
        let rows = tx.query(items, &[order.order_id.as_str().into()]).await?;
        let restocked = rows.into_iter().map(|row| {
            let mut row = row.fields();
            Ok((row.text()?, row.int()?))
        });
        let restocked = restocked.collect::<Result<_, BackendError>>()?;
        Ok(Ok(CancelPlan { order, restocked }))
    }

    /// Cancels, and puts the items back into stock.
    pub async fn cancel(
        &self,
        tx: &mut Tx,
        plan: &CancelPlan,
        reason: &str,
        by: &str,
    ) -> Result<(), BackendError> {
        let (id, now) = (plan.order.order_id.as_str(), plan.order.next_moment());
        let cancel = "UPDATE orders SET status = 'cancelled', updated_at = $2 WHERE order_id = $1";
        tx.query(cancel, &[id.into(), now.into()]).await?;
        // In the order of their ids, so that no two cancellations wait for each other.
        for (sku, quantity) in &plan.restocked {
            let restock = "UPDATE products SET stock = stock + $2, updated_at = $3 WHERE sku = $1";
            tx.query(restock, &[sku.as_str().into(), (*quantity).into(), now.into()]).await?;
        }
        let (kind, amount) = (EventKind::Cancelled, None);
        event::write(tx, id, Happening { kind, amount, note: reason, by, at: now }).await
    }

    /// What refunding would do: `amount` of it, or all that is left.
    pub async fn plan_refund(
        &self,
        tx: &mut Tx,
        id: &str,
        amount: Option<&str>,
    ) -> Planned<RefundPlan> {
        let Some(order) = lock(tx, id).await? else { return Ok(Err(Cannot::NotFound)) };
        let currency = order.currency;
        let left = order.paid.minor() - order.refunded.minor();
        if order.paid.minor() == 0 {
            return Ok(Err(Cannot::NothingPaid(order.status)));
        }
        if left == 0 {
            return Ok(Err(Cannot::NothingLeft));
        }
        let amount = match amount.map(|text| currency.parse(text)).transpose() {
            Ok(amount) => amount.unwrap_or_else(|| currency.amount(left)),
            Err(wrong) => return Ok(Err(Cannot::Amount { wrong, currency })),
        };
        if amount.minor() == 0 {
            return Ok(Err(Cannot::RefundNothing));
        }
        if amount.minor() > left {
            return Ok(Err(Cannot::MoreThanLeft { left: currency.amount(left), currency }));
        }
        if order.status == OrderStatus::Processing && amount.minor() == left {
            return Ok(Err(Cannot::NotShipped));
        }
        let left = currency.amount(left - amount.minor());
        Ok(Ok(RefundPlan { order, amount, left }))
    }

    /// Refunds. An order of which nothing is left is refunded as a whole.
    pub async fn refund(
        &self,
        tx: &mut Tx,
        plan: &RefundPlan,
        reason: &str,
        by: &str,
    ) -> Result<(), BackendError> {
        let (id, now) = (plan.order.order_id.as_str(), plan.order.next_moment());
        let refund = "UPDATE orders SET refunded_minor = refunded_minor + $2, status = $3, \
                      updated_at = $4 WHERE order_id = $1";
        let amount: Value = plan.amount.minor().into();
        let status = plan.status_after().as_str();
        tx.query(refund, &[id.into(), amount, status.into(), now.into()]).await?;
        let (kind, amount) = (EventKind::Refund, Some(plan.amount));
        event::write(tx, id, Happening { kind, amount, note: reason, by, at: now }).await
    }

    /// Writes a note; answers the id of the order.
    pub async fn add_note(&self, tx: &mut Tx, id: &str, note: &str, by: &str) -> Planned<String> {
        let Some(order) = lock(tx, id).await? else { return Ok(Err(Cannot::NotFound)) };
        let (kind, amount, at) = (EventKind::Note, None, Timestamp::now());
        event::write(tx, &order.order_id, Happening { kind, amount, note, by, at }).await?;
        Ok(Ok(order.order_id))
    }
}

impl RefundPlan {
    /// Where the order stands once this is done.
    pub fn status_after(&self) -> OrderStatus {
        if self.left.minor() == 0 { OrderStatus::Refunded } else { self.order.status }
    }
}

impl Locked {
    /// Now, and in any case later than the last change.
    fn next_moment(&self) -> Timestamp {
        let later = self.updated_at.saturating_add(SignedDuration::from_micros(1));
        later.unwrap_or(self.updated_at).max(Timestamp::now())
    }

    /// Changes whenever the order does.
    pub fn version(&self) -> String {
        format!("{} {} {:.6}", self.status, self.refunded, self.updated_at)
    }
}

async fn lock(tx: &mut Tx, id: &str) -> Result<Option<Locked>, BackendError> {
    let Some(id) = text::identifier(id) else { return Ok(None) };
    let sql = "SELECT order_id, status, currency, total_minor, paid_minor, refunded_minor, \
               customer_id, updated_at FROM orders WHERE order_id = $1";
    let sql = format!("{sql}{}", tx.dialect().for_update());
    let row = tx.query(&sql, &[id.into()]).await?.into_iter().next();
    row.map(|row| {
        let mut row = row.fields();
        let (order_id, status) = (row.text()?, row.parse()?);
        let currency: Currency = row.parse()?;
        Ok(Locked {
            order_id,
            status,
            total: currency.amount(row.int()?),
            paid: currency.amount(row.int()?),
            refunded: currency.amount(row.int()?),
            currency,
            customer_id: row.text()?,
            updated_at: row.time()?,
        })
    })
    .transpose()
}
