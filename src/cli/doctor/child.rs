//! Programs that doctor starts: this one, and what hosts would start in its
//! place. The one home of that outside the sandbox.

use std::{
    io,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::timeout,
};

use super::talk::{self, Era, Server};
use crate::text::excerpt;

/// How long a whole conversation may take; less than a check may.
const PATIENCE: Duration = Duration::from_secs(15);
/// More of what a program says is not kept.
const MOST_HEARD: u64 = 16 * 1024 * 1024;
const MOST_COMPLAINTS: u64 = 64 * 1024;

/// What came of a conversation on stdin and stdout.
#[derive(Debug)]
pub(super) struct Heard {
    pub(super) answer: Result<Answer, Silence>,
    /// Lines on stdout that are no JSON-RPC.
    pub(super) strays: Vec<String>,
    /// Whether the program stayed after its input had ended.
    pub(super) lingers: bool,
}

#[derive(Debug)]
pub(super) struct Answer {
    pub(super) server: Server,
    pub(super) tools: usize,
    /// From the start of the program to its first answer.
    pub(super) first: Duration,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Silence {
    #[error("cannot be started: {0}")]
    Unstarted(io::Error),
    #[error("ended without an answer{0}")]
    Ended(String),
    #[error("{method} was refused: {message}")]
    Refused { method: &'static str, message: String },
    #[error("did not answer within {} s", PATIENCE.as_secs())]
    Late,
}

/// `program` with pipes, and gone with the value.
fn command(program: &Path) -> Command {
    #[expect(clippy::disallowed_methods, reason = "the home of what doctor starts")]
    let mut command = Command::new(program);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

/// The first line that `program --version` prints.
pub(super) async fn version(program: &Path) -> Option<String> {
    let mut command = command(program);
    command.arg("--version").stdin(Stdio::null()).stderr(Stdio::null());
    let output = timeout(PATIENCE / 2, command.output()).await.ok()?.ok()?;
    let line = output.stdout.split(|byte| *byte == b'\n').next()?.to_vec();
    Some(excerpt(&String::from_utf8_lossy(&line), 100))
}

/// Starts `program` as a host would and speaks with it as a client of `era`.
pub(super) async fn converse(program: &Path, arguments: &[String], era: Era) -> Heard {
    let mut command = command(program);
    command.args(arguments);
    // Sandboxes that wait for code are of no use to a program that ends at once.
    command.env("TOOLHUB_SANDBOX_POOL", "0").env_remove("TOOLHUB_SANDBOX_POOL_FILE");
    let started = Instant::now();
    let mut strays = Vec::new();
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            return Heard { answer: Err(Silence::Unstarted(error)), strays, lingers: false };
        }
    };
    let Some((stdin, stdout, stderr)) = pipes(&mut child) else {
        let answer = Err(Silence::Ended(String::new()));
        return Heard { answer, strays, lingers: false };
    };
    let mut session = Session { stdin, stdout, era, strays: &mut strays };
    let talk = async {
        let answer = timeout(PATIENCE, session.talk(started)).await;
        // Its input ends here, and with that the program.
        drop(session);
        answer.unwrap_or(Err(Silence::Late))
    };
    let ((mut answer, complaint), lingers) = {
        let listen = timeout(PATIENCE, complaints(stderr));
        let (answer, complaint) = tokio::join!(talk, listen);
        // One that is late was given no time to end.
        let lingers = complaint.is_err() && !matches!(answer, Err(Silence::Late));
        ((answer, complaint.unwrap_or_default()), lingers)
    };
    if let Err(Silence::Ended(why)) = &mut answer
        && !complaint.is_empty()
    {
        *why = format!(": {complaint}");
    }
    Heard { answer, strays, lingers }
}

fn pipes(child: &mut Child) -> Option<(ChildStdin, ChildStdout, tokio::process::ChildStderr)> {
    Some((child.stdin.take()?, child.stdout.take()?, child.stderr.take()?))
}

/// Reads to the end; answers the first line that is an error, else the first.
async fn complaints(mut pipe: impl AsyncRead + Unpin) -> String {
    let mut bytes = Vec::new();
    // What cannot be read was not said.
    let _ = (&mut pipe).take(MOST_COMPLAINTS).read_to_end(&mut bytes).await;
    let _ = tokio::io::copy(&mut pipe, &mut tokio::io::sink()).await;
    let text = String::from_utf8_lossy(&bytes);
    let error = text.lines().find(|line| line.starts_with("error"));
    excerpt(error.or_else(|| text.lines().next()).unwrap_or_default().trim(), 300)
}

struct Session<'a> {
    stdin: ChildStdin,
    stdout: ChildStdout,
    era: Era,
    strays: &'a mut Vec<String>,
}

impl Session<'_> {
    async fn talk(&mut self, started: Instant) -> Result<Answer, Silence> {
        let (stdin, era) = (&mut self.stdin, self.era);
        let mut lines = BufReader::new((&mut self.stdout).take(MOST_HEARD)).split(b'\n');
        send(stdin, &era.request(1, era.greeting())).await?;
        let greeting = answer(&mut lines, self.strays, 1, era.greeting()).await?;
        let first = started.elapsed();
        if let Some(message) = era.after_greeting() {
            send(stdin, &message).await?;
        }
        send(stdin, &era.request(2, "tools/list")).await?;
        let listed = answer(&mut lines, self.strays, 2, "tools/list").await?;
        Ok(Answer { server: Server::of(&greeting), tools: talk::tools(&listed), first })
    }
}

async fn send(stdin: &mut ChildStdin, message: &Value) -> Result<(), Silence> {
    let sent = stdin.write_all(format!("{message}\n").as_bytes()).await;
    sent.map_err(|_| Silence::Ended(String::new()))
}

/// The result of the request `id`; what is no JSON-RPC goes to `strays`.
async fn answer<R: tokio::io::AsyncBufRead + Unpin>(
    lines: &mut tokio::io::Split<R>,
    strays: &mut Vec<String>,
    id: u64,
    method: &'static str,
) -> Result<Value, Silence> {
    while let Ok(Some(line)) = lines.next_segment().await {
        match serde_json::from_slice::<Value>(&line) {
            Ok(mut message) if message.get("jsonrpc").is_some_and(|version| version == "2.0") => {
                if message.get("id").is_none_or(|reply| *reply != id) {
                    continue;
                }
                return match message.get_mut("result") {
                    Some(result) => Ok(result.take()),
                    None => Err(Silence::Refused { method, message: talk::complaint(&message) }),
                };
            }
            _ => strays.push(excerpt(&String::from_utf8_lossy(&line), 80)),
        }
    }
    Err(Silence::Ended(String::new()))
}
