//! What the program writes to stderr: JSON events, one a line.

use std::io::Read;

use serde_json::Value;
use tokio::{
    sync::{Mutex, mpsc::UnboundedReceiver},
    time::timeout,
};

use super::program::{PATIENCE, lines};

/// The log of a running program.
pub(crate) struct Log(Mutex<State>);

struct State {
    pipe: UnboundedReceiver<Vec<u8>>,
    seen: Vec<String>,
}

impl Log {
    pub(crate) fn of(pipe: impl Read + Send + 'static) -> Self {
        Self(Mutex::new(State { pipe: lines(pipe), seen: Vec::new() }))
    }

    /// The first event that `wanted` likes, past or to come.
    pub(crate) async fn event(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let mut state = self.0.lock().await;
        let mut next = 0;
        loop {
            while let Some(line) = state.seen.get(next) {
                next += 1;
                if let Some(event) = parse(line).filter(&wanted) {
                    return event;
                }
            }
            let line = timeout(PATIENCE, state.pipe.recv()).await;
            let Ok(Some(line)) = line else { panic!("no such event in {:#?}", state.seen) };
            state.seen.push(String::from_utf8(line).unwrap());
        }
    }

    /// The first event with that message.
    pub(crate) async fn message(&self, message: &str) -> Value {
        self.event(|event| event["message"] == message).await
    }

    /// The event of the piece of work with that reference.
    pub(crate) async fn reference(&self, reference: &str) -> Value {
        self.event(|event| event["request.id"] == reference).await
    }

    /// Everything, once the program has closed its stderr.
    pub(crate) async fn closed(&self) -> String {
        let mut state = self.0.lock().await;
        while let Some(line) = timeout(PATIENCE, state.pipe.recv()).await.expect("it ends in time")
        {
            state.seen.push(String::from_utf8(line).unwrap());
        }
        state.seen.join("\n")
    }

    /// Everything up to now.
    pub(crate) async fn text(&self) -> String {
        let mut state = self.0.lock().await;
        while let Ok(line) = state.pipe.try_recv() {
            state.seen.push(String::from_utf8(line).unwrap());
        }
        state.seen.join("\n")
    }
}

fn parse(line: &str) -> Option<Value> {
    serde_json::from_str(line).ok()
}
