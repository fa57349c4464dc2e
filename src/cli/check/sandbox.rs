//! The part of `toolhub check` about the Python sandbox.

use std::time::Duration;

use anyhow::Error;

use super::cure;
use crate::{
    backend::sandbox::{Exit, Outcome, Request, Sandbox, SandboxError},
    cli::checklist::Checklist,
    config::{SandboxChoice, SandboxConfig},
};

/// What a sandbox must refuse: the code raises what it should not.
const PROOFS: &[(&str, &str)] = &[
    (
        "no network: a connection fails",
        "import socket\ntry: socket.create_connection(('1.1.1.1', 53), 2)\n\
         except OSError: pass\nelse: raise SystemExit(9)",
    ),
    (
        "no AF_VSOCK, AF_NETLINK, AF_ALG or AF_PACKET",
        "import socket\nfor family in (40, 16, 38, 17):\n try: socket.socket(family, 3)\n \
         except OSError: pass\n else: raise SystemExit(9)",
    ),
    (
        "nothing but /tmp can be written",
        "import os\nfor path in ('/x', '/etc/x', '/usr/x', '/proc/sys/kernel/hostname'):\n \
         try: open(path, 'w')\n except OSError: pass\n else: raise SystemExit(9)\n\
         open('/tmp/x', 'w').write('x')",
    ),
    (
        "an ordinary user without rights",
        "import os\nrights = [line.split()[1] for line in open('/proc/self/status')\n \
         if line.startswith(('CapEff', 'CapPrm', 'CapBnd'))]\n\
         if os.getuid() == 0 or any(int(r, 16) for r in rights): raise SystemExit(9)",
    ),
    (
        "the supervisor is out of reach",
        "import os\nos.kill(1, 9)\nos.kill(1, 2)\n\
         for path in ('/proc/1/mem', '/proc/1/fd/1', '/proc/1/environ'):\n \
         try: open(path, 'rb').read(1)\n except OSError: pass\n else: raise SystemExit(9)",
    ),
    ("a fork bomb stays inside", "import os\ntry:\n while True: os.fork()\nexcept OSError: pass"),
];

/// Whether there is a sandbox and code runs in it.
pub(in crate::cli) async fn check(
    list: &mut Checklist,
    config: &SandboxConfig,
) -> anyhow::Result<Option<Sandbox>> {
    list.heading("Python sandbox")?;
    let sandbox = match Sandbox::open(config).await {
        Ok(sandbox) => sandbox,
        Err(reason) => {
            let cure = cure::sandbox(&reason);
            let line = format!("run_python is not offered: {:#}", Error::new(reason));
            match config.choice {
                SandboxChoice::Auto | SandboxChoice::Off => list.note(&line)?,
                SandboxChoice::Docker | SandboxChoice::Bubblewrap | SandboxChoice::E2b => {
                    list.fail(&line)?;
                }
            }
            list.cure(cure);
            return Ok(None);
        }
    };
    match run(&sandbox, "import platform; print(platform.python_version(), end='')", 20).await {
        Ok(outcome) if outcome.exit == Exit::Ok => {
            let version = String::from_utf8_lossy(&outcome.stdout.head).into_owned();
            let place = &outcome.place;
            list.ok(&format!("Python {version} by {} and {}", place.backend, place.isolation))?;
            Ok(Some(sandbox))
        }
        ended => {
            sandbox.settle().await;
            let why = match ended {
                Ok(outcome) => outcome.exit.as_str().to_owned(),
                Err(error) => format!("{:#}", Error::new(error)),
            };
            list.fail(&format!("code does not run: {why}"))?;
            list.cure(cure::sandbox_that_fails(config.choice));
            Ok(None)
        }
    }
}

/// Tries to get out.
pub(in crate::cli) async fn prove(list: &mut Checklist, sandbox: &Sandbox) -> anyhow::Result<()> {
    for (proof, code) in PROOFS {
        // A sandbox that dies of the attempt has let nothing out.
        one(list, proof, run(sandbox, code, 20).await, |exit| {
            matches!(exit, Exit::Ok | Exit::SandboxDied)
        })?;
    }
    let ended = run(sandbox, "import time; time.sleep(60)", 1).await;
    one(list, "a long sleep is stopped", ended, |exit| *exit == Exit::TimedOut)?;
    let code = format!("x = b'x' * {}", sandbox.limits().memory * 2);
    one(list, "memory is bounded", run(sandbox, &code, 20).await, |exit| {
        matches!(exit, Exit::OutOfMemory | Exit::SandboxDied | Exit::Exception { .. })
    })
}

fn one(
    list: &mut Checklist,
    proof: &str,
    ended: Result<Outcome, SandboxError>,
    is_right: fn(&Exit) -> bool,
) -> anyhow::Result<()> {
    match ended {
        Ok(outcome) if is_right(&outcome.exit) => list.ok(proof),
        Ok(outcome) => list.fail(&format!("{proof}: {}", outcome.exit.as_str())),
        Err(error) => list.fail(&format!("{proof}: {:#}", Error::new(error))),
    }
}

async fn run(sandbox: &Sandbox, code: &str, seconds: u64) -> Result<Outcome, SandboxError> {
    let timeout = Duration::from_secs(seconds);
    let request = Request { code: code.to_owned(), timeout, files: Vec::new() };
    sandbox.run(&request, &|_, _| ()).await
}
