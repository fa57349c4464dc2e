//! MCP clients over HTTP.

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicU64, Ordering},
};

use reqwest::{Method, RequestBuilder, StatusCode, header::HeaderMap};
use serde_json::Value;

use super::json::{self, MODERN};

/// A client of one server.
pub(crate) struct Client {
    http: reqwest::Client,
    address: SocketAddr,
    token: Option<String>,
    next: AtomicU64,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Client {
    pub(crate) fn new(address: SocketAddr, token: Option<&str>) -> Self {
        // Refused only when it is there already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { http, address, token: token.map(Into::into), next: AtomicU64::new(1) }
    }

    pub(crate) fn id(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// A request to any path, with the token if there is one.
    pub(crate) fn to(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("http://{}{path}", self.address));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        Reply::to(self.to(Method::GET, path)).await
    }

    /// A POST to `/mcp` with the media types MCP wants.
    pub(crate) fn post(&self, body: impl Into<reqwest::Body>) -> RequestBuilder {
        self.to(Method::POST, "/mcp")
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream")
            .body(body)
    }

    /// A modern message with the headers it must come with.
    pub(crate) fn message(&self, message: &Value) -> RequestBuilder {
        let request = self
            .post(message.to_string())
            .header("mcp-protocol-version", MODERN)
            .header("mcp-method", message["method"].as_str().unwrap());
        let params = &message["params"];
        match params["name"].as_str().or(params["uri"].as_str()) {
            Some(name) => request.header("mcp-name", name),
            None => request,
        }
    }

    /// A modern request.
    pub(crate) async fn request(&self, method: &str, params: Value) -> Reply {
        Reply::to(self.message(&json::modern(self.id(), method, params))).await
    }

    /// A modern tool call that is answered with 200.
    pub(crate) async fn call(&self, tool: &str, arguments: &Value) -> Value {
        let reply = self.request("tools/call", json::call(tool, arguments)).await;
        assert_eq!(reply.status, StatusCode::OK, "{reply:?}");
        reply.json()
    }
}

impl Reply {
    pub(crate) async fn to(request: RequestBuilder) -> Self {
        Self::try_to(request).await.unwrap()
    }

    /// The same where the server may be gone.
    pub(crate) async fn try_to(request: RequestBuilder) -> reqwest::Result<Self> {
        let response = request.send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        Ok(Self { status, headers, body: response.text().await? })
    }

    /// The body, or the last event of its stream.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        self.try_json().unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The same where it may be broken.
    pub(crate) fn try_json(&self) -> serde_json::Result<Value> {
        let events = self.body.lines().filter_map(|line| line.strip_prefix("data:"));
        let last = || events.map(str::trim).rfind(|event| !event.is_empty()).unwrap_or_default();
        let is_stream = self.header("content-type") == "text/event-stream";
        serde_json::from_str(if is_stream { last() } else { &self.body })
    }

    /// A header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// Asserts a refusal: status, JSON-RPC code and message.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: i64, message: &str) {
        assert_eq!(self.status.as_u16(), status, "{self:?}");
        let reply = self.json();
        assert_eq!(json::error(&reply), (code, message));
        assert_eq!(reply["id"], Value::Null);
    }
}
