//! Orders and the product catalog.

pub(super) mod add_note;
pub(super) mod cancel;
mod cannot;
pub(super) mod get;
pub(super) mod list;
pub(super) mod refund;
pub(super) mod search_products;
pub(super) mod stats;
