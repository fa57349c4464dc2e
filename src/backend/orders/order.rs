//! What an order is, and how one is read.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    super::{
        BackendError, Db,
        db::Fields,
        money::{Amount, Currency},
    },
    OrderStatus,
    event::{self, OrderEvent},
};

/// An order with its customer and items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Order {
    /// Order id, for instance `A100`.
    pub order_id: String,
    /// Where the order stands.
    pub status: OrderStatus,
    /// What the customer pays, as a decimal string.
    pub total: Amount,
    /// What was paid so far.
    pub paid: Amount,
    /// What of it was given back.
    pub refunded: Amount,
    /// ISO 4217 code of every amount in the order.
    pub currency: Currency,
    /// When it was placed (UTC).
    pub placed_at: Timestamp,
    /// When it last changed (UTC).
    pub updated_at: Timestamp,
    /// Who ordered.
    pub customer: Customer,
    /// What was ordered.
    pub items: Vec<OrderItem>,
    /// Notes, cancellation and refunds, oldest first; the last 20.
    pub history: Vec<OrderEvent>,
}

/// Who ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Customer {
    /// Customer id, for instance `C-1`.
    pub customer_id: String,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
}

/// One product of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OrderItem {
    /// Stock keeping unit of the product.
    pub sku: String,
    /// The product's name when it was ordered.
    pub name: String,
    /// How many.
    pub quantity: u64,
    /// Price of one when it was ordered, as a decimal string.
    pub unit_price: Amount,
}

/// An order as one line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OrderSummary {
    /// Order id, for instance `A100`.
    pub order_id: String,
    /// Where the order stands.
    pub status: OrderStatus,
    /// What the customer pays, as a decimal string.
    pub total: Amount,
    /// ISO 4217 code of the total.
    pub currency: Currency,
    /// Name of the customer.
    pub customer: String,
    /// When it was placed (UTC).
    pub placed_at: Timestamp,
    /// How many different products it holds.
    pub items: u64,
}

const ORDER: &str = "\
    SELECT o.order_id, o.status, o.total_minor, o.currency, o.placed_at, o.updated_at, \
           o.paid_minor, o.refunded_minor, o.events, c.customer_id, c.name, c.email, i.sku, i.name, i.quantity, i.unit_price_minor \
    FROM orders o \
    JOIN customers c ON c.customer_id = o.customer_id \
    LEFT JOIN order_items i ON i.order_id = o.order_id";

/// What [`summary`] reads, of `orders o` and `customers c`.
pub(super) const SUMMARY: &str = "\
    o.order_id, o.status, o.total_minor, o.currency, c.name, o.placed_at, \
    (SELECT count(*) FROM order_items i WHERE i.order_id = o.order_id)";

/// One order, by its id as it is stored, in one round trip: a row per item.
pub(super) async fn fetch(db: &Db, id: String) -> Result<Option<Order>, BackendError> {
    let mut query = db.compose(ORDER);
    let id = query.bind(id);
    query.condition(&format!("o.order_id = {id}"));
    query.push(" ORDER BY i.sku");
    let rows = query.all(|row| {
        let (order, events) = order(row)?;
        let item = item(row, order.currency)?;
        Ok((order, events, item))
    });
    let mut rows = rows.await?.into_iter();
    let Some((mut order, events, first)) = rows.next() else { return Ok(None) };
    order.items = first.into_iter().chain(rows.filter_map(|(_, _, item)| item)).collect();
    if events > 0 {
        order.history = event::latest(db, &order.order_id, order.currency).await?;
    }
    Ok(Some(order))
}

/// An order and the number of its events.
fn order(row: &mut Fields) -> Result<(Order, u64), BackendError> {
    let (order_id, status) = (row.text()?, row.parse()?);
    let (total, currency) = (row.int()?, row.parse::<Currency>()?);
    let (placed_at, updated_at) = (row.time()?, row.time()?);
    let (paid, refunded, events) = (row.int()?, row.int()?, row.count()?);
    let customer = Customer { customer_id: row.text()?, name: row.text()?, email: row.text()? };
    let order = Order {
        order_id,
        status,
        total: currency.amount(total),
        paid: currency.amount(paid),
        refunded: currency.amount(refunded),
        currency,
        placed_at,
        updated_at,
        customer,
        items: Vec::new(),
        history: Vec::new(),
    };
    Ok((order, events))
}

/// The item in a row; an order without items has one row without any.
fn item(row: &mut Fields, currency: Currency) -> Result<Option<OrderItem>, BackendError> {
    let Some(sku) = row.optional_text()? else { return Ok(None) };
    Ok(Some(OrderItem {
        sku,
        name: row.text()?,
        quantity: row.count()?,
        unit_price: currency.amount(row.int()?),
    }))
}

pub(super) fn summary(row: &mut Fields) -> Result<OrderSummary, BackendError> {
    let (order_id, status) = (row.text()?, row.parse()?);
    let (total, currency) = (row.int()?, row.parse::<Currency>()?);
    Ok(OrderSummary {
        order_id,
        status,
        total: currency.amount(total),
        currency,
        customer: row.text()?,
        placed_at: row.time()?,
        items: row.count()?,
    })
}
