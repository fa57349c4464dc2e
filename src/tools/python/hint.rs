//! What a model should know after a run, where the run itself does not say it.

use std::time::Duration;

use crate::backend::sandbox::{
    Exception, Exit, FILES_BYTES, Outcome, PROCESSES, SCRATCH_BYTES, Sandbox,
};

const MIB: u64 = 1024 * 1024;
const SESSION_ENDED: &str = "The session ended: its variables and files are gone, and the next \
    call of it begins a new one.";

/// The next move, if there is one to tell.
pub(super) async fn hint(
    outcome: &Outcome,
    sandbox: &Sandbox,
    timeout: Duration,
) -> Option<String> {
    let said = about_code(outcome, sandbox, timeout).await;
    let has_ended = outcome.session.is_some_and(|session| session.has_ended);
    let ended = has_ended.then(|| SESSION_ENDED.to_owned());
    let all: Vec<String> = said.into_iter().chain(ended).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

async fn about_code(outcome: &Outcome, sandbox: &Sandbox, timeout: Duration) -> Option<String> {
    let limits = sandbox.limits();
    let memory = limits.memory / MIB;
    let text = match &outcome.exit {
        Exit::TimedOut if timeout < limits.timeout => format!(
            "The code was stopped after {} s; timeout_s may be up to {}.",
            timeout.as_secs_f64(),
            limits.timeout.as_secs()
        ),
        Exit::TimedOut => format!(
            "The code was stopped after {} s, the most there is: do less in one call.",
            timeout.as_secs_f64()
        ),
        Exit::OutOfMemory => out_of_memory(memory),
        Exit::SandboxDied => format!(
            "The sandbox around the code ended, most often because its {memory} MiB of memory or \
             its {PROCESSES} processes were used up. Do less, or repeat the call."
        ),
        Exit::Exception { exception } => return about(exception, sandbox, memory).await,
        _ if outcome.memory_kill => {
            format!("A process was killed: memory is limited to {memory} MiB.")
        }
        _ => return None,
    };
    Some(text)
}

fn out_of_memory(memory: u64) -> String {
    format!("Memory is limited to {memory} MiB: work on the data in parts, or with smaller types.")
}

async fn about(exception: &Exception, sandbox: &Sandbox, memory: u64) -> Option<String> {
    let Exception { kind, message, .. } = exception;
    let says = |parts: &[&str]| parts.iter().any(|part| message.contains(part));
    let is = |kinds: &[&str]| kinds.iter().any(|known| kind == known);
    let unreachable = [
        "Network is unreachable",
        "name resolution",
        "Name or service not known",
        "No address associated",
        "nodename nor servname",
    ];
    if is(&["ModuleNotFoundError"]) {
        return Some(packages(sandbox).await);
    }
    let text = if says(&unreachable) || is(&["socket.gaierror"]) {
        "There is no network here. Fetch data with other tools and pass it in code or files."
            .to_owned()
    } else if is(&["MemoryError"]) || kind.ends_with("ArrayMemoryError") {
        out_of_memory(memory)
    } else if is(&["BlockingIOError"]) || says(&["can't start new thread"]) {
        format!("At most {PROCESSES} processes and threads run here.")
    } else if says(&["No space left on device"]) {
        let (scratch, back) = (SCRATCH_BYTES / MIB, FILES_BYTES as u64 / MIB);
        format!("/tmp holds {scratch} MiB, and {back} MiB of /tmp/out are returned.")
    } else if says(&["Read-only file system"]) {
        "Only /tmp can be written; what is to be returned goes to /tmp/out.".to_owned()
    } else if is(&["EOFError"]) {
        "There is no standard input here. Pass data in code or files.".to_owned()
    } else {
        return None;
    };
    Some(text)
}

/// What can be imported here.
pub(super) async fn packages(sandbox: &Sandbox) -> String {
    const SHOWN: usize = 40;
    const NEXT: &str = "Nothing can be installed.";
    let Ok(environment) = sandbox.environment().await else { return NEXT.to_owned() };
    let names: Vec<&str> =
        environment.packages.iter().take(SHOWN).map(|package| package.name.as_str()).collect();
    if names.is_empty() {
        return format!("{NEXT} There is only the standard library.");
    }
    let more =
        if environment.packages.len() > SHOWN { ", ... (sandbox://environment)" } else { "" };
    format!("{NEXT} Beside the standard library there are: {}{more}.", names.join(", "))
}
