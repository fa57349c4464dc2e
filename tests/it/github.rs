//! The GitHub toolset against an API on loopback that says what a test wants.

mod app;
mod ci;
mod client;
mod contract;
mod door;
mod failures;
mod labels;
mod limits;
mod logs;
mod pulls;
mod queue;
mod recorded;
mod reference;
mod refusals;
mod releases;
mod search;
mod start;
mod triage;
mod trust;

use door::Hub;
