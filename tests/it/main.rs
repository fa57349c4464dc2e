//! The integration tests: the program from the outside (the real binary, real
//! files, real pipes, real databases), a module per domain.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "tests fail by panicking"
)]

mod actions;
mod architecture;
mod cli;
mod contract;
mod docs;
mod drain;
mod errors;
mod github;
mod http_edge;
mod metrics;
mod orders;
mod protocol;
mod python;
mod sandbox_suite;
mod sql_attack;
mod sql_guard;
mod sql_source;
mod stdio;
mod support;
