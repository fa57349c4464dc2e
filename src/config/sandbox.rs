//! Where Python code of a model runs, and within which bounds.

mod e2b;

pub use e2b::E2bConfig;

pub(super) use e2b::{E2bDraft, GROUP as E2B_GROUP};

use std::{ops::RangeInclusive, time::Duration};

use super::{
    parse,
    vars::{Default as Unset, Group, Var, Wrong},
};

/// The Python sandbox.
#[derive(Debug, Clone)]
pub struct SandboxConfig {
    /// `TOOLHUB_SANDBOX`: what isolates the code.
    pub choice: SandboxChoice,
    /// `DOCKER_HOST`: where the daemon is, when not at its usual place.
    pub docker_host: Option<String>,
    /// `TOOLHUB_SANDBOX_IMAGE`: the image that containers are made of.
    pub image: String,
    /// `TOOLHUB_SANDBOX_RUNTIME`: the OCI runtime, when not the daemon's default.
    pub runtime: Option<String>,
    /// `TOOLHUB_SANDBOX_POOL`: how many sandboxes wait for code; none when zero.
    pub pool: usize,
    /// `TOOLHUB_SANDBOX_MEMORY`: bytes of memory for one piece of code.
    pub memory: u64,
    /// `TOOLHUB_SANDBOX_TIMEOUT`: the longest one piece of code may run.
    pub timeout: Duration,
    /// `TOOLHUB_SANDBOX_SESSIONS`: sessions of one caller; none when zero.
    pub sessions: usize,
    /// `TOOLHUB_SANDBOX_SESSION_IDLE`: how long one lasts without a call.
    pub session_idle: Duration,
    /// Where E2B is, if it is chosen.
    pub e2b: Option<E2bConfig>,
}

/// What isolates the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SandboxChoice {
    /// Docker where it answers and has the image, else nothing runs.
    Auto,
    /// Docker, or Podman by its socket.
    Docker,
    /// Linux namespaces by `bwrap`.
    Bubblewrap,
    /// Virtual machines of E2B's, or of a service that is compatible with it.
    E2b,
    /// Nothing runs.
    Off,
}

impl Default for SandboxConfig {
    fn default() -> Self {
        Self {
            choice: SandboxChoice::Auto,
            docker_host: None,
            image: "toolhub-sandbox:latest".to_owned(),
            runtime: None,
            pool: 2,
            memory: 512 * MIB,
            timeout: Duration::from_secs(30),
            sessions: 0,
            session_idle: Duration::from_mins(10),
            e2b: None,
        }
    }
}

impl SandboxConfig {
    /// Nothing runs.
    pub fn off() -> Self {
        Self { choice: SandboxChoice::Off, ..Self::default() }
    }
}

const MIB: u64 = 1024 * 1024;

pub(super) const GROUP: Group = Group {
    title: "The Python sandbox",
    vars: &[
        Var {
            name: "TOOLHUB_SANDBOX",
            doc: "What isolates the code of `run_python`; without it the tool is not offered",
            shape: "`auto` (Docker where it answers and has the image), `docker`, `bubblewrap`, \
                    `e2b` or `off`",
            default: Unset::Value("auto"),
            example: "docker",
            secret: false,
            set: |draft, value| choice(value).map(|choice| draft.sandbox.choice = choice),
        },
        Var {
            name: "DOCKER_HOST",
            doc: "Where the Docker daemon (or Podman) listens",
            shape: "`unix:///path` or `tcp://host:port`",
            default: Unset::Words("`unix:///var/run/docker.sock`"),
            example: "unix:///run/user/1000/podman/podman.sock",
            secret: false,
            set: |draft, value| {
                draft.sandbox.docker_host = Some(value.to_owned());
                Ok(())
            },
        },
        Var {
            name: "TOOLHUB_SANDBOX_IMAGE",
            doc: "The image that sandboxes are made of; `toolhub sandbox build` makes it. With \
                  `e2b` the template, by default E2B's `code-interpreter-v1`",
            shape: "name of an image or template",
            default: Unset::Words("`toolhub-sandbox:latest`"),
            example: "registry.example.com/sandbox@sha256:0123",
            secret: false,
            set: |draft, value| {
                draft.sandbox.image = name(value)?;
                draft.e2b.name_template(value)
            },
        },
        Var {
            name: "TOOLHUB_SANDBOX_RUNTIME",
            doc: "The OCI runtime of the containers, for instance gVisor's",
            shape: "name as the daemon knows it",
            default: Unset::Words("the daemon's own default"),
            example: "runsc",
            secret: false,
            set: |draft, value| name(value).map(|runtime| draft.sandbox.runtime = Some(runtime)),
        },
        Var {
            name: "TOOLHUB_SANDBOX_POOL",
            doc: "How many sandboxes wait ready for code; `0` starts each when it is needed",
            shape: "0 to 64",
            default: Unset::Value("2"),
            example: "4",
            secret: false,
            set: |draft, value| parse::whole(value, 0..=64).map(|size| draft.sandbox.pool = size),
        },
        Var {
            name: "TOOLHUB_SANDBOX_MEMORY",
            doc: "Memory for one piece of code; there is no swap beside it",
            shape: "`64MiB` to `64GiB`",
            default: Unset::Value("512MiB"),
            example: "1GiB",
            secret: false,
            set: |draft, value| {
                size(value, 64 * MIB..=65_536 * MIB).map(|bytes| draft.sandbox.memory = bytes)
            },
        },
        Var {
            name: "TOOLHUB_SANDBOX_TIMEOUT",
            doc: "The longest one piece of code may run; `TOOLHUB_CALL_TIMEOUT` does not bound it",
            shape: "duration, 1s to 5m",
            default: Unset::Value("30s"),
            example: "10s",
            secret: false,
            set: |draft, value| {
                parse::duration(value, Duration::from_secs(1)..=Duration::from_mins(5))
                    .map(|bound| draft.sandbox.timeout = bound)
            },
        },
        Var {
            name: "TOOLHUB_SANDBOX_SESSIONS",
            doc: "How many sessions of `run_python` one caller may have at once; each keeps a \
                  sandbox. With `0` every piece of code gets a fresh one",
            shape: "0 to 100",
            default: Unset::Value("0"),
            example: "2",
            secret: false,
            set: |draft, value| {
                parse::whole(value, 0..=100).map(|most| draft.sandbox.sessions = most)
            },
        },
        Var {
            name: "TOOLHUB_SANDBOX_SESSION_IDLE",
            doc: "How long a session of `run_python` lasts without a call",
            shape: "duration, 1s to 1h",
            default: Unset::Value("10m"),
            example: "30m",
            secret: false,
            set: |draft, value| {
                parse::duration(value, Duration::from_secs(1)..=Duration::from_hours(1))
                    .map(|idle| draft.sandbox.session_idle = idle)
            },
        },
    ],
};

fn choice(value: &str) -> Result<SandboxChoice, Wrong> {
    match value {
        "auto" => Ok(SandboxChoice::Auto),
        "docker" => Ok(SandboxChoice::Docker),
        "bubblewrap" => Ok(SandboxChoice::Bubblewrap),
        "off" => Ok(SandboxChoice::Off),
        "e2b" => Ok(SandboxChoice::E2b),
        _ => Err("is none of `auto`, `docker`, `bubblewrap`, `e2b` and `off`".into()),
    }
}

/// A name that goes to the daemon, or to E2B, as it is.
fn name(value: &str) -> Result<String, Wrong> {
    if value.contains(|char: char| char.is_whitespace() || char.is_control()) {
        return Err("has blanks in it".into());
    }
    Ok(value.to_owned())
}

/// Bytes: a whole number of `MiB` or `GiB`.
fn size(value: &str, range: RangeInclusive<u64>) -> Result<u64, Wrong> {
    const EXPECTED: &str = "is not a size such as 512MiB or 2GiB";
    let (count, unit) = match (value.strip_suffix("MiB"), value.strip_suffix("GiB")) {
        (Some(count), _) => (count, MIB),
        (_, Some(count)) => (count, 1024 * MIB),
        _ => return Err(EXPECTED.into()),
    };
    let bytes = count.trim_end().parse::<u64>().map_err(|_| EXPECTED)?.checked_mul(unit);
    bytes.filter(|bytes| range.contains(bytes)).ok_or_else(|| {
        format!("is not between {}MiB and {}MiB", range.start() / MIB, range.end() / MIB).into()
    })
}
