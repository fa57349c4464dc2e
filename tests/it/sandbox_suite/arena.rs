//! A server on the backend under test, a host with something to lose, and the
//! road of a case between them.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU32, Ordering},
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::{sync::Mutex, sync::MutexGuard, time::timeout};

use super::{
    case::{Case, End, Step},
    containers::{self, Containers, Owners},
    host::Host,
    judge::{Answer, Judge},
    leftovers,
    plan::{self, Places},
};
use crate::support::{
    e2b::E2b,
    http::{Client, Reply},
    json::{call, modern},
    server::Server,
};

/// One server at a time: what is left behind is counted.
static ALONE: Mutex<()> = Mutex::const_new(());
/// What the environment of the server holds besides the settings under test.
const USUAL: [(&str, &str); 3] = [
    ("TOOLHUB_CALLS_PER_MINUTE", "1000000"),
    ("TOOLHUB_CALL_TIMEOUT", "60s"),
    ("RUST_BACKTRACE", "1"),
];
/// After so long past its limit a call hangs.
const PATIENCE: Duration = Duration::from_secs(30);
/// What stands in the place of an answer that does not come.
pub(super) const HANGS: &str = "hangs";
/// What stands before the description of one that is no answer.
pub(super) const BROKEN: &str = "broken: ";
/// As many files as are opened to see what they hold.
const OPENED: usize = 20;

/// Everything that a case meets.
pub(super) struct Arena {
    pub(super) server: Server,
    pub(super) client: Client,
    host: Host,
    places: Places,
    containers: Option<Containers>,
    _e2b: Option<E2b>,
    _alone: MutexGuard<'static, ()>,
}

impl Arena {
    /// Starts a server and waits until it answers.
    pub(super) async fn open() -> Self {
        let alone = ALONE.lock().await;
        let host = Host::plant();
        let places = host.places();
        let settings = std::env::var("TOOLHUB_TEST_SANDBOX");
        let settings = settings.as_deref().unwrap_or("TOOLHUB_SANDBOX=docker");
        // Without a key for E2B there is a server in its place.
        let is_own = settings.contains("TOOLHUB_SANDBOX=e2b") && !settings.contains("E2B_API_KEY");
        let e2b = if is_own { Some(E2b::new().await) } else { None };
        let settings = settings.split_whitespace().map(|setting| {
            setting.split_once('=').expect("TOOLHUB_TEST_SANDBOX is NAME=value NAME=value ...")
        });
        let secret = [("HOST_SECRET", host.secret.as_str())];
        let own = e2b.iter().flat_map(E2b::env);
        let settings: Vec<_> = USUAL.into_iter().chain(secret).chain(own).chain(settings).collect();
        let before = containers::list().unwrap_or_default();
        let server = Server::with(&settings).await;
        let client = server.client();
        let mut arena =
            Self { server, client, host, places, containers: None, _e2b: e2b, _alone: alone };
        arena.find_containers(&before).await;
        arena
    }

    /// Makes the first call, on which all others depend, and finds the containers.
    async fn find_containers(&mut self, before: &Owners) {
        let first = self.send(&Step::plain("6 * 7", 30), "first").await;
        let value = &first.reply["result"]["structuredContent"]["value"];
        assert_eq!(value, "42", "run_python does not answer: {}", first.reply);
        if first.reply["result"]["_meta"]["toolhub/sandbox"]["backend"] == "docker" {
            let step = Step::plain("import socket, time; time.sleep(2); socket.gethostname()", 30);
            let time = Duration::from_millis(1_500);
            let (seen, answer) = tokio::join!(containers::seen(time), self.send(&step, "seen"));
            let result = answer.result().cloned().unwrap_or_default();
            let name = result["value"].as_str().unwrap_or_default().trim_matches('\'');
            self.containers = Some(Containers::of(name, &seen, before).await);
        }
    }

    /// Runs a case; what is wrong, and how long its calls took.
    pub(super) async fn run(&mut self, case: &Case) -> (Vec<String>, Duration) {
        let mark = mark();
        let started = Instant::now();
        let mut complaints = Vec::new();
        for batch in batches(&case.steps) {
            let answers = join_all(batch.iter().map(|step| self.send(step, &mark))).await;
            for (step, answer) in batch.iter().zip(&answers) {
                complaints.extend(self.judge(step, answer));
            }
        }
        let took = started.elapsed();
        complaints.extend(self.aftermath(&mark).await);
        (complaints, took)
    }

    /// What is wrong with an answer.
    pub(super) fn judge(&self, step: &Step, answer: &Answer) -> Vec<String> {
        Judge { step, answer, secret: &self.host.secret }.complaints()
    }

    /// What is wrong once a case is over: with the host, with the next call.
    pub(super) async fn aftermath(&mut self, mark: &str) -> Vec<String> {
        let step = Step::plain("6 * 7", 10);
        let next = self.send(&step, "next").await;
        let result = next.result().cloned().unwrap_or_default();
        let is_right = next.end() == Some(End::Ok)
            && result["value"] == "42"
            && result["stdout"] == ""
            && result["stderr"] == ""
            && result["files"] == json!([]);
        let mut complaints = Vec::new();
        if !is_right || !self.judge(&step, &next).is_empty() {
            complaints.push(format!("the next call is answered {}", next.reply));
        }
        complaints.extend(leftovers::processes(mark).await);
        if let Some(containers) = &self.containers {
            complaints.extend(containers.complaint().await);
        }
        complaints.extend(self.host.complaints());
        complaints
    }

    /// Makes a call and opens the files that it lists.
    pub(super) async fn send(&self, step: &Step, mark: &str) -> Answer {
        let arguments = self.places.arguments(step, mark);
        let started = Instant::now();
        let patience = Duration::from_secs(step.timeout) + PATIENCE;
        let params = call("run_python", &arguments);
        let reply = self.ask("tools/call", params, patience).await;
        let mut answer = Answer { reply, took: started.elapsed(), contents: BTreeMap::new() };
        let files = answer.result().and_then(|result| result["files"].as_array());
        for file in files.cloned().into_iter().flatten().take(OPENED) {
            let params = json!({ "uri": file["uri"] });
            let read = self.ask("resources/read", params, PATIENCE).await;
            let content = plan::content(&read["result"]["contents"][0]);
            answer.contents.insert(file["name"].as_str().unwrap_or_default().into(), content);
        }
        answer
    }

    /// The reply to a request, or an error that says that there is none.
    async fn ask(&self, method: &str, params: Value, patience: Duration) -> Value {
        let request = self.client.message(&modern(self.client.id(), method, params));
        let fault = |what: String| json!({ "error": { "code": 0, "message": what } });
        match timeout(patience, Reply::try_to(request)).await {
            Ok(Ok(reply)) => match reply.try_json() {
                Ok(message) => message,
                Err(error) => fault(format!("{BROKEN}{error}: {}", reply.body)),
            },
            Ok(Err(error)) => fault(format!("{BROKEN}{error}")),
            Err(_) => fault(HANGS.into()),
        }
    }
}

/// Steps that run at the same time, in order.
fn batches(steps: &[Step]) -> Vec<&[Step]> {
    steps.chunk_by(|_, next| next.beside).collect()
}

/// A name that no other call has, short enough for a thread's and no part of another.
pub(super) fn mark() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{}{:x}z", mark_prefix(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// What all marks of this process begin with.
pub(super) fn mark_prefix() -> String {
    format!("th{:x}x", std::process::id())
}
