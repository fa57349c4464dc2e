//! The program: parse, run one command, say what went wrong.

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use clap_complete::CompleteEnv;
use toolhub::cli::{Cli, report};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    CompleteEnv::with_factory(Cli::command).complete();
    Cli::parse().run().unwrap_or_else(|error| report(&error))
}
