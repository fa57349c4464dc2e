//! Stdout belongs to the protocol, whatever happens: every line that the client
//! in `support` receives must parse as JSON-RPC, or the test fails.

use std::{
    io::Write as _,
    process::{Command, Stdio as Pipe},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::support::{
    json::{LEGACY, call, error, failure, modern, request, text},
    program::Program,
    slow::Slow,
    stdio::Stdio,
};

const TRACE: [(&str, &str); 1] = [("LOG_LEVEL", "trace")];

#[tokio::test]
async fn nothing_but_messages_under_trace() {
    for format in ["json", "pretty"] {
        let mut stdio = Stdio::start(&[TRACE[0], ("LOG_FORMAT", format)]);
        stdio.initialize(LEGACY).await;
        for (tool, arguments) in [
            ("ping", json!({})),
            ("get_order", json!({ "order_id": "A100" })),
            ("get_order", json!({ "order_id": 5 })),
            ("list_orders", json!({ "cursor": "\u{1b}[31m\n{\"jsonrpc\":\"2.0\"}" })),
            ("no_such_tool", json!({})),
        ] {
            stdio.request("tools/call", &call(tool, &arguments)).await;
        }
        stdio.hang_up();
        let (rest, status) = stdio.end().await;
        assert!(rest.is_empty() && status.success(), "{rest:?}");
    }
}

#[tokio::test]
async fn garbage_does_not_break_the_line() {
    let mut stdio = Stdio::start(&TRACE);
    // Before the handshake as well as after it.
    stdio.bytes(b"hello?\n\n\r\n\xff\xfe\x00\n");
    stdio.initialize(LEGACY).await;
    let lines: [&[u8]; 10] = [
        b"hello?\n",
        b"{\"jsonrpc\":\n",
        b"\xff\xfe\n",
        b"{\"jsonrpc\":\"2.0\",\"id\":90,\"method\":\"p\xffng\"}\n",
        b"17\n",
        b"null\n",
        b"[]\n",
        b"{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}\n",
        b"{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unheard_of\"}\n",
        b"{\"jsonrpc\":\"2.0\",\"id\":91,\"result\":{}}\n",
    ];
    for line in lines {
        stdio.bytes(line);
    }
    let pong = stdio.request("tools/call", &call("ping", &json!({}))).await;
    assert_eq!(text(&pong), "pong");
    stdio.hang_up();
    let (rest, status) = stdio.end().await;
    assert!(status.success());
    for message in rest {
        assert_eq!(error(&message).0, -32600, "{message}");
    }
}

#[tokio::test]
async fn a_message_of_five_megabytes_is_answered() {
    let mut stdio = Stdio::start(&[]);
    let name = "x".repeat(5_000_000);
    let reply = stdio.modern("tools/call", call(&name, &json!({}))).await;
    let (code, message) = error(&reply);
    assert_eq!(code, -32602);
    assert!(message.len() < 300, "the reply repeats what it was sent");
    let order = stdio.modern("tools/call", call("get_order", &json!({ "order_id": name }))).await;
    let (text, _) = failure(&order);
    assert!(text.starts_with("Invalid arguments:\n- order_id: \"xxx"), "{text}");
    assert!(
        text.len() < 300 && text.contains("is too long. Allowed: string from 1 to 64"),
        "{text}"
    );
}

#[tokio::test]
async fn a_message_over_every_bound_is_dropped_and_the_next_is_answered() {
    let mut stdio = Stdio::start(&[]);
    stdio.initialize(LEGACY).await;
    let chunk = vec![b'x'; 1 << 20];
    for _ in 0..17 {
        stdio.bytes(&chunk);
    }
    stdio.bytes(b"\n");
    let pong = stdio.request("tools/call", &call("ping", &json!({}))).await;
    assert_eq!(text(&pong), "pong");
}

#[tokio::test]
async fn calls_in_flight_are_answered_after_the_client_hung_up() {
    let slow = Slow::locked().await;
    let mut stdio = Stdio::start(&[("DATABASE_URL", slow.url()), ("LOG_LEVEL", "info,rmcp=info")]);
    let ids: Vec<u64> = (0..3).map(|_| stdio.id()).collect();
    for id in &ids {
        let order = call("get_order", &json!({ "order_id": "A100" }));
        stdio.send(&modern(*id, "tools/call", order));
    }
    slow.until_waiting(3).await;
    stdio.hang_up();
    stdio.program.log.message("input stream terminated").await;
    slow.release().await;
    let (rest, status) = stdio.end().await;
    assert!(status.success());
    let mut answered: Vec<u64> = rest.iter().map(|reply| reply["id"].as_u64().unwrap()).collect();
    answered.sort_unstable();
    assert_eq!(answered, ids);
    assert!(rest.iter().all(|reply| text(reply).starts_with("Order A100")), "{rest:?}");
}

#[tokio::test]
async fn a_client_that_says_nothing_is_no_error() {
    let mut stdio = Stdio::start(&[]);
    stdio.hang_up();
    let (rest, status) = stdio.end().await;
    assert!(rest.is_empty() && status.success());
}

#[tokio::test]
async fn signals_end_it_well() {
    for signal in ["TERM", "INT"] {
        let mut stdio = Stdio::start(&[]);
        stdio.initialize(LEGACY).await;
        stdio.program.signal(signal);
        let (rest, status) = stdio.end().await;
        assert_eq!(status.code(), Some(0), "SIG{signal}");
        assert!(rest.is_empty());
        // Also before any client has said a word.
        let stdio = Stdio::start(&[]);
        stdio.program.log.message("serving").await;
        stdio.program.signal(signal);
        let (_, status) = stdio.end().await;
        assert_eq!(status.code(), Some(0), "SIG{signal}");
    }
}

/// A host that signals no longer listens: nothing is left running behind its back.
#[tokio::test]
async fn a_call_in_flight_does_not_hold_up_the_end() {
    let slow = Slow::locked().await;
    let mut stdio = Stdio::start(&[("DATABASE_URL", slow.url())]);
    let id = stdio.id();
    stdio.send(&modern(id, "tools/call", call("get_order", &json!({ "order_id": "A100" }))));
    slow.until_waiting(1).await;
    stdio.program.signal("TERM");
    let started = Instant::now();
    let (_, status) = stdio.end().await;
    assert_eq!(status.code(), Some(0));
    assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
    slow.until_waiting(0).await;
}

#[tokio::test]
async fn a_broken_start_is_told_on_stderr_alone() {
    let mut program = Program::start(&[], &[("TOOLHUB_CALL_TIMEOUT", "soon")]);
    let status = program.exited().await;
    assert_eq!(status.code(), Some(1));
    let mut stdout = String::new();
    std::io::Read::read_to_string(&mut program.child.stdout.take().unwrap(), &mut stdout).unwrap();
    assert_eq!(stdout, "");
    assert!(program.log.text().await.starts_with("error: TOOLHUB_CALL_TIMEOUT: "));
}

/// Files instead of pipes take another road through the transport.
#[test]
fn it_serves_files_as_well_as_pipes() {
    let home = tempfile::tempdir().unwrap();
    let input = home.path().join("in");
    let messages = [
        request(1, "initialize", &crate::support::json::initialize(LEGACY)),
        json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
        request(2, "tools/call", &call("ping", &json!({}))),
    ];
    let mut file = std::fs::File::create(&input).unwrap();
    for message in &messages {
        writeln!(file, "{message}").unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_toolhub"))
        .env_clear()
        .env("TOOLHUB_DATA_DIR", home.path())
        .stdin(std::fs::File::open(&input).unwrap())
        .stdout(Pipe::piped())
        .stderr(Pipe::null())
        .output()
        .unwrap();
    assert!(output.status.success());
    let stdout = String::from_utf8(output.stdout).unwrap();
    let replies: Vec<Value> =
        stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(replies.len(), 2, "{stdout}");
    assert_eq!(text(&replies[1]), "pong");
}
