//! The command line, as a person and a shell meet it.

mod door;

mod call;
mod completion;
mod configuration;
#[cfg(unix)]
mod doctor;
mod health;
mod hosts;
mod install;
mod listing;
mod logging;
mod output;

use door::Home;
