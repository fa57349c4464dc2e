//! HTTP as bytes, for clients that are slow, broken or hostile.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use super::{program::PATIENCE, server::TOKEN};

/// A connection on which a test writes what it likes.
pub(crate) struct Raw(TcpStream);

impl Raw {
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        Self(TcpStream::connect(address).await.unwrap())
    }

    pub(crate) async fn send(&mut self, text: &str) {
        // The server may have hung up: then the reply says so.
        let _ = self.0.write_all(text.as_bytes()).await;
    }

    /// Everything until the server closes the connection.
    pub(crate) async fn end(mut self) -> String {
        let mut bytes = Vec::new();
        // A reset counts as an end.
        let _ = timeout(PATIENCE, self.0.read_to_end(&mut bytes)).await.expect("it is closed");
        String::from_utf8(bytes).unwrap()
    }

    /// The head of one reply, up to the empty line.
    pub(crate) async fn head(&mut self) -> String {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\r\n\r\n") {
            let byte = timeout(PATIENCE, self.0.read_u8()).await.expect("a reply in time");
            bytes.push(byte.unwrap());
        }
        String::from_utf8(bytes).unwrap()
    }
}

/// Sends `text` on a connection of its own and returns all of the answer.
pub(crate) async fn exchange(address: SocketAddr, text: &str) -> String {
    let mut raw = Raw::connect(address).await;
    raw.send(text).await;
    raw.end().await
}

/// The head of a POST to `/mcp` with a token, MCP's media types and `extra` lines.
pub(crate) fn head(address: SocketAddr, extra: &str) -> String {
    format!(
        "POST /mcp HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {TOKEN}\r\n\
         Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n{extra}"
    )
}
