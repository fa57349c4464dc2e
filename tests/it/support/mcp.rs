//! One client for every way to speak to the program: both transports, both eras.

use reqwest::Method;
use serde_json::Value;

use super::{
    http::{Client, Reply},
    json::{self, LEGACY},
    server::Server,
    stdio::Stdio,
};

/// A way to speak to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    HttpModern,
    HttpLegacy,
    StdioModern,
    StdioLegacy,
}

impl Way {
    pub(crate) fn is_modern(self) -> bool {
        matches!(self, Self::HttpModern | Self::StdioModern)
    }
}

/// A client that has shaken hands where its era does.
pub(crate) struct Mcp {
    pub(super) way: Way,
    pub(super) line: Line,
}

pub(super) enum Line {
    Http { client: Client, session: Option<Session>, server: Server },
    Stdio(Stdio),
}

/// A session of an older version.
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) version: String,
    /// The answer to `initialize`.
    pub(crate) opening: Value,
}

impl Mcp {
    pub(crate) async fn start(way: Way) -> Self {
        Self::with(way, &[]).await
    }

    pub(crate) async fn with(way: Way, env: &[(&str, &str)]) -> Self {
        let line = match way {
            Way::HttpModern | Way::HttpLegacy => {
                let server = Server::with(env).await;
                let client = server.client();
                let session = match way {
                    Way::HttpLegacy => Some(Session::open(&client, LEGACY).await),
                    _ => None,
                };
                Line::Http { client, session, server }
            }
            Way::StdioModern | Way::StdioLegacy => {
                let mut stdio = Stdio::start(env);
                if way == Way::StdioLegacy {
                    stdio.initialize(LEGACY).await;
                }
                Line::Stdio(stdio)
            }
        };
        Self { way, line }
    }

    /// The whole reply to a request.
    pub(crate) async fn request(&mut self, method: &str, params: Value) -> Value {
        match &mut self.line {
            Line::Http { client, session: None, .. } => client.request(method, params).await.json(),
            Line::Http { client, session: Some(session), .. } => {
                session.request(client, method, &params).await.json()
            }
            Line::Stdio(stdio) if self.way.is_modern() => stdio.modern(method, params).await,
            Line::Stdio(stdio) => stdio.request(method, &params).await,
        }
    }

    /// The reply to a tool call.
    pub(crate) async fn call(&mut self, tool: &str, arguments: Value) -> Value {
        self.request("tools/call", json::call(tool, &arguments)).await
    }

    /// The replies to `count` tool calls, all sent before any is waited for.
    pub(crate) async fn at_once(
        &mut self,
        tool: &str,
        arguments: &Value,
        count: usize,
    ) -> Vec<Value> {
        let params = json::call(tool, arguments);
        match &mut self.line {
            Line::Http { client, session, .. } => {
                let calls = (0..count).map(|_| async {
                    match &session {
                        None => client.request("tools/call", params.clone()).await.json(),
                        Some(session) => {
                            session.request(client, "tools/call", &params).await.json()
                        }
                    }
                });
                futures_util::future::join_all(calls).await
            }
            Line::Stdio(stdio) => {
                let ids: Vec<u64> = (0..count).map(|_| stdio.id()).collect();
                for id in &ids {
                    stdio.send(&if self.way.is_modern() {
                        json::modern(*id, "tools/call", params.clone())
                    } else {
                        json::request(*id, "tools/call", &params)
                    });
                }
                let mut replies = Vec::with_capacity(count);
                for id in ids {
                    replies.push(stdio.reply(id).await);
                }
                replies
            }
        }
    }

    /// The result of a request that goes well.
    pub(crate) async fn result(&mut self, method: &str, params: Value) -> Value {
        let mut reply = self.request(method, params).await;
        assert!(reply.get("error").is_none(), "{reply}");
        reply["result"].take()
    }

    /// Code and message of the error that a request is answered with.
    pub(crate) async fn refusal(&mut self, method: &str, params: Value) -> (i64, String) {
        let reply = self.request(method, params).await;
        let (code, message) = json::error(&reply);
        (code, message.to_owned())
    }

    /// What the server says of itself: `server/discover` or `initialize`.
    pub(crate) async fn about(&mut self) -> Value {
        match &self.line {
            Line::Http { session: Some(session), .. } => session.opening["result"].clone(),
            Line::Stdio(_) if !self.way.is_modern() => {
                let mut stdio = Stdio::start(&[]);
                stdio.initialize(LEGACY).await["result"].take()
            }
            _ => self.result("server/discover", serde_json::json!({})).await,
        }
    }
}

impl Session {
    /// Opens one with the handshake.
    pub(crate) async fn open(client: &Client, version: &str) -> Self {
        Self::greet(client, &json::initialize(version)).await
    }

    /// The same with these params.
    pub(crate) async fn greet(client: &Client, params: &Value) -> Self {
        let message = json::request(client.id(), "initialize", params);
        let reply = Reply::to(client.post(message.to_string())).await;
        let id = reply.header("mcp-session-id").to_owned();
        assert!(!id.is_empty(), "{reply:?}");
        let opening = reply.json();
        let version = opening["result"]["protocolVersion"].as_str().unwrap().to_owned();
        let session = Self { id, version, opening };
        let initialized = json::notification("notifications/initialized", &serde_json::json!({}));
        let accepted = session.post(client, &initialized).await;
        assert_eq!(accepted.status.as_u16(), 202, "{accepted:?}");
        session
    }

    /// Only the first step of the handshake.
    pub(crate) async fn initialize(client: &Client, version: &str) -> Reply {
        let message = json::request(client.id(), "initialize", &json::initialize(version));
        Reply::to(client.post(message.to_string())).await
    }

    /// A request within the session.
    pub(crate) async fn request(&self, client: &Client, method: &str, params: &Value) -> Reply {
        self.post(client, &json::request(client.id(), method, params)).await
    }

    /// A message within the session.
    pub(crate) async fn post(&self, client: &Client, message: &Value) -> Reply {
        Reply::to(self.mark(client.post(message.to_string()))).await
    }

    /// A GET, which opens the session's stream, or a DELETE, which ends it.
    pub(crate) fn plain(&self, client: &Client, method: Method) -> reqwest::RequestBuilder {
        self.mark(client.to(method, "/mcp")).header("accept", "text/event-stream")
    }

    /// The headers that make a request the session's.
    pub(crate) fn mark(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        request.header("mcp-session-id", &self.id).header("mcp-protocol-version", &self.version)
    }
}

/// Runs an `async fn(Way)` as one test per transport and era.
macro_rules! on_every_way {
    ($($test:ident),+ $(,)?) => {$(
        mod $test {
            use crate::support::mcp::Way;

            #[tokio::test]
            async fn http_modern() {
                super::$test(Way::HttpModern).await;
            }

            #[tokio::test]
            async fn http_legacy() {
                super::$test(Way::HttpLegacy).await;
            }

            #[tokio::test]
            async fn stdio_modern() {
                super::$test(Way::StdioModern).await;
            }

            #[tokio::test]
            async fn stdio_legacy() {
                super::$test(Way::StdioLegacy).await;
            }
        }
    )+};
}
pub(crate) use on_every_way;
