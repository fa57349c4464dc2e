//! The same on E2B, or what follows E2B's description of itself.

mod errors;
mod leftovers;

use std::time::Duration;

use serde_json::json;

use super::{
    lifecycle::{under_way, waiting},
    sessions::{self, TWO},
};
use crate::support::{
    e2b::E2b,
    json::{call, notification},
    mcp::{Mcp, Way},
    program::{PATIENCE, Program},
    server::Server,
    stdio::Stdio,
};

/// Without a pool the one machine is the one that runs the code.
const NO_POOL: (&str, &str) = ("TOOLHUB_SANDBOX_POOL", "0");

fn cold(e2b: &E2b) -> Stdio {
    Stdio::start(&[&e2b.env()[..], &[NO_POOL]].concat())
}

#[tokio::test]
async fn a_machine_is_waiting_and_is_used_once() {
    let e2b = E2b::new().await;
    let server = Server::with(&e2b.env()).await;
    waiting(&server).await;
    let first = e2b.until(|ids| ids.len() == 1).await.remove(0);
    let code = json!({ "code": "import os\nr = os.path.exists('/tmp/x')\nopen('/tmp/x', 'x')\nr" });
    for start in ["warm", "cold"] {
        let reply = server.client().call("run_python", &code).await;
        assert_eq!(reply["result"]["structuredContent"]["value"], "False", "{start}: {reply}");
    }
    e2b.until(|ids| ids.len() == 1 && !ids.contains(&first)).await;
    let event = server.program.log.event(|event| event["gen_ai.tool.name"] == "run_python").await;
    let meta: serde_json::Value =
        serde_json::from_str(event["reply.meta"].as_str().unwrap()).unwrap();
    assert_eq!(meta, json!({ "toolhub/sandbox": { "backend": "e2b", "isolation": "microvm" } }));
}

#[tokio::test]
async fn a_session_has_a_machine_until_it_ends() {
    let e2b = E2b::new().await;
    let idle = ("TOOLHUB_SANDBOX_SESSION_IDLE", "10s");
    let env = [&e2b.env()[..], &[NO_POOL, TWO, idle]].concat();
    let mut mcp = Mcp::with(Way::HttpModern, &env).await;
    sessions::hold(&mut mcp).await;
    e2b.until(<[String]>::is_empty).await;
    // One that lost its machine begins anew.
    for (code, session) in [("x = 1", "new"), ("'x' in globals()", "new")] {
        for id in e2b.ids() {
            e2b.kill(&id).await;
        }
        let reply = mcp.call("run_python", json!({ "code": code, "session": "a" })).await;
        assert_eq!(reply["result"]["structuredContent"]["session"], session, "{reply}");
    }
}

#[tokio::test]
async fn files_go_in_and_come_out() {
    let e2b = E2b::new().await;
    let mut mcp = Mcp::with(Way::HttpModern, &e2b.env()).await;
    // Longer than one message, and than one read of a pipe.
    let content = "0123456789abcdef".repeat(20_000);
    let code = "text = open('/tmp/in/a.txt').read()\nopen('/tmp/out/b.txt', 'w').write(text[::-1])";
    let files = json!([{ "name": "a.txt", "content": content }]);
    let mut reply = mcp.call("run_python", json!({ "code": code, "files": files })).await;
    let file = reply["result"]["structuredContent"]["files"][0].take();
    assert_eq!((&file["name"], &file["bytes"]), (&json!("b.txt"), &json!(320_000)), "{reply}");
    let read = mcp.result("resources/read", json!({ "uri": file["uri"] })).await;
    let text = read["contents"][0]["text"].as_str().unwrap();
    assert_eq!(text, content.chars().rev().collect::<String>());
}

#[tokio::test]
async fn socket_connect_fails() {
    let e2b = E2b::new().await;
    let mut mcp = Mcp::with(Way::HttpModern, &e2b.env()).await;
    let code = "import socket; socket.create_connection(('1.1.1.1', 443), timeout=5)";
    let reply = mcp.call("run_python", json!({ "code": code })).await;
    let run = &reply["result"]["structuredContent"];
    assert_eq!(run["exit"], "exception", "{run}");
    assert_eq!(run["exception"]["message"], "[Errno 101] Network is unreachable");
}

/// And the machine that waits meanwhile is not lost.
#[tokio::test]
async fn a_60_s_sleep_is_killed() {
    let e2b = E2b::new().await;
    let mut mcp = Mcp::with(Way::HttpModern, &e2b.env()).await;
    let code = "import time; print('good night'); time.sleep(60)";
    let reply = mcp.call("run_python", json!({ "code": code })).await;
    let run = &reply["result"]["structuredContent"];
    assert_eq!((&run["exit"], &run["stdout"]), (&json!("timed_out"), &json!("good night\n")));
    let took = run["duration_ms"].as_u64().unwrap();
    assert!((30_000..32_000).contains(&took), "{took}");
    let renewed = async {
        while e2b.renewals() == 0 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(2 * PATIENCE, renewed).await.expect("the lease is renewed");
}

#[tokio::test]
async fn a_withdrawn_call_ends_its_machine() {
    let e2b = E2b::new().await;
    let mut stdio = cold(&e2b);
    let id = under_way(&mut stdio).await;
    assert_eq!(e2b.ids().len(), 1);
    stdio.send(&notification("notifications/cancelled", &json!({ "requestId": id })));
    e2b.until(<[String]>::is_empty).await;
    let params = call("run_python", &json!({ "code": "6 * 7" }));
    let reply = stdio.modern("tools/call", params).await;
    assert_eq!(reply["result"]["structuredContent"]["value"], "42");
}

#[tokio::test]
async fn a_machine_that_died_waiting_is_not_noticed() {
    let e2b = E2b::new().await;
    let server = Server::with(&e2b.env()).await;
    waiting(&server).await;
    let waits = e2b.until(|ids| ids.len() == 1).await.remove(0);
    e2b.kill(&waits).await;
    let reply = server.client().call("run_python", &json!({ "code": "6 * 7" })).await;
    assert_eq!(reply["result"]["structuredContent"]["value"], "42", "{reply}");
}

#[tokio::test]
async fn code_that_loses_its_machine_is_told_so() {
    let e2b = E2b::new().await;
    let mut stdio = cold(&e2b);
    let id = under_way(&mut stdio).await;
    let running = e2b.ids().remove(0);
    e2b.kill(&running).await;
    let reply = stdio.reply(id).await;
    let run = &reply["result"]["structuredContent"];
    assert_eq!((&run["exit"], &run["stdout"]), (&json!("sandbox_died"), &json!("here\n")), "{run}");
}

#[tokio::test]
async fn many_callers_at_once_are_all_served() {
    let e2b = E2b::new().await;
    let mut mcp = Mcp::with(Way::HttpModern, &e2b.env()).await;
    let code = json!({ "code": "import os; print(len(os.listdir('/proc')) < 99); 6 * 7" });
    for reply in mcp.at_once("run_python", &code, 4).await {
        assert_eq!(reply["result"]["structuredContent"]["value"], "42", "{reply}");
    }
    e2b.until(|ids| ids.len() == 1).await;
}

#[tokio::test]
async fn the_proofs_hold() {
    let e2b = E2b::new().await;
    let mut program = Program::start(&["sandbox", "check"], &e2b.env());
    let text = std::io::read_to_string(program.child.stdout.take().unwrap()).unwrap();
    assert!(program.exited().await.success(), "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("  ok    ")).count(), 9, "{text}");
    assert_eq!(e2b.ids(), [""; 0], "all are ended before the program is");
}
