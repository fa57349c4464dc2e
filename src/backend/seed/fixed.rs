//! The two orders that every guide speaks of.

use jiff::Timestamp;

use super::{
    super::orders::OrderStatus,
    products::PRODUCTS,
    sample::{SampleCustomer, SampleItem, SampleOrder, customer_id, order_id},
};

/// How many orders and customers are written here and not generated.
pub(super) const ORDERS: u64 = 2;

/// Ravi and Meera.
pub(super) fn customer(index: u64) -> Option<SampleCustomer> {
    let (name, email) = match index {
        0 => ("Ravi", "ravi@example.com"),
        1 => ("Meera", "meera@example.com"),
        _ => return None,
    };
    let (name, email) = (name.to_owned(), email.to_owned());
    Some(SampleCustomer { customer_id: customer_id(index), name, email })
}

/// A100 holds the first two products, A101 the second.
pub(super) fn order(index: u64) -> Option<SampleOrder> {
    let (status, products, placed_at, updated_at) = match index {
        0 => (OrderStatus::Shipped, PRODUCTS.get(..2)?, 1_782_296_100, 1_782_468_000),
        1 => (OrderStatus::Processing, PRODUCTS.get(1..2)?, 1_782_635_400, 1_782_639_000),
        _ => return None,
    };
    Some(SampleOrder {
        order_id: order_id(index),
        customer_id: customer_id(index),
        status,
        currency: "USD",
        placed_at: Timestamp::constant(placed_at, 0),
        updated_at: Timestamp::constant(updated_at, 0),
        items: products
            .iter()
            .map(|product| SampleItem::new(product, 1, product.price_minor))
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_totals_are_those_of_the_guides() {
        let totals: Vec<_> =
            (0..ORDERS).filter_map(order).map(|order| order.total_minor()).collect();
        assert_eq!(totals, [24_900, 8_950]);
    }
}
