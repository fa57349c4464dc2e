//! An action on a system that is not the order database: what is recorded and
//! told whatever that system does.

mod machine;

use std::sync::Arc;

use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::{
    super::{Registry, Road},
    execute, road,
};
use crate::{
    auth,
    backend::ledger::{AuditFilter, Verified},
    dispatch::{Answer, Call, Failure, Origin, Person},
    tool::Entry,
    toolset::Toolset,
};
use machine::{Machine, Restart, Wipe};

/// A road on which machines are restarted, and one of them.
struct Plant {
    road: Road,
    machine: Arc<Machine>,
    dir: tempfile::TempDir,
}

const UNCERTAIN: &str = "It is not known whether this was done: the connection was lost before the \
    answer came. Look at the present state before you repeat it. Reference: ";
const TAKEN: &str = "An earlier call with this idempotency_key was not answered: it still runs, or \
    it was interrupted before its outcome was known. Repeat the call once in a minute; if it says \
    the same, look at the present state and, if it was not done, use a new key.";

impl Plant {
    async fn new(name: &'static str) -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let tools = vec![
            Entry::action::<Restart>().expect("a sound schema"),
            Entry::destructive::<Wipe>().expect("a sound schema"),
        ];
        let registry = Registry::new(Toolset::ALL, tools, Vec::new(), Vec::new());
        let road = road(&dir, registry.expect("no two of one name")).await;
        Self { road, machine: Machine::named(name), dir }
    }

    fn call(&self, tool: &str, does: &str, more: &Value) -> Call {
        let mut args = json!({ "machine": self.machine.name, "does": does });
        let (args, more) = (args.as_object_mut(), more.as_object().cloned());
        let args = args.into_iter().flat_map(std::mem::take).chain(more.into_iter().flatten());
        let origin = Origin {
            caller: auth::local(),
            transport: "pipe",
            protocol: None,
            trace_id: None,
            read_only: false,
            cancel: CancellationToken::new(),
            progress: crate::tool::Progress::default(),
        };
        let person = Person::OutOfReach;
        Call { origin, tool: tool.to_owned(), args: args.collect(), person }
    }

    /// What a restart comes to that goes as `does` says.
    async fn restart(&self, does: &str, more: &Value) -> Result<String, Failure> {
        text(self.road.call(self.call("restart", does, more)).await)
    }

    /// Outcome, detail and predecessor of every entry, whose chain is whole.
    async fn audit(&self) -> Vec<(String, Option<String>, Option<u64>)> {
        let ledger = &self.road.0.backends.ledger;
        let verified = ledger.verify(None, |_| ()).await.expect("readable");
        assert!(matches!(verified, Verified::Whole(_)), "{verified:?}");
        let entries = ledger.entries(&AuditFilter::default(), 0, 100).await.expect("readable");
        entries.into_iter().map(|entry| (entry.outcome, entry.detail, entry.follows)).collect()
    }

    fn sql(&self, sql: &str) {
        execute(&self.dir, sql);
    }
}

fn text(answer: Result<Answer, Failure>) -> Result<String, Failure> {
    match answer? {
        Answer::Reply(reply) => Ok(reply.text),
        Answer::Ask(question) => panic!("{question:?}"),
    }
}

fn started() -> (String, Option<String>, Option<u64>) {
    ("started".to_owned(), None, None)
}

fn ended(outcome: &str, detail: Option<&str>) -> (String, Option<String>, Option<u64>) {
    (outcome.to_owned(), detail.map(str::to_owned), Some(1))
}

#[tokio::test]
async fn the_intent_is_written_before_and_the_outcome_after() {
    for (does, outcome, detail, told) in [
        ("works", "done", None, "Restarted."),
        ("refuses", "not_done", Some("refused"), "It is locked. Unlock it."),
        ("fails", "unknown", Some("unavailable"), UNCERTAIN),
        ("panics", "unknown", Some("internal"), UNCERTAIN),
        ("hangs", "unknown", Some("timed_out"), UNCERTAIN),
    ] {
        let plant = Plant::new(does).await;
        let result = plant.restart(does, &json!({})).await;
        let text = result.unwrap_or_else(|failure| failure.text);
        assert!(text.starts_with(told), "{does}: {text}");
        assert_eq!(plant.machine.restarts(), 1, "{does}");
        assert_eq!(plant.audit().await, [started(), ended(outcome, detail)], "{does}");
    }
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_begun() {
    let plant = Plant::new("unwritten").await;
    plant.sql("ALTER TABLE audit_log RENAME TO elsewhere");
    let failure = plant.restart("works", &json!({ "idempotency_key": "k" })).await;
    assert_eq!(failure.expect_err("no log").kind, "internal");
    assert_eq!(plant.machine.restarts(), 0);
    plant.sql("ALTER TABLE elsewhere RENAME TO audit_log");
    // Neither the key nor the log is any the worse for it.
    let done = plant.restart("works", &json!({ "idempotency_key": "k" })).await;
    assert_eq!(done.expect("it works now"), "Restarted.");
    assert_eq!(plant.audit().await, [started(), ended("done", None)]);
}

#[tokio::test]
async fn an_outcome_that_cannot_be_written_leaves_what_was_started() {
    let plant = Plant::new("unfinished").await;
    let none = json!({});
    let restart = plant.restart("waits", &none);
    let meanwhile = async {
        plant.machine.begun().await;
        plant.sql("ALTER TABLE audit_log RENAME TO elsewhere");
        plant.machine.go_on();
    };
    let (done, ()) = tokio::join!(restart, meanwhile);
    assert_eq!(done.expect("it is done all the same"), "Restarted.");
    plant.sql("ALTER TABLE elsewhere RENAME TO audit_log");
    assert_eq!(plant.audit().await, [started()]);
}

#[tokio::test]
async fn duplicates_at_once_run_once_and_are_told_the_same() {
    let plant = Plant::new("duplicates").await;
    let key = json!({ "idempotency_key": "k" });
    let restarts = futures_util::future::join_all((0..6).map(|_| plant.restart("waits", &key)));
    let meanwhile = async {
        plant.machine.begun().await;
        plant.machine.go_on();
    };
    let (replies, ()) = tokio::join!(restarts, meanwhile);
    for reply in replies {
        assert_eq!(reply.expect("the first one's reply"), "Restarted.");
    }
    assert_eq!(plant.machine.restarts(), 1);
    assert_eq!(plant.audit().await, [started(), ended("done", None)]);
}

#[tokio::test]
async fn a_refusal_releases_the_key_and_a_fault_keeps_it() {
    let plant = Plant::new("keys").await;
    // The machine decides by itself: the arguments are the same each time.
    let key = json!({ "idempotency_key": "k" });
    let restart = || plant.restart("whatever comes next", &key);
    plant.machine.comes_next(&["refuses", "works", "works"]);
    assert_eq!(restart().await.expect_err("it is locked").kind, "refused");
    assert_eq!(restart().await.expect("it is free again"), "Restarted.");
    assert_eq!(restart().await.expect("the first result"), "Restarted.");
    assert_eq!(plant.machine.restarts(), 2);

    let plant = Plant::new("kept keys").await;
    let key = json!({ "idempotency_key": "k" });
    let restart = || plant.restart("whatever comes next", &key);
    plant.machine.comes_next(&["fails", "works"]);
    assert_eq!(restart().await.expect_err("nobody knows").kind, "uncertain");
    let taken = restart().await.expect_err("it may have been done");
    assert_eq!((taken.kind, taken.text.as_str()), ("refused", TAKEN));
    assert_eq!(plant.machine.restarts(), 1);
}

#[tokio::test]
async fn a_caller_that_leaves_stops_nothing_that_has_begun() {
    let plant = Plant::new("left alone").await;
    let call = plant.call("restart", "waits", &json!({}));
    let cancel = call.origin.cancel.clone();
    let leave = async {
        plant.machine.begun().await;
        cancel.cancel();
    };
    let (left, ()) = tokio::join!(plant.road.call(call), leave);
    assert_eq!(left.expect_err("it was withdrawn").kind, "cancelled");
    assert_eq!(plant.audit().await, [started()]);
    plant.machine.go_on();
    plant.road.settled().await;
    assert_eq!(plant.audit().await, [started(), ended("done", None)]);
}

#[tokio::test]
async fn a_confirmation_is_good_for_one_deed() {
    let plant = Plant::new("confirmed").await;
    let preview = plant.road.call(plant.call("wipe", "works", &json!({}))).await;
    let Ok(Answer::Reply(preview)) = preview else { panic!("{preview:?}") };
    assert_eq!(plant.machine.restarts(), 0);
    let token = preview.structured.get("confirmation_token").expect("a token").clone();
    let confirmed = json!({ "confirm": true, "confirmation_token": token });
    let wipe = || async { text(plant.road.call(plant.call("wipe", "works", &confirmed)).await) };
    let results = futures_util::future::join_all((0..6).map(|_| wipe())).await;
    let (done, refused): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), refused.len()), (1, 5));
    for failure in refused {
        let failure = failure.expect_err("the confirmation is used up");
        let used = "Not done, nothing was changed: this confirmation was used before.\n";
        assert!(failure.text.starts_with(used), "{}", failure.text);
    }
    assert_eq!(plant.machine.restarts(), 1);
    assert_eq!(plant.audit().await, [started(), ended("done", None)]);
}
