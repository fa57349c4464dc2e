//! The integration tests: the program from the outside (the real binary, real
//! files, real pipes, real databases), a module per domain.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

mod cli;
mod orders;
mod support;
