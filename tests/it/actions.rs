//! Actions from the outside: nobody but the person decides, nothing happens
//! twice, and whatever happened can be traced.

mod asking;
mod confirming;
mod conflicts;
mod crash;
mod ending;
mod forgery;
mod hidden;
mod invariants;
mod keys;
mod migration;
mod open_questions;
mod read_only;
mod recording;
mod replicas;
mod shop;
mod tampering;
mod terminal;
mod transactions;
