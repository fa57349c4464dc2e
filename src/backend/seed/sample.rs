//! What the sample data says. Everything follows from its number alone.

use std::ops::Range;

use jiff::{SignedDuration, Timestamp};

use super::{
    super::orders::OrderStatus,
    fixed,
    names::{FAMILY, GIVEN},
    products::{PRODUCTS, SampleProduct},
    random::Random,
};

/// Orders are placed within this window; at its end nothing is pending for long.
pub(super) const FIRST_DAY: Timestamp = Timestamp::constant(1_735_689_600, 0); // 2025-01-01
const LAST_DAY: Timestamp = Timestamp::constant(1_782_777_600, 0); // 2026-06-30

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// Customers that are there from the first order on; one more for every twenty orders.
const FIRST_CUSTOMERS: u64 = 40;
const ORDERS_PER_CUSTOMER: u64 = 20;

/// A run of orders, and the customers that appear with them.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) products: &'static [SampleProduct],
    pub(super) customers: Vec<SampleCustomer>,
    pub(super) orders: Vec<SampleOrder>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct SampleCustomer {
    pub(super) customer_id: String,
    pub(super) name: String,
    pub(super) email: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct SampleOrder {
    pub(super) order_id: String,
    pub(super) customer_id: String,
    pub(super) status: OrderStatus,
    pub(super) currency: &'static str,
    pub(super) placed_at: Timestamp,
    pub(super) updated_at: Timestamp,
    pub(super) items: Vec<SampleItem>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct SampleItem {
    pub(super) sku: &'static str,
    pub(super) name: &'static str,
    pub(super) quantity: i64,
    pub(super) unit_price_minor: i64,
}

impl Batch {
    /// The orders with these numbers; the first batch brings the products.
    pub(super) fn of(orders: Range<u64>) -> Self {
        let products = if orders.start == 0 { PRODUCTS } else { &[] };
        let customers = customers_before(orders.start)..customers_before(orders.end);
        Self {
            products,
            customers: customers.map(customer).collect(),
            orders: orders.map(order).collect(),
        }
    }
}

impl SampleOrder {
    pub(super) fn total_minor(&self) -> i64 {
        self.items.iter().map(|item| item.quantity * item.unit_price_minor).sum()
    }

    /// Everything, once the payment was confirmed.
    pub(super) fn paid_minor(&self) -> i64 {
        use OrderStatus::{Delivered, Processing, Refunded, Shipped};
        let paid = matches!(self.status, Processing | Shipped | Delivered | Refunded);
        if paid { self.total_minor() } else { 0 }
    }

    pub(super) fn refunded_minor(&self) -> i64 {
        if self.status == OrderStatus::Refunded { self.total_minor() } else { 0 }
    }
}

impl SampleItem {
    pub(super) fn new(product: &SampleProduct, quantity: i64, unit_price_minor: i64) -> Self {
        Self { sku: product.sku, name: product.name, quantity, unit_price_minor }
    }
}

/// The id of order number `index`; the first is A100.
pub(super) fn order_id(index: u64) -> String {
    format!("A{}", 100 + index)
}

/// The id of customer number `index`; the first is C-1.
pub(super) fn customer_id(index: u64) -> String {
    format!("C-{}", 1 + index)
}

/// How many customers there are once the orders before number `order` are.
fn customers_before(order: u64) -> u64 {
    if order == 0 { 0 } else { FIRST_CUSTOMERS + order / ORDERS_PER_CUSTOMER }
}

fn customer(index: u64) -> SampleCustomer {
    if let Some(customer) = fixed::customer(index) {
        return customer;
    }
    let mut random = Random::new(1, index);
    let ((given, given_ascii), (family, family_ascii)) = (random.pick(GIVEN), random.pick(FAMILY));
    SampleCustomer {
        customer_id: customer_id(index),
        name: format!("{given} {family}"),
        email: format!("{given_ascii}.{family_ascii}{index}@example.com"),
    }
}

fn order(index: u64) -> SampleOrder {
    if let Some(order) = fixed::order(index) {
        return order;
    }
    let mut random = Random::new(2, index);
    let window = LAST_DAY.duration_since(FIRST_DAY).as_secs().unsigned_abs();
    let age = SignedDuration::from_secs(random.below(window).cast_signed());
    let placed_at = LAST_DAY - age;
    let status = status(&mut random, age.as_secs() / DAY);
    let customers = customers_before(index);
    // The lower of two draws: those who came early order more.
    let customer = random.below(customers).min(random.below(customers));
    let currency = currency(&mut random);
    SampleOrder {
        order_id: order_id(index),
        customer_id: customer_id(customer),
        status,
        currency,
        placed_at,
        updated_at: updated_at(&mut random, placed_at, status),
        items: items(&mut random, currency),
    }
}

/// Where an order stands depends on how many days ago it was placed.
fn status(random: &mut Random, days: i64) -> OrderStatus {
    use OrderStatus::{Cancelled, Delivered, Pending, Processing, Refunded, Shipped};
    let percent = random.below(100);
    match (days, percent) {
        (_, 0..8) => Cancelled,
        (0..2, 8..60) => Pending,
        (0..4, _) => Processing,
        (4..10, 8..80) => Shipped,
        (10.., 8..14) => Refunded,
        _ => Delivered,
    }
}

fn updated_at(random: &mut Random, placed_at: Timestamp, status: OrderStatus) -> Timestamp {
    let (from, to) = match status {
        OrderStatus::Pending => return placed_at,
        OrderStatus::Processing | OrderStatus::Cancelled => (HOUR / 4, 12 * HOUR),
        OrderStatus::Shipped => (DAY, 3 * DAY),
        OrderStatus::Delivered => (3 * DAY, 9 * DAY),
        OrderStatus::Refunded => (9 * DAY, 30 * DAY),
    };
    let later = from + random.below((to - from).unsigned_abs()).cast_signed();
    (placed_at + SignedDuration::from_secs(later)).min(LAST_DAY)
}

fn currency(random: &mut Random) -> &'static str {
    match random.below(100) {
        0..80 => "USD",
        80..92 => "EUR",
        92..98 => "JPY",
        _ => "KWD",
    }
}

/// One to four different products that are sold in `currency`, some at a tenth off.
fn items(random: &mut Random, currency: &str) -> Vec<SampleItem> {
    let sold: Vec<_> = PRODUCTS.iter().filter(|product| product.currency == currency).collect();
    let mut items: Vec<SampleItem> = Vec::new();
    for _ in 0..=random.below(4) {
        let product = random.pick(&sold);
        let discount = if random.below(10) == 0 { product.price_minor / 10 } else { 0 };
        let quantity = *random.pick(&[1, 1, 1, 1, 2, 2, 3, 5]);
        if items.iter().all(|item| item.sku != product.sku) {
            items.push(SampleItem::new(product, quantity, product.price_minor - discount));
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn batches_of_any_size_say_the_same() {
        let whole = Batch::of(0..300);
        let parts: Vec<_> = [0..1, 1..137, 137..300].map(Batch::of).into();
        let orders: Vec<_> = parts.iter().flat_map(|batch| batch.orders.clone()).collect();
        let customers: Vec<_> = parts.iter().flat_map(|batch| batch.customers.clone()).collect();
        assert_eq!((whole.orders, whole.customers), (orders, customers));
    }

    #[test]
    fn every_order_is_one_the_schema_accepts() {
        let batch = Batch::of(0..5_000);
        let customers: HashSet<_> = batch.customers.iter().map(|c| &c.customer_id).collect();
        let emails: HashSet<_> = batch.customers.iter().map(|c| &c.email).collect();
        assert_eq!(emails.len(), batch.customers.len());
        for order in &batch.orders {
            assert!(customers.contains(&order.customer_id), "{order:?}");
            assert!(order.updated_at >= order.placed_at && !order.items.is_empty(), "{order:?}");
            assert!((FIRST_DAY..=LAST_DAY).contains(&order.placed_at), "{order:?}");
            let products: HashSet<_> = order.items.iter().map(|item| item.sku).collect();
            assert_eq!(products.len(), order.items.len(), "{order:?}");
        }
    }

    #[test]
    fn every_status_occurs() {
        let batch = Batch::of(0..502);
        let seen: HashSet<_> = batch.orders.iter().map(|order| order.status).collect();
        assert_eq!(seen.len(), OrderStatus::ALL.len());
    }
}
