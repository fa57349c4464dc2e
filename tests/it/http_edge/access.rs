//! Who is let in: tokens, hosts, origins, methods.

use serde_json::json;

use crate::support::{
    http::{Client, Reply},
    json::{LEGACY, modern},
    mcp::Session,
    raw::exchange,
    server::{Server, TOKEN},
};

const FOREIGN_HOST: &str = "The Host header names a host this server does not answer for; add it \
    to TOOLHUB_ALLOWED_HOSTS.";

/// A request that is answered with 200 when nothing is wrong with its headers.
fn ping() -> serde_json::Value {
    modern(1, "server/discover", json!({}))
}

async fn get(server: &Server, target: &str, headers: &str) -> String {
    let request = format!("GET {target} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
    exchange(server.address, &request).await
}

#[track_caller]
fn status(reply: &str) -> &str {
    reply.lines().next().unwrap().split(' ').nth(1).unwrap()
}

#[tokio::test]
async fn only_the_right_token_is_let_in() {
    let server = Server::new().await;
    let stranger = server.stranger();
    let right = format!("Bearer {TOKEN}");
    let malformed = "Send exactly one Authorization header of the form: Bearer <token>.";
    for (sent, challenge, text) in [
        (&[][..], "Bearer", "Send the token: Authorization: Bearer <token>."),
        (&["Bearer wrong"], "Bearer error=\"invalid_token\"", "The token is not valid."),
        (&[&*right, &*right], "Bearer error=\"invalid_request\"", malformed),
        (&["Basic dXNlcjpwYXNz"], "Bearer error=\"invalid_request\"", malformed),
        (&[TOKEN], "Bearer error=\"invalid_request\"", malformed),
        (&["Bearer"], "Bearer error=\"invalid_request\"", malformed),
        (&[""], "Bearer error=\"invalid_request\"", malformed),
    ] {
        let mut request = stranger.message(&ping());
        for value in sent {
            request = request.header("authorization", *value);
        }
        let reply = Reply::to(request).await;
        reply.refused(401, -32000, text);
        assert_eq!(reply.header("www-authenticate"), challenge, "{sent:?}");
        assert_eq!(reply.header("content-type"), "application/json");
    }
    let reply = Reply::to(stranger.message(&ping()).header("authorization", right)).await;
    assert_eq!(reply.status.as_u16(), 200, "{reply:?}");
}

#[tokio::test]
async fn a_token_in_the_query_counts_for_nothing() {
    let server = Server::new().await;
    for key in ["token", "access_token", "authorization"] {
        let request = server.stranger().to(reqwest::Method::POST, &format!("/mcp?{key}={TOKEN}"));
        let reply = Reply::to(request.body(ping().to_string())).await;
        assert_eq!(reply.status.as_u16(), 401, "{reply:?}");
    }
    assert!(!server.program.log.text().await.contains(TOKEN));
}

#[tokio::test]
async fn tokens_are_never_logged() {
    let loud = "trace,rmcp=trace,hyper=trace,hyper_util=trace,tower=trace";
    let server = Server::with(&[("LOG_LEVEL", loud)]).await;
    let client = server.client();
    client.call("get_order", &json!({ "order_id": "A100" })).await;
    let session = Session::open(&client, LEGACY).await;
    session.request(&client, "tools/list", &json!({})).await;
    Reply::to(server.stranger().message(&ping()).bearer_auth("wrong-horse-battery")).await;
    let log = server.program.log.text().await;
    assert!(log.contains("rmcp::"), "rmcp speaks at that level");
    for secret in [TOKEN, "wrong-horse-battery"] {
        let told = log.lines().find(|line| line.contains(secret));
        assert_eq!(told, None);
    }
}

#[tokio::test]
async fn without_a_token_no_method_tells_anything() {
    let server = Server::new().await;
    for method in ["GET", "DELETE", "PUT", "OPTIONS", "PATCH", "HEAD"] {
        let request = server.stranger().to(method.parse().unwrap(), "/mcp");
        let reply = Reply::to(request).await;
        assert_eq!(reply.status.as_u16(), 401, "{method}: {reply:?}");
    }
}

#[tokio::test]
async fn methods_that_mcp_does_not_use_are_refused() {
    let server = Server::new().await;
    let client = server.client();
    for method in ["PUT", "OPTIONS", "PATCH", "HEAD"] {
        let reply = Reply::to(client.to(method.parse().unwrap(), "/mcp")).await;
        assert_eq!(reply.status.as_u16(), 405, "{method}: {reply:?}");
        assert_eq!(reply.header("allow"), "GET, POST, DELETE");
    }
    // A modern client has no stream to open and no session to end.
    for (method, status) in [("GET", 405), ("DELETE", 405)] {
        let request = client.to(method.parse().unwrap(), "/mcp");
        let request = request.header("accept", "text/event-stream");
        let reply = Reply::to(request.header("mcp-protocol-version", "2026-07-28")).await;
        assert_eq!(reply.status.as_u16(), status, "{method}: {reply:?}");
    }
}

#[tokio::test]
async fn hosts_that_are_not_ours_are_refused() {
    let allowed = [
        ("TOOLHUB_ALLOWED_HOSTS", "tools.example,other.example:8443"),
        ("PUBLIC_URL", "https://public.example/hub"),
    ];
    let server = Server::with(&allowed).await;
    let port = server.address.port();
    for (host, expected) in [
        (format!("127.0.0.1:{port}"), "200"),
        (format!("localhost:{port}"), "200"),
        ("LOCALHOST".to_owned(), "200"),
        ("[::1]:80".to_owned(), "200"),
        ("tools.example".to_owned(), "200"),
        ("tools.example:1234".to_owned(), "200"),
        ("Public.Example".to_owned(), "200"),
        ("other.example:8443".to_owned(), "200"),
        ("other.example".to_owned(), "403"),
        ("other.example:80".to_owned(), "403"),
        ("evil.example".to_owned(), "403"),
        (format!("127.0.0.1.evil.example:{port}"), "403"),
        ("localhost@evil.example".to_owned(), "403"),
        (String::new(), "403"),
    ] {
        for path in ["/mcp", "/healthz", "/readyz", "/metrics", "/nowhere"] {
            let headers = format!("Host: {host}\r\nAuthorization: Bearer {TOKEN}\r\n");
            let reply = get(&server, path, &headers).await;
            if expected == "403" {
                assert_eq!(status(&reply), "403", "{host} {path}");
                assert!(reply.contains(FOREIGN_HOST), "{reply}");
            } else {
                assert_ne!(status(&reply), "403", "{host} {path}");
            }
        }
    }
}

#[tokio::test]
async fn the_host_is_named_once_and_the_same() {
    let server = Server::new().await;
    let host = format!("Host: {}\r\n", server.address);
    for (target, headers, expected) in [
        ("/healthz".to_owned(), host.clone(), "200"),
        (format!("http://{}/healthz", server.address), host.clone(), "200"),
        ("http://evil.example/healthz".to_owned(), host.clone(), "403"),
        (format!("http://{}/healthz", server.address), "Host: evil.example\r\n".into(), "403"),
        ("/healthz".to_owned(), String::new(), "403"),
        ("/healthz".to_owned(), host.repeat(2), "403"),
    ] {
        let reply = get(&server, &target, &headers).await;
        assert_eq!(status(&reply), expected, "{target} {headers}");
    }
}

#[tokio::test]
async fn origins_are_let_in_only_when_configured() {
    let server = Server::with(&[
        ("TOOLHUB_ALLOWED_ORIGINS", "https://app.example.com"),
        ("PUBLIC_URL", "https://public.example/hub"),
    ])
    .await;
    for (origin, expected) in [
        ("https://app.example.com", 200),
        ("https://public.example", 200),
        ("https://evil.example", 403),
        ("http://app.example.com", 403),
        ("https://app.example.com.evil.example", 403),
        ("http://127.0.0.1:8000", 403),
        ("null", 403),
        ("nonsense", 403),
    ] {
        let request = server.client().message(&ping()).header("origin", origin);
        let reply = Reply::to(request).await;
        assert_eq!(reply.status.as_u16(), expected, "{origin}: {reply:?}");
    }
}

#[tokio::test]
async fn an_open_server_still_checks_host_and_origin() {
    let server = Server::bare(&[("HTTP_PORT", "0"), ("TOOLHUB_AUTH", "none")]).await;
    let open = Client::new(server.address, None);
    let reply = Reply::to(open.message(&ping())).await;
    assert_eq!(reply.status.as_u16(), 200);
    let rebound = Reply::to(open.message(&ping()).header("host", "evil.example")).await;
    rebound.refused(403, -32000, FOREIGN_HOST);
    let page = Reply::to(open.message(&ping()).header("origin", "https://evil.example")).await;
    assert_eq!(page.status.as_u16(), 403);
}

#[tokio::test]
async fn what_is_not_here_says_what_is() {
    let server = Server::new().await;
    let reply = server.stranger().get("/nowhere").await;
    let text = "Nothing here. MCP is at /mcp; /healthz, /readyz and /metrics are beside it.";
    reply.refused(404, -32000, text);
    assert_eq!(server.stranger().get("/healthz").await.body, r#"{"status":"ok"}"#);
    assert_eq!(server.stranger().get("/readyz").await.body, r#"{"status":"ready"}"#);
}
