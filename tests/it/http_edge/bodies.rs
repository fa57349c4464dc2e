//! What a request may hold.

use serde_json::{Value, json};

use crate::support::{
    http::Reply,
    json::{call, modern},
    raw::{Raw, exchange, head},
    server::Server,
};

const BATCH: &str = "JSON-RPC batches are not supported: send one message per request.";
const TOO_LARGE: &str = "The request body is larger than 2048 bytes.";

/// A call of so many bytes.
fn body(bytes: usize) -> Value {
    let mut ping = modern(1, "tools/call", call("ping", &json!({})));
    ping["params"]["_meta"]["padding"] = "".into();
    let room = bytes - ping.to_string().len();
    ping["params"]["_meta"]["padding"] = "x".repeat(room).into();
    ping
}

#[tokio::test]
async fn what_is_not_json_rpc_gets_the_error_of_json_rpc() {
    let server = Server::new().await;
    let client = server.client();
    for (body, code, text) in [
        ("", -32700, "Not JSON: EOF while parsing a value at line 1 column 0."),
        ("{\"jsonrpc\":", -32700, "Not JSON: EOF while parsing a value at line 1 column 11."),
        ("hello", -32700, "Not JSON: expected value at line 1 column 1."),
        ("[]", -32600, BATCH),
        (r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, -32600, BATCH),
        (r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600, "jsonrpc must be \"2.0\"."),
    ] {
        Reply::to(client.post(body)).await.refused(400, code, text);
    }
    for (body, code) in [
        (&b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\"}"[..], -32700),
        (b"\xff\xfe", -32700),
        (br#"{"id":1,"method":"ping"}"#, -32600),
        (br#"{"jsonrpc":"2.0","id":1,"method":7}"#, -32600),
        (b"17", -32600),
    ] {
        let reply = Reply::to(client.post(body)).await;
        assert_eq!(reply.status.as_u16(), 400, "{reply:?}");
        assert_eq!(reply.json()["error"]["code"], code, "{reply:?}");
    }
    // JSON nested deeper than any parser should follow.
    let deep = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"x","params":{}"#, "[".repeat(100_000));
    assert_eq!(Reply::to(client.post(deep)).await.status.as_u16(), 400);
}

#[tokio::test]
async fn media_types_are_held_to() {
    let server = Server::new().await;
    let client = server.client();
    let ping = modern(1, "tools/call", call("ping", &json!({}))).to_string();
    let both = "application/json, text/event-stream";
    for (content, accept, expected) in [
        ("text/plain", both, 415),
        ("application/x-www-form-urlencoded", both, 415),
        ("application/json", "application/json", 406),
        ("application/json", "text/html", 406),
        ("application/json; charset=utf-8", both, 200),
    ] {
        let request = client.to(reqwest::Method::POST, "/mcp").body(ping.clone());
        let request = request.header("content-type", content).header("accept", accept);
        let request = request.header("mcp-protocol-version", "2026-07-28");
        let reply =
            Reply::to(request.header("mcp-method", "tools/call").header("mcp-name", "ping"));
        assert_eq!(reply.await.status.as_u16(), expected, "{content} {accept}");
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let server = Server::with(&[("TOOLHUB_MAX_BODY_BYTES", "2048")]).await;
    let client = server.client();
    assert_eq!(Reply::to(client.message(&body(2048))).await.status.as_u16(), 200);
    Reply::to(client.message(&body(2049))).await.refused(413, -32600, TOO_LARGE);
}

#[tokio::test]
async fn an_announced_body_over_the_limit_is_not_waited_for() {
    let server = Server::with(&[("TOOLHUB_MAX_BODY_BYTES", "2048")]).await;
    let announced = head(server.address, "Content-Length: 99999999\r\n\r\n");
    let mut raw = Raw::connect(server.address).await;
    raw.send(&announced).await;
    assert!(raw.head().await.starts_with("HTTP/1.1 413 "));
    // Nor is the client told to go on with it.
    let expecting = "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n";
    let reply = exchange(server.address, &head(server.address, expecting)).await;
    assert!(reply.starts_with("HTTP/1.1 413 ") && reply.contains(TOO_LARGE), "{reply}");
}

#[tokio::test]
async fn a_body_of_unknown_length_is_cut_at_the_limit() {
    let server = Server::with(&[("TOOLHUB_MAX_BODY_BYTES", "2048")]).await;
    let mut raw = Raw::connect(server.address).await;
    raw.send(&head(server.address, "Transfer-Encoding: chunked\r\n\r\n")).await;
    for _ in 0..3 {
        raw.send(&format!("400\r\n{}\r\n", "x".repeat(1024))).await;
    }
    assert!(raw.head().await.starts_with("HTTP/1.1 413 "));
}

#[tokio::test]
async fn without_a_token_a_body_is_not_read() {
    let server = Server::new().await;
    let mut raw = Raw::connect(server.address).await;
    let head =
        format!("POST /mcp HTTP/1.1\r\nHost: {}\r\nContent-Length: 500\r\n\r\n", server.address);
    raw.send(&head).await;
    assert!(raw.head().await.starts_with("HTTP/1.1 401 "));
}

#[tokio::test]
async fn replies_say_how_long_they_are() {
    let server = Server::new().await;
    let reply = server.client().request("tools/list", json!({})).await;
    assert_eq!(reply.header("content-length"), reply.body.len().to_string());
}

/// The refusal comes while the client still sends; it must live to read it.
#[tokio::test]
async fn who_sends_far_too_much_reads_the_refusal() {
    let server = Server::with(&[("TOOLHUB_MAX_BODY_BYTES", "2048")]).await;
    let mut raw = Raw::connect(server.address).await;
    raw.send(&head(server.address, "Content-Length: 10000000\r\n\r\n")).await;
    raw.send(&"x".repeat(10_000_000)).await;
    assert!(raw.head().await.starts_with("HTTP/1.1 413 "));
}
