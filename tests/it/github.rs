//! The GitHub toolset against an API on loopback that says what a test wants.

mod app;
mod branches;
mod changing;
mod ci;
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
mod pulls;
mod queue;
mod recorded;
mod reference;
mod refusals;
mod releases;
mod rollback;
mod runs;
mod search;
mod start;
mod triage;
mod trust;

use door::Hub;
