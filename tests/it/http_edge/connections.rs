//! Clients that are slow, idle, many or broken.

use std::time::{Duration, Instant};

use tokio::time::timeout;

use crate::support::{
    raw::{Raw, exchange, head},
    server::Server,
};

/// How long these servers wait for a client.
const WAIT: Duration = Duration::from_millis(300);

async fn impatient() -> Server {
    Server::with(&[("TOOLHUB_READ_TIMEOUT", "300ms")]).await
}

/// Sends `text`, waits until the server hangs up, and checks that it took it
/// about as long as it was told to wait.
async fn hung_up_on(server: &Server, text: &str) -> String {
    let started = Instant::now();
    let reply = exchange(server.address, text).await;
    let took = started.elapsed();
    assert!(took >= WAIT / 2 && took < WAIT * 10, "{took:?}");
    reply
}

#[tokio::test]
async fn a_slow_head_is_dropped() {
    let server = impatient().await;
    for text in ["", "GET /healthz HTT", "GET /healthz HTTP/1.1\r\nHost: a\r\n"] {
        assert_eq!(hung_up_on(&server, text).await, "", "{text:?}");
    }
    // A byte now and then does not buy time.
    let mut raw = Raw::connect(server.address).await;
    let dripping = async {
        for byte in "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Padding: aaaaaaaaaaaaaa".chars()
        {
            raw.send(&byte.to_string()).await;
            tokio::time::sleep(WAIT / 10).await;
        }
        raw.end().await
    };
    assert_eq!(dripping.await, "");
}

#[tokio::test]
async fn a_slow_body_is_given_up() {
    let server = impatient().await;
    let request = head(server.address, "Content-Length: 100\r\n\r\n{\"jsonrpc\":");
    let reply = hung_up_on(&server, &request).await;
    assert!(reply.starts_with("HTTP/1.1 408 Request Timeout\r\n"), "{reply}");
    assert!(reply.contains("The request body did not arrive in time."), "{reply}");
}

#[tokio::test]
async fn a_body_that_ends_early_is_no_message() {
    let server = Server::new().await;
    let request = head(server.address, "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n");
    let reply = exchange(server.address, &request).await;
    assert!(reply.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{reply}");
    assert!(reply.contains("The request body ended early."), "{reply}");
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let server = impatient().await;
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
    let reply = hung_up_on(&server, &request).await;
    assert!(reply.starts_with("HTTP/1.1 200 OK\r\n"), "{reply}");
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    let server = Server::new().await;
    let host = server.address;
    let requests = format!(
        "GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: {host}\r\n\r\n\
         GET /readyz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    );
    let reply = exchange(host, &requests).await;
    let statuses: Vec<&str> =
        reply.split("HTTP/1.1 ").skip(1).map(|reply| reply.split(' ').next().unwrap()).collect();
    assert_eq!(statuses, ["200", "404", "200"]);
}

#[tokio::test]
async fn old_http_is_answered_and_closed() {
    let server = Server::new().await;
    let request = format!("GET /healthz HTTP/1.0\r\nHost: {}\r\n\r\n", server.address);
    let reply = exchange(server.address, &request).await;
    assert!(reply.starts_with("HTTP/1.0 200 OK\r\n"), "{reply}");
    assert!(reply.ends_with(r#"{"status":"ok"}"#), "{reply}");
}

#[tokio::test]
async fn a_flood_of_headers_is_refused() {
    let server = Server::new().await;
    let many = "X-Many: a\r\n".repeat(200);
    let long = format!("X-Long: {}\r\n", "a".repeat(1_000_000));
    for headers in [many, long] {
        let request = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", server.address);
        let reply = exchange(server.address, &request).await;
        // The server may close before everything was sent, which eats its reply.
        assert!(reply.is_empty() || reply.starts_with("HTTP/1.1 431 "), "{reply}");
    }
    assert_eq!(server.stranger().get("/healthz").await.status.as_u16(), 200);
}

#[tokio::test]
async fn other_protocols_are_turned_away() {
    let server = Server::new().await;
    for text in
        ["\u{16}\u{3}\u{1}hello\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\r\n\r\nhi\r\n\r\n"]
    {
        let reply = exchange(server.address, text).await;
        assert!(reply.is_empty() || reply.starts_with("HTTP/1.1 400 "), "{text:?}: {reply}");
    }
}

#[tokio::test]
async fn connections_over_the_cap_wait_their_turn() {
    let server = Server::with(&[("TOOLHUB_MAX_CONNECTIONS", "2")]).await;
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
    let mut open = Vec::new();
    for _ in 0..2 {
        let mut raw = Raw::connect(server.address).await;
        raw.send(&request).await;
        assert!(raw.head().await.starts_with("HTTP/1.1 200 "));
        open.push(raw);
    }
    let mut third = Raw::connect(server.address).await;
    third.send(&request).await;
    assert!(timeout(Duration::from_millis(100), third.head()).await.is_err());
    drop(open.pop());
    assert!(third.head().await.starts_with("HTTP/1.1 200 "));
}
