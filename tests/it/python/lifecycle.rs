//! Sandboxes come, are used once, and go, whatever happens.

use serde_json::{Value, json};

use super::Python;
use crate::support::{
    docker::Sandboxes,
    json::{call, modern, notification},
    program::PATIENCE,
    server::Server,
    stdio::Stdio,
};

/// Says when it runs.
const FOREVER: &str = "import os, time\nos.write(1, b'here\\n')\nwhile True: time.sleep(1)";

/// Sends a call that does not end, and waits until it is under way in a sandbox.
pub(super) async fn under_way(stdio: &mut Stdio) -> u64 {
    let id = stdio.id();
    let mut request = modern(id, "tools/call", call("run_python", &json!({ "code": FOREVER })));
    request["params"]["_meta"]["progressToken"] = json!(1);
    stdio.send(&request);
    let said = stdio.receive().await.unwrap();
    assert_eq!(said["params"]["message"], "here\n", "{said}");
    id
}

/// A server over HTTP that has sandboxes.
async fn serve() -> (Server, Sandboxes) {
    let sandboxes = Sandboxes::new().await;
    (Server::with(&sandboxes.env()).await, sandboxes)
}

/// Waits until a sandbox waits for code.
pub(super) async fn waiting(server: &Server) {
    let client = server.client();
    let look = async {
        let waits = "toolhub_backend_pool_connections{backend=\"sandbox\",state=\"idle\"} 1";
        while !client.get("/metrics").await.body.contains(waits) {
            // A round trip takes long enough; this only lets others run.
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(PATIENCE, look).await.expect("a sandbox waits");
}

/// The one sandbox there is, once it waits for code.
async fn idle(server: &Server, sandboxes: &Sandboxes) -> String {
    waiting(server).await;
    sandboxes.until(|ids| ids.len() == 1).await.remove(0)
}

#[tokio::test]
async fn a_sandbox_is_waiting_and_is_used_once() {
    let (server, sandboxes) = serve().await;
    let client = server.client();
    let first = idle(&server, &sandboxes).await;
    let code = json!({ "code": "import os\nr = os.path.exists('/tmp/x')\nopen('/tmp/x', 'x')\nr" });
    for _ in 0..2 {
        let reply = client.call("run_python", &code).await;
        assert_eq!(reply["result"]["structuredContent"]["value"], "False", "{reply}");
    }
    sandboxes.until(|ids| ids.len() == 1 && !ids.contains(&first)).await;
}

#[tokio::test]
async fn a_withdrawn_call_is_killed() {
    let sandboxes = Sandboxes::new().await;
    // Without a pool the one container is the one that runs the code.
    let mut stdio =
        Stdio::start(&[&sandboxes.env()[..], &[("TOOLHUB_SANDBOX_POOL", "0")]].concat());
    let id = under_way(&mut stdio).await;
    sandboxes.until(|ids| ids.len() == 1).await;
    stdio.send(&notification("notifications/cancelled", &json!({ "requestId": id })));
    sandboxes.until(<[String]>::is_empty).await;
    let params = call("run_python", &json!({ "code": "6 * 7" }));
    let reply = stdio.modern("tools/call", params).await;
    assert_eq!(reply["result"]["structuredContent"]["value"], "42");
}

#[tokio::test]
async fn a_client_that_hangs_up_leaves_nothing_running() {
    let (server, sandboxes) = serve().await;
    let waiting = idle(&server, &sandboxes).await;
    let client = server.client();
    let mut request = modern(1, "tools/call", call("run_python", &json!({ "code": FOREVER })));
    request["params"]["_meta"]["progressToken"] = json!(1);
    let mut response = client.message(&request).send().await.unwrap();
    let said = response.chunk().await.unwrap().unwrap();
    assert!(String::from_utf8_lossy(&said).contains("here"), "{said:?}");
    drop(response);
    sandboxes.until(|ids| !ids.contains(&waiting)).await;
}

#[tokio::test]
async fn nothing_outlives_a_server_that_is_killed() {
    let sandboxes = Sandboxes::new().await;
    let mut stdio = Stdio::start(&sandboxes.env());
    sandboxes.until(|ids| ids.len() == 1).await;
    under_way(&mut stdio).await;
    sandboxes.until(|ids| ids.len() == 2).await;
    stdio.program.signal("KILL");
    sandboxes.until(<[String]>::is_empty).await;
}

#[tokio::test]
async fn a_sandbox_that_died_waiting_is_not_noticed() {
    let (server, sandboxes) = serve().await;
    for _ in 0..2 {
        let waiting = idle(&server, &sandboxes).await;
        sandboxes.kill(&waiting).await;
        let reply = server.client().call("run_python", &json!({ "code": "6 * 7" })).await;
        assert_eq!(reply["result"]["structuredContent"]["value"], "42", "{reply}");
    }
}

#[tokio::test]
async fn code_that_loses_its_sandbox_is_told_so() {
    let sandboxes = Sandboxes::new().await;
    let mut stdio =
        Stdio::start(&[&sandboxes.env()[..], &[("TOOLHUB_SANDBOX_POOL", "0")]].concat());
    let id = under_way(&mut stdio).await;
    let running = sandboxes.until(|ids| ids.len() == 1).await;
    sandboxes.kill(&running[0]).await;
    let reply = stdio.reply(id).await;
    let run = &reply["result"]["structuredContent"];
    assert_eq!((&run["exit"], &run["stdout"]), (&json!("sandbox_died"), &json!("here\n")), "{run}");
}

#[tokio::test]
async fn many_callers_at_once_are_all_served() {
    let mut python = Python::start().await;
    let code = json!({ "code": "import os; print(len(os.listdir('/proc')) < 99); 6 * 7" });
    let replies = python.mcp.at_once("run_python", &code, 6).await;
    for reply in &replies {
        assert_eq!(reply["result"]["structuredContent"]["value"], "42", "{reply}");
    }
    python.sandboxes.until(|ids| ids.len() == 1).await;
}

#[tokio::test]
async fn runs_are_counted_and_logged() {
    let (server, sandboxes) = serve().await;
    idle(&server, &sandboxes).await;
    let client = server.client();
    client.call("run_python", &json!({ "code": "1" })).await;
    let event = server.program.log.event(|event| event["gen_ai.tool.name"] == "run_python").await;
    let meta: Value = serde_json::from_str(event["reply.meta"].as_str().unwrap()).unwrap();
    assert_eq!(meta, json!({ "toolhub/sandbox": { "backend": "docker", "isolation": "runc" } }));
    let metrics = client.get("/metrics").await.body;
    let line = metrics.lines().find(|line| line.starts_with("toolhub_sandbox_runs_total{"));
    let line = line.unwrap();
    let labels = "backend=\"docker\",isolation=\"runc\",exit=\"ok\",start=\"warm\"";
    assert_eq!(line, format!("toolhub_sandbox_runs_total{{{labels}}} 1"));
    let events = server.program.log.text().await;
    assert!(!events.contains("print"), "code is not logged");
}
