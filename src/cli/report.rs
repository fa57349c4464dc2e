//! What a person reads when a command fails.

use std::{io, io::Write as _, process::ExitCode};

use super::out::BAD;
use crate::config::ConfigErrors;

/// Prints the error and its causes, and chooses the exit code. That the reader
/// of our output went away (`| head`) is no error.
pub fn report(error: &anyhow::Error) -> ExitCode {
    if error.chain().any(is_broken_pipe) {
        return ExitCode::SUCCESS;
    }
    let mut err = anstream::stderr();
    // When stderr is gone there is nobody left to tell.
    let _ = match error.downcast_ref::<ConfigErrors>() {
        Some(errors) => {
            errors.lines().try_for_each(|line| writeln!(err, "{BAD}error:{BAD:#} {line}"))
        }
        None => writeln!(err, "{BAD}error:{BAD:#} {error}").and_then(|()| {
            error.chain().skip(1).try_for_each(|cause| writeln!(err, "  because: {cause}"))
        }),
    };
    ExitCode::FAILURE
}

fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
