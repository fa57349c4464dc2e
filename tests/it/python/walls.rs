//! What holds on every backend, in short. The whole of it is `sandbox_suite`, which
//! runs on Docker here and on any other where `TOOLHUB_TEST_SANDBOX` names it.

use serde_json::{Value, json};

use crate::support::{
    docker::Sandboxes,
    mcp::{Mcp, Way},
};

/// Tries what must not work, and says what did.
const ESCAPE: &str = "
import os, socket
got = []
def attempt(name, act):
    try:
        act()
        got.append(name)
    except OSError:
        pass
attempt('a connection', lambda: socket.create_connection(('1.1.1.1', 443), timeout=5))
attempt('the network of the host', lambda: socket.create_connection(('127.0.0.1', PORT), timeout=5))
attempt('a packet socket', lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0))
attempt('the root', lambda: open('/x', 'w'))
attempt('programs', lambda: open('/usr/bin/x', 'w'))
attempt('a user', lambda: os.setuid(0))
got
";
/// Shared memory, which belongs to no single process.
const HOARD: &str = "
import mmap
area = mmap.mmap(-1, 2 << 30)
for at in range(0, len(area), 4096):
    area[at] = 1
print('held 2 GiB')
";

async fn holds(env: &[(&str, &str)], backend: &str, isolation: &str) {
    let outside = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = outside.local_addr().unwrap().port().to_string();
    let mut mcp = Mcp::with(Way::HttpModern, env).await;
    let reply = run(&mut mcp, &ESCAPE.replace("PORT", &port), 20).await;
    assert_eq!(reply["structuredContent"]["value"], "[]", "{reply}");
    let place = &reply["_meta"]["toolhub/sandbox"];
    assert_eq!((&place["backend"], &place["isolation"]), (&json!(backend), &json!(isolation)));
    let sleep = &run(&mut mcp, "import time; time.sleep(60)", 2).await["structuredContent"];
    assert_eq!(sleep["exit"], "timed_out", "{sleep}");
    let hoard = &run(&mut mcp, HOARD, 20).await["structuredContent"];
    let exit = hoard["exit"].as_str().unwrap();
    assert!(["out_of_memory", "sandbox_died"].contains(&exit), "{hoard}");
    assert_eq!(hoard["stdout"], "", "{hoard}");
    let next = &run(&mut mcp, "6 * 7", 20).await["structuredContent"];
    assert_eq!((&next["exit"], &next["value"]), (&json!("ok"), &json!("42")), "{next}");
}

async fn run(mcp: &mut Mcp, code: &str, timeout: u32) -> Value {
    let arguments = json!({ "code": code, "timeout_s": timeout });
    let mut reply = mcp.call("run_python", arguments).await;
    assert_ne!(reply["result"]["isError"], true, "{reply}");
    reply["result"].take()
}

#[tokio::test]
async fn of_docker() {
    let sandboxes = Sandboxes::new().await;
    holds(&sandboxes.env(), "docker", "runc").await;
}

#[tokio::test]
async fn of_gvisor() {
    let sandboxes = Sandboxes::new().await;
    sandboxes.has_runtime("runsc").await;
    let runtime = [("TOOLHUB_SANDBOX_RUNTIME", "runsc")];
    holds(&[&sandboxes.env()[..], &runtime].concat(), "docker", "runsc").await;
}

#[tokio::test]
async fn of_bubblewrap() {
    holds(&[("TOOLHUB_SANDBOX", "bubblewrap")], "bubblewrap", "namespaces").await;
}
