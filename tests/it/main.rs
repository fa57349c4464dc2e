//! The integration tests: one binary, a module per domain; the program from the
//! outside wherever that is possible.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

mod cli;
mod orders;
mod support;
