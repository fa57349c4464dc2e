//! The GitHub toolset against an API on loopback that says what a test wants.

mod app;
mod branches;
mod changing;
mod client;
mod closing;
mod contract;
mod door;
mod emulated;
mod emulator;
mod failures;
mod issues;
mod labels;
mod limits;
mod logs;
mod openapi;
mod queue;
mod refusals;
mod rollback;
mod runs;
mod search;
mod start;
mod trust;

use door::Hub;
