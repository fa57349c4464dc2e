//! The GitHub toolset against an API on loopback that says what a test wants.

mod app;
mod client;
mod contract;
mod door;
mod failures;
mod labels;
mod limits;
mod logs;
mod queue;
mod refusals;
mod search;
mod start;
mod trust;

use door::Hub;
