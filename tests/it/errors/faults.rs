//! A tool that panics or breaks: an answer for the model, a line for the
//! operator, and life goes on. The road is driven in this process, because the
//! program has no such tool.

use std::{
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::{Value, json};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use toolhub::{
    about::{About, AboutLimits, PROTOCOL_VERSIONS},
    auth,
    backend::Backends,
    cursor::Cursors,
    dispatch::{Answer, Call, LocalPermits, Origin, Parts, Person, Registry, Road, Seal},
    telemetry::Metrics,
    tool::{Effect, Entry, Facts, Limits, Progress, Reply, ToolError},
    toolset::Toolset,
};
use tracing_subscriber::{fmt::MakeWriter, layer::SubscriberExt as _};

use crate::support::database::{Kind, Opened};

/// A tool that does what `call` does.
fn tool(name: &'static str, call: fn() -> Result<Reply, ToolError>) -> Entry {
    let facts = Facts {
        name: name.into(),
        title: name.into(),
        description: name.into(),
        toolset: Toolset::Core,
        scope: None,
        effect: Effect::ReadOnly,
        limits: Limits { deadline: Some(Duration::from_secs(5)), ..Limits::DEFAULT },
        input_schema: Arc::new(json!({ "type": "object" }).as_object().unwrap().clone()),
        output_schema: None,
        redacted: &[],
    };
    Entry::new(facts, move |_, _, _| Box::pin(async move { call() })).unwrap()
}

fn road(backends: Backends) -> Road {
    let tools = vec![
        tool("panics", || panic!("the secret is 4711")),
        tool("breaks", || {
            let source = io::Error::other("disk /dev/sdz1 is on fire");
            Err(ToolError::Internal(source.into()))
        }),
        tool("works", || Reply::new("fine".to_owned(), &json!({}))),
    ];
    let limits = AboutLimits {
        call_timeout_seconds: 30.0,
        response_tokens: 8000,
        calls_per_minute: 600,
        page_size: 50,
    };
    Road::new(Parts {
        registry: Registry::new(Toolset::ALL, tools, Vec::new(), Vec::new()).unwrap().into(),
        backends: Arc::new(backends),
        cursors: Arc::new(Cursors::new("key", [])),
        about: Arc::new(About {
            server: "toolhub",
            version: "0",
            protocol_versions: PROTOCOL_VERSIONS,
            toolsets: Vec::new(),
            tools: Vec::new(),
            database: "sqlite",
            limits,
        }),
        limits: toolhub::config::LimitsConfig::default(),
        seal: Seal::new(&[], Duration::from_mins(1)).unwrap(),
        actions: TaskTracker::new(),
        permits: Box::new(LocalPermits::default()),
        metrics: Arc::new(Metrics::new()),
    })
}

fn call(tool: &str) -> Call {
    let origin = Origin {
        caller: auth::local(),
        transport: "pipe",
        protocol: None,
        trace_id: None,
        read_only: false,
        cancel: CancellationToken::new(),
        progress: Progress::default(),
    };
    let args = serde_json::Map::new();
    Call { origin, tool: tool.to_owned(), args, person: Person::OutOfReach }
}

/// A log in memory.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<u8>>>);

impl io::Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Memory {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Memory {
    fn event(&self, reference: &str) -> Value {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        let mut events = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        events.find(|event| event["request.id"] == reference).unwrap_or_else(|| panic!("{text}"))
    }
}

#[tokio::test]
async fn a_fault_is_answered_logged_and_survived() {
    let log = Memory::default();
    let layer =
        tracing_subscriber::fmt::layer().json().flatten_event(true).with_writer(log.clone());
    let _guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(layer));
    let road = road(Opened::empty(Kind::Sqlite).await.backends);
    for (tool, chain) in [
        ("panics", "internal error: the tool panicked"),
        ("breaks", "internal error: disk /dev/sdz1 is on fire"),
    ] {
        let failure = road.call(call(tool)).await.unwrap_err();
        assert_eq!(failure.kind, "internal");
        let expected = format!(
            "Internal error; the fault is not in your arguments. Give the operator this \
             reference: {}.",
            failure.reference
        );
        assert_eq!(failure.text, expected);
        let event = log.event(&failure.reference);
        assert_eq!(event["level"], "ERROR");
        assert_eq!(event["error.chain"], chain);
        assert_eq!(event["gen_ai.tool.name"], tool);
        let answer = road.call(call("works")).await.unwrap();
        assert!(matches!(answer, Answer::Reply(reply) if reply.text == "fine"));
    }
}

#[tokio::test]
async fn a_withdrawn_call_is_not_waited_for() {
    let road = road(Opened::empty(Kind::Sqlite).await.backends);
    let withdrawn = call("works");
    withdrawn.origin.cancel.cancel();
    let failure = road.call(withdrawn).await.unwrap_err();
    assert_eq!((failure.kind, &*failure.text), ("cancelled", "The call was cancelled."));
}
