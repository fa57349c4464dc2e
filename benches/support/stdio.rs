//! A server that is spoken to over its standard streams.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{load::Call, server};

/// A running server after `initialize`; killed when dropped.
pub(crate) struct Piped {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Piped {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let mut server = Self { child, stdin, stdout: BufReader::new(stdout) };
        let client = json!({ "name": "bench", "version": "1" });
        let hello = json!({
            "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client,
        });
        server.send(&json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": hello }));
        server.receive();
        server.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
        server
    }

    /// Sends the call again and again for `time`; every reply is checked.
    pub(crate) fn run(&mut self, call: &Call, time: Duration) -> Vec<Duration> {
        let mut body = call.body.clone();
        body["params"].as_object_mut().unwrap().remove("_meta");
        let until = Instant::now() + time;
        let mut latencies = Vec::new();
        while Instant::now() < until {
            let start = Instant::now();
            self.send(&body);
            let reply = self.receive();
            latencies.push(start.elapsed());
            call.check(reply.as_bytes());
        }
        latencies
    }

    fn send(&mut self, message: &Value) {
        self.stdin.write_all(format!("{message}\n").as_bytes()).unwrap();
    }

    fn receive(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        line
    }

    pub(crate) fn cpu(&self) -> Duration {
        server::cpu(&self.child)
    }

    pub(crate) fn rss_mb(&self) -> f64 {
        server::rss_mb(&self.child)
    }
}

impl Drop for Piped {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}
