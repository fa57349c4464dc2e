//! Keep-alive clients, each sending the next call when the last is answered.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::server::{Server, TOKEN};

/// A tool's call as a client sends it, and what its answer must hold.
pub(crate) struct Call {
    pub(crate) body: Value,
    expected: &'static str,
}

impl Call {
    pub(crate) fn new(name: &str, arguments: &Value, expected: &'static str) -> Self {
        let body = json!({
            "jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": {
                "name": name, "arguments": arguments,
                "_meta": {
                    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                    "io.modelcontextprotocol/clientCapabilities": {},
                    "io.modelcontextprotocol/clientInfo": { "name": "bench", "version": "1" },
                },
            },
        });
        Self { body, expected }
    }

    pub(crate) fn check(&self, reply: &[u8]) {
        let reply = String::from_utf8_lossy(reply);
        assert!(reply.contains(self.expected), "{reply}");
    }

    /// As an HTTP request; a version that needs no session.
    fn request(&self, version: &str) -> Vec<u8> {
        let (body, name) = (self.body.to_string(), self.body["params"]["name"].as_str().unwrap());
        format!(
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\n\
             Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n\
             MCP-Protocol-Version: {version}\r\nMcp-Method: tools/call\r\nMcp-Name: {name}\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .into_bytes()
    }
}

/// Sends the call over HTTP from `clients` connections for `time`; every reply is checked.
pub(crate) fn run(server: &Server, call: &Call, clients: usize, time: Duration) -> Vec<Duration> {
    let request = call.request(server.version);
    thread::scope(|scope| {
        let client = || client(server.port, call, &request, Instant::now() + time);
        let threads: Vec<_> = (0..clients).map(|_| scope.spawn(client)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

fn client(port: u16, call: &Call, request: &[u8], until: Instant) -> Vec<Duration> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut buffer = vec![0; 64 * 1024];
    let mut latencies = Vec::new();
    while Instant::now() < until {
        let start = Instant::now();
        stream.write_all(request).unwrap();
        let mut read = 0;
        while !complete(&buffer[..read]) {
            let more = stream.read(&mut buffer[read..]).unwrap();
            assert!(more > 0, "the server closed the connection");
            read += more;
        }
        latencies.push(start.elapsed());
        call.check(&buffer[..read]);
    }
    latencies
}

/// Whether a whole reply is there: chunked, or of a stated length.
fn complete(reply: &[u8]) -> bool {
    let Some(head) = reply.windows(4).position(|window| window == b"\r\n\r\n") else {
        return false;
    };
    let headers = String::from_utf8_lossy(&reply[..head]).to_ascii_lowercase();
    let body = &reply[head + 4..];
    let length = headers.lines().find_map(|line| line.strip_prefix("content-length: "));
    match length {
        Some(length) => body.len() >= length.parse().unwrap(),
        None => body.ends_with(b"0\r\n\r\n"),
    }
}
