//! What to do about systems that do not answer.

use std::{error::Error, io};

use crate::{
    backend::{OpenError, sandbox::NoSandbox},
    config::{DatabaseConfig, SandboxChoice, Store},
};

/// About an order database that answers nothing.
pub(in crate::cli) fn unreachable(config: &DatabaseConfig) -> &'static str {
    match config.store {
        Store::Sqlite { .. } => {
            "see that the file can be read and written, and that no other program locks it"
        }
        Store::Postgres { .. } => {
            "start PostgreSQL, or correct host and port in DATABASE_URL; `pg_isready -h HOST -p PORT` tries them"
        }
    }
}

/// About an order database that could not be opened.
pub(in crate::cli) fn unopened(error: &OpenError) -> &'static str {
    match error {
        OpenError::File { .. } => {
            "let this user write the file and its directory, or name others with TOOLHUB_DATA_DIR or DATABASE_URL"
        }
        OpenError::NotADatabase { .. } => {
            "name another file in DATABASE_URL, or move this one away"
        }
        OpenError::Url { .. } => {
            "write it as postgres://user:password@host:5432/database; percent-encode special characters"
        }
        OpenError::Tls { .. } => "correct sslrootcert in DATABASE_URL, or install ca-certificates",
        OpenError::Refused { .. } => "correct user, password and database name in DATABASE_URL",
        OpenError::Migration { .. } | OpenError::Sample { .. } => {
            "let the role create tables in this database, or start toolhub once with a role that may"
        }
    }
}

/// About a sandbox that cannot be had.
pub(in crate::cli) fn sandbox(reason: &NoSandbox) -> &'static str {
    match reason {
        NoSandbox::Off => "set TOOLHUB_SANDBOX=docker for run_python",
        NoSandbox::Address => "set DOCKER_HOST=unix:///var/run/docker.sock, or unset it",
        NoSandbox::Daemon { source, .. } if is(&**source, io::ErrorKind::PermissionDenied) => {
            "let this user use Docker: `sudo usermod -aG docker $USER`, then log in again"
        }
        NoSandbox::Daemon { .. } => {
            "start Docker: `sudo systemctl start docker`; if it listens elsewhere, set DOCKER_HOST"
        }
        NoSandbox::Image { .. } => "make it: `toolhub sandbox build`",
        NoSandbox::Root => "start toolhub as another user, or set TOOLHUB_SANDBOX=docker",
        NoSandbox::Program { .. } => "install it: `sudo apt-get install bubblewrap`",
        NoSandbox::Hosted(_) => "see the settings of E2B in docs/python.md",
    }
}

/// About a sandbox in which code does not run.
pub(in crate::cli) fn sandbox_that_fails(choice: SandboxChoice) -> &'static str {
    match choice {
        SandboxChoice::Auto | SandboxChoice::Docker => {
            "`docker run --rm IMAGE python3 -V` shows what keeps a container from starting; `toolhub sandbox build` makes the image anew"
        }
        SandboxChoice::Bubblewrap => "`bwrap --unshare-all --ro-bind / / true` shows what it lacks",
        SandboxChoice::E2b => "see the settings of E2B in docs/python.md",
        SandboxChoice::Off => "set TOOLHUB_SANDBOX=docker for run_python",
    }
}

/// Whether an error of the operating system of that kind is behind `error`.
pub(in crate::cli) fn is(error: &(dyn Error + 'static), kind: io::ErrorKind) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == kind) {
            return true;
        }
        cause = error.source();
    }
    false
}
