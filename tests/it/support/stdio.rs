//! A JSON-RPC line client around the program's stdin and stdout.

use std::{
    io::Write as _,
    process::{ChildStdin, ExitStatus},
};

use serde_json::Value;
use tokio::{sync::mpsc::UnboundedReceiver, time::timeout};

use super::{
    json,
    program::{PATIENCE, Program, lines},
};

/// A client and its server.
pub(crate) struct Stdio {
    pub(crate) program: Program,
    stdin: Option<ChildStdin>,
    stdout: UnboundedReceiver<Vec<u8>>,
    /// Messages that came while another was waited for.
    aside: Vec<Value>,
    next: u64,
}

impl Stdio {
    pub(crate) fn start(env: &[(&str, &str)]) -> Self {
        let mut program = Program::start(&[], env);
        let stdin = program.child.stdin.take();
        let stdout = lines(program.child.stdout.take().unwrap());
        Self { program, stdin, stdout, aside: Vec::new(), next: 1 }
    }

    pub(crate) fn id(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Sends bytes as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.stdin.as_mut().unwrap().write_all(bytes).unwrap();
    }

    /// Sends a message.
    pub(crate) fn send(&mut self, message: &Value) {
        self.bytes(format!("{message}\n").as_bytes());
    }

    /// The next message, whatever it is; `None` at the end.
    pub(crate) async fn receive(&mut self) -> Option<Value> {
        let line = timeout(PATIENCE, self.stdout.recv()).await.expect("a message in time")?;
        let text = String::from_utf8_lossy(&line);
        let message: Value = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("stdout holds something else: {error}: {text}"));
        assert_eq!(message["jsonrpc"], "2.0", "{text}");
        Some(message)
    }

    /// The reply to the request `id`.
    pub(crate) async fn reply(&mut self, id: u64) -> Value {
        if let Some(at) = self.aside.iter().position(|message| message["id"] == id) {
            return self.aside.swap_remove(at);
        }
        loop {
            let message = self.receive().await.expect("a reply before the end");
            if message["id"] == id {
                return message;
            }
            self.aside.push(message);
        }
    }

    /// A request as it is, and its reply.
    pub(crate) async fn request(&mut self, method: &str, params: &Value) -> Value {
        let id = self.id();
        self.send(&json::request(id, method, params));
        self.reply(id).await
    }

    /// A modern request, and its reply.
    pub(crate) async fn modern(&mut self, method: &str, params: Value) -> Value {
        let id = self.id();
        self.send(&json::modern(id, method, params));
        self.reply(id).await
    }

    /// The handshake of the older versions.
    pub(crate) async fn initialize(&mut self, version: &str) -> Value {
        self.greet(&json::initialize(version)).await
    }

    /// The same with these params.
    pub(crate) async fn greet(&mut self, params: &Value) -> Value {
        let reply = self.request("initialize", params).await;
        self.send(&json::notification("notifications/initialized", &serde_json::json!({})));
        reply
    }

    /// Closes stdin.
    pub(crate) fn hang_up(&mut self) {
        self.stdin = None;
    }

    /// Waits for the end; what was still said, and how the program ended.
    pub(crate) async fn end(mut self) -> (Vec<Value>, ExitStatus) {
        let mut rest = std::mem::take(&mut self.aside);
        while let Some(message) = self.receive().await {
            rest.push(message);
        }
        (rest, self.program.exited().await)
    }
}
