//! What stands between the network and MCP: which hosts, who calls, how a
//! refusal looks.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::FromRequestParts,
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{CONNECTION, CONTENT_TYPE, HOST, RETRY_AFTER, WWW_AUTHENTICATE},
        request::Parts,
    },
    response::{IntoResponse as _, Response},
};
use serde_json::json;

use super::{drain::Drain, sessions::Sessions};
use crate::{
    app::App,
    auth::{Denied, Gatekeeper},
    backend::Backends,
    caller::Caller,
    config::HttpConfig,
    telemetry::Metrics,
};

/// What every route shares.
pub(super) struct Edge {
    pub(super) backends: Arc<Backends>,
    pub(super) metrics: Arc<Metrics>,
    pub(super) config: HttpConfig,
    gate: Gatekeeper,
    sessions: Sessions,
    hosts: Vec<String>,
    drain: Drain,
}

impl Edge {
    pub(super) fn new(
        app: &App,
        gate: Gatekeeper,
        sessions: Sessions,
        drain: Drain,
        address: SocketAddr,
    ) -> Self {
        let config = app.config.http.clone();
        Self {
            backends: Arc::clone(&app.backends),
            metrics: Arc::clone(&app.metrics),
            hosts: hosts(&config, address.ip()),
            config,
            gate,
            sessions,
            drain,
        }
    }

    pub(super) const fn sessions(&self) -> &Sessions {
        &self.sessions
    }

    pub(super) const fn drain(&self) -> &Drain {
        &self.drain
    }

    /// Who sends a request with these headers.
    pub(super) fn admit(&self, headers: &HeaderMap) -> Result<Caller, Denied> {
        self.gate.admit(headers)
    }

    fn serves(&self, host: &str) -> bool {
        let name = host_name(host);
        self.hosts.iter().any(|known| known.eq_ignore_ascii_case(name))
            || self.config.allowed_hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
    }
}

/// Proof that the request names a host this server answers for (against DNS
/// rebinding; specification 2026-07-28, basic/transports, "Security Warning").
pub(super) struct AllowedHost;

impl FromRequestParts<Arc<Edge>> for AllowedHost {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, edge: &Arc<Edge>) -> Result<Self, Response> {
        match authority(&parts.headers, &parts.uri) {
            Some(host) if edge.serves(host) => Ok(Self),
            _ => Err(refuse(
                StatusCode::FORBIDDEN,
                -32000,
                "The Host header names a host this server does not answer for; add it to \
                 TOOLHUB_ALLOWED_HOSTS.",
            )),
        }
    }
}

/// The caller, once the request has proved who sends it.
pub(super) struct Authenticated(pub(super) Caller);

impl FromRequestParts<Arc<Edge>> for Authenticated {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, edge: &Arc<Edge>) -> Result<Self, Response> {
        edge.admit(&parts.headers).map(Self).map_err(unauthorized)
    }
}

/// RFC 6750, 3: a request without credentials gets a bare challenge, one with
/// wrong ones the error.
pub(super) fn unauthorized(denied: Denied) -> Response {
    let (challenge, text) = match denied {
        Denied::Missing => ("Bearer", "Send the token: Authorization: Bearer <token>."),
        Denied::Malformed => (
            "Bearer error=\"invalid_request\"",
            "Send exactly one Authorization header of the form: Bearer <token>.",
        ),
        Denied::Wrong => ("Bearer error=\"invalid_token\"", "The token is not valid."),
    };
    let mut response = refuse(StatusCode::UNAUTHORIZED, -32000, text);
    response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    response
}

/// A refusal that MCP clients can show: an HTTP status with a JSON-RPC error.
pub(super) fn refuse(status: StatusCode, code: i32, text: &str) -> Response {
    let body = json!({ "jsonrpc": "2.0", "id": null, "error": { "code": code, "message": text } });
    let json = HeaderValue::from_static("application/json");
    let mut response = (status, [(CONTENT_TYPE, json)], body.to_string()).into_response();
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

const LOOPBACK_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The `Origin` values a browser may send: those configured, the public URL's
/// own and, while listening on loopback, the server's own.
pub(super) fn origins(config: &HttpConfig, address: SocketAddr) -> Vec<String> {
    let public = config.public_url.as_deref().and_then(|url| {
        let uri: Uri = url.parse().ok()?;
        Some(format!("{}://{}", uri.scheme_str()?, uri.authority()?))
    });
    let port = address.port();
    let own = LOOPBACK_NAMES.map(|name| format!("http://{name}:{port}"));
    let own = own.into_iter().filter(|_| address.ip().is_loopback());
    config.allowed_origins.iter().cloned().chain(public).chain(own).collect()
}

/// Host names served on any port: loopback names while listening there, the
/// listening address itself, the public URL's host and configured bare names.
fn hosts(config: &HttpConfig, address: IpAddr) -> Vec<String> {
    let mut hosts: Vec<String> = LOOPBACK_NAMES.map(str::to_owned).into();
    hosts.push(match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    });
    let public: Option<Uri> = config.public_url.as_deref().and_then(|url| url.parse().ok());
    hosts.extend(public.as_ref().and_then(Uri::host).map(str::to_owned));
    hosts.extend(config.allowed_hosts.iter().filter(|host| host_name(host) == *host).cloned());
    hosts
}

/// HTTP/1.1 names the host once, in `Host` or in an absolute request target.
fn authority<'a>(headers: &'a HeaderMap, uri: &'a Uri) -> Option<&'a str> {
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts.next()?.to_str().ok()?;
    let target = uri.authority().map_or(host, |authority| authority.as_str());
    (hosts.next().is_none() && target.eq_ignore_ascii_case(host)).then_some(host)
}

/// `host[:port]` without the port.
fn host_name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test may fail loudly")]

    use super::*;

    #[test]
    fn host_names() {
        assert_eq!(host_name("localhost:8000"), "localhost");
        assert_eq!(host_name("localhost"), "localhost");
        assert_eq!(host_name("[::1]:8000"), "[::1]");
        assert_eq!(host_name("[::1]"), "[::1]");
        assert_eq!(host_name("evil.example:80.localhost"), "evil.example:80.localhost");
    }

    #[test]
    fn one_host_header_that_agrees_with_the_target() {
        let check = |hosts: &[&str], uri: &str, expect: Option<&str>| {
            let mut headers = HeaderMap::new();
            for host in hosts {
                headers.append(HOST, host.parse().expect("a header value"));
            }
            let uri: Uri = uri.parse().expect("a URI");
            assert_eq!(authority(&headers, &uri), expect, "{hosts:?} {uri}");
        };
        check(&["a"], "/mcp", Some("a"));
        check(&[], "/mcp", None);
        check(&["a", "a"], "/mcp", None);
        check(&["a"], "http://a/mcp", Some("a"));
        check(&["a"], "http://b/mcp", None);
    }
}
