//! Orders and the product catalog.

pub(super) mod get;
pub(super) mod list;
pub(super) mod search_products;
pub(super) mod stats;
