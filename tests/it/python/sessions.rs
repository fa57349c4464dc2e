//! Sessions: what stays from one call to the next, for whom, and for how long.

use std::time::Duration;

use serde_json::{Value, json};
use toolhub::{
    backend::sandbox::{Outcome, Request, Sandbox},
    config::{SandboxChoice, SandboxConfig},
};

use super::Python;
use crate::support::{
    docker::Sandboxes,
    json::{call, failure, modern, notification},
    mcp::{Mcp, Way},
    stdio::Stdio,
};

pub(super) const TWO: (&str, &str) = ("TOOLHUB_SANDBOX_SESSIONS", "2");

/// What a program reads of the run of `code` in the session `name`.
async fn run(python: &mut Python, name: &str, code: &str) -> Value {
    let arguments = json!({ "code": code, "session": name });
    python.result(arguments).await["structuredContent"].take()
}

/// Sandboxes below the tools, with one session a caller.
async fn open(sandboxes: &Sandboxes, change: impl FnOnce(&mut SandboxConfig)) -> Sandbox {
    let mut config = SandboxConfig {
        choice: SandboxChoice::Docker,
        image: sandboxes.env()[1].1.to_owned(),
        pool: 0,
        sessions: 1,
        ..SandboxConfig::default()
    };
    change(&mut config);
    Sandbox::open(&config).await.unwrap()
}

async fn run_as(sandbox: &Sandbox, session: (&str, &str), code: &str) -> Outcome {
    let timeout = Duration::from_secs(20);
    let request = Request { code: code.to_owned(), timeout, files: Vec::new() };
    sandbox.run_in_session(session, &request, &|_, _| ()).await.unwrap()
}

fn value(outcome: &Outcome) -> &str {
    outcome.value.as_ref().map_or("", |value| value.text.as_str())
}

#[tokio::test]
async fn variables_imports_and_files_stay_in_a_session() {
    let mut python = Python::with(&[TWO]).await;
    let code = "import math\nx = 41\ndef f():\n    return 1 / 0\nopen('/tmp/note', 'w').write('n')\n\
                left = open('/tmp/out/a.txt', 'w'); n = left.write('abc')\nprint('one')";
    let first = run(&mut python, "a", code).await;
    assert_eq!((&first["session"], &first["stdout"]), (&json!("new"), &json!("one\n")), "{first}");
    assert_eq!(first["files"][0]["bytes"], 3, "a file that was left open is written");
    let code = "x += 1\nopen('/tmp/out/b.txt', 'w').write('d')\n\
                x, math.floor(2.5), open('/tmp/note').read()";
    let second = run(&mut python, "a", code).await;
    assert_eq!(second["session"], "resumed");
    assert_eq!(second["value"], "(42, 2, 'n')");
    let files = second["files"].as_array().unwrap();
    assert_eq!(files.len(), 1, "only what this call wrote: {second}");
    assert_eq!(files[0]["name"], "b.txt");
    // An exception ends no session, and its traceback shows lines of both calls.
    let third = run(&mut python, "a", "f()").await;
    let trace = third["exception"]["traceback"].as_str().unwrap();
    assert!(trace.contains("line 1, in <module>\n    f()\n"), "{trace}");
    assert!(trace.contains("in f\n    return 1 / 0\n"), "{trace}");
    let exited = run(&mut python, "a", "raise SystemExit(3)").await;
    assert_eq!((&exited["exit"], &exited["exit_code"]), (&json!("exit_code"), &json!(3)));
    assert_eq!(run(&mut python, "a", "x").await["value"], "42");
    // Another session, and none at all, know nothing of it.
    for other in [json!({ "code": "x", "session": "b" }), json!({ "code": "x" })] {
        let run = python.result(other).await["structuredContent"].take();
        assert_eq!(run["exception"]["type"], "NameError", "{run}");
    }
}

#[tokio::test]
async fn files_of_a_later_call_replace_those_of_the_same_name() {
    let mut python = Python::with(&[TWO]).await;
    for content in ["one", "two"] {
        let files = json!([{ "name": "a", "content": content }]);
        let code = "open('/tmp/in/a').read(), sorted(__import__('os').listdir('/tmp/in'))";
        let run = python.result(json!({ "code": code, "session": "s", "files": files })).await;
        let expected = format!("('{content}', ['a'])");
        assert_eq!(run["structuredContent"]["value"], json!(expected));
    }
    // What stands in the way is said, and ends nothing.
    let code = "import os, shutil\nos.chmod('/tmp/in', 0o755); shutil.rmtree('/tmp/in')\n\
                os.symlink('/proc/self/fd', '/tmp/in'); kept = 1";
    run(&mut python, "s", code).await;
    let files = json!([{ "name": "a", "content": "x" }]);
    let asked = json!({ "code": "1", "session": "s", "files": files });
    let refused = python.result(asked).await;
    let refused = &refused["structuredContent"];
    assert_eq!(refused["exception"]["type"], "NotADirectoryError", "{refused}");
    let run = run(&mut python, "s", "os.unlink('/tmp/in'); kept").await;
    assert_eq!(run["value"], "1", "{run}");
    let code = json!({ "code": "open('/tmp/in/a').read()", "session": "s", "files": files });
    assert_eq!(python.result(code).await["structuredContent"]["value"], "'x'");
}

#[tokio::test]
async fn a_session_is_its_callers_alone() {
    let sandboxes = Sandboxes::new().await;
    let sandbox = open(&sandboxes, |_| ()).await;
    let first = run_as(&sandbox, ("ann", "a"), "x = 'of ann'").await;
    assert!(first.session.is_some_and(|session| session.is_new && !session.has_ended));
    let other = run_as(&sandbox, ("bob", "a"), "'x' in globals()").await;
    assert!(other.session.is_some_and(|session| session.is_new));
    assert_eq!(value(&other), "False");
    let again = run_as(&sandbox, ("ann", "a"), "x").await;
    assert!(again.session.is_some_and(|session| !session.is_new));
    assert_eq!(value(&again), "'of ann'");
    assert_eq!(sandbox.sessions(), 2);
    drop(sandbox);
    sandboxes.until(<[String]>::is_empty).await;
}

#[tokio::test]
async fn a_session_that_nobody_uses_ends() {
    let sandboxes = Sandboxes::new().await;
    let sandbox = open(&sandboxes, |config| config.session_idle = Duration::from_millis(500)).await;
    run_as(&sandbox, ("ann", "a"), "x = 1").await;
    sandboxes.until(<[String]>::is_empty).await;
    assert_eq!(sandbox.sessions(), 0);
    let later = run_as(&sandbox, ("ann", "a"), "'x' in globals()").await;
    assert!(later.session.is_some_and(|session| session.is_new));
    assert_eq!(value(&later), "False");
}

#[tokio::test]
async fn a_session_that_lost_its_sandbox_begins_anew() {
    let sandboxes = Sandboxes::new().await;
    let sandbox = open(&sandboxes, |_| ()).await;
    run_as(&sandbox, ("ann", "a"), "x = 1").await;
    let only = sandboxes.until(|ids| ids.len() == 1).await;
    sandboxes.kill(&only[0]).await;
    let later = run_as(&sandbox, ("ann", "a"), "'x' in globals()").await;
    assert!(later.session.is_some_and(|session| session.is_new));
    assert_eq!(value(&later), "False");
}

#[tokio::test]
async fn sessions_are_counted_and_capped() {
    let mut python = Python::with(&[TWO]).await;
    run(&mut python, "b", "1").await;
    run(&mut python, "a", "1").await;
    let reply = python.mcp.call("run_python", json!({ "code": "1", "session": "c" })).await;
    let words =
        "You have as many sessions as you may: a, b. Use one of them, or leave session out.";
    assert_eq!(failure(&reply).0, words);
    assert_eq!(run(&mut python, "a", "1").await["session"], "resumed");
    // One that ended makes room.
    run(&mut python, "b", "import os; os._exit(0)").await;
    assert_eq!(run(&mut python, "c", "1").await["session"], "new");
}

#[tokio::test]
async fn calls_of_one_session_come_one_after_the_other() {
    let mut python = Python::with(&[TWO]).await;
    run(&mut python, "a", "x = 0").await;
    let arguments = json!({ "code": "x += 1; x", "session": "a" });
    let replies = python.mcp.at_once("run_python", &arguments, 4).await;
    let mut values: Vec<&str> = replies
        .iter()
        .map(|reply| reply["result"]["structuredContent"]["value"].as_str().unwrap())
        .collect();
    values.sort_unstable();
    assert_eq!(values, ["1", "2", "3", "4"]);
    // Who has waited for long is told why.
    let arguments = json!({ "code": "import time; time.sleep(12)", "session": "a" });
    let replies = python.mcp.at_once("run_python", &arguments, 2).await;
    let (words, _) = failure(replies.iter().find(|r| r["result"]["isError"] == true).unwrap());
    let expected = "Another call of the session \"a\" still runs. Wait for it to end, or use \
                    another session.";
    assert_eq!(words, expected);
}

#[tokio::test]
async fn what_ends_the_code_ends_the_session_and_says_so() {
    let mut python = Python::with(&[TWO]).await;
    let ended = "The session ended: its variables and files are gone, and the next call of it \
                 begins a new one.";
    for (code, exit) in [
        ("while True: pass", "timed_out"),
        ("import os; os.abort()", "signal"),
        ("b = bytearray(600 << 20)\nfor i in range(0, len(b), 4096): b[i] = 1", "out_of_memory"),
        ("import os; os._exit(0)", "ok"),
    ] {
        assert_eq!(run(&mut python, "a", "x = 1").await["session"], "new");
        let arguments = json!({ "code": code, "session": "a", "timeout_s": 5 });
        let run = python.result(arguments).await["structuredContent"].take();
        assert_eq!((&run["exit"], &run["session"]), (&json!(exit), &json!("resumed")), "{run}");
        assert!(run["hint"].as_str().unwrap().ends_with(ended), "{run}");
    }
    python.is_well().await;
}

#[tokio::test]
async fn what_a_session_left_running_stands_still_between_calls() {
    let mut python = Python::with(&[TWO]).await;
    let code = "import threading, time\nn = 0\ndef count():\n    global n\n    while True:\n        \
                n += 1; print(n); time.sleep(.01)\nthreading.Thread(target=count).start()";
    let first = run(&mut python, "a", code).await;
    assert_eq!(first["exit"], "ok", "{first}");
    // Longer than it takes to count to more than is there afterwards.
    run(&mut python, "b", "import time; time.sleep(2)").await;
    let second = run(&mut python, "a", "n").await;
    assert!(second["value"].as_str().unwrap().parse::<u32>().unwrap() < 100, "{second}");
    let third = run(&mut python, "a", "m = n; time.sleep(.2); n > m").await;
    assert_eq!(third["value"], "True", "it goes on: {third}");
}

#[tokio::test]
async fn a_withdrawn_call_ends_its_session() {
    let sandboxes = Sandboxes::new().await;
    let mut stdio =
        Stdio::start(&[&sandboxes.env()[..], &[("TOOLHUB_SANDBOX_POOL", "0"), TWO]].concat());
    let code = "import os, time\nos.write(1, b'here\\n')\nwhile True: time.sleep(1)";
    let id = stdio.id();
    let arguments = json!({ "code": code, "session": "a" });
    let mut request = modern(id, "tools/call", call("run_python", &arguments));
    request["params"]["_meta"]["progressToken"] = json!(1);
    stdio.send(&request);
    let said = stdio.receive().await.unwrap();
    assert_eq!(said["params"]["message"], "here\n", "{said}");
    stdio.send(&notification("notifications/cancelled", &json!({ "requestId": id })));
    sandboxes.until(<[String]>::is_empty).await;
    let arguments = json!({ "code": "1", "session": "a" });
    let reply = stdio.modern("tools/call", call("run_python", &arguments)).await;
    assert_eq!(reply["result"]["structuredContent"]["session"], "new", "{reply}");
    // Nor does a session outlive a server that is killed, or that ends.
    sandboxes.until(|ids| ids.len() == 1).await;
    stdio.program.signal("KILL");
    sandboxes.until(<[String]>::is_empty).await;
    let mut stdio =
        Stdio::start(&[&sandboxes.env()[..], &[("TOOLHUB_SANDBOX_POOL", "0"), TWO]].concat());
    stdio.modern("tools/call", call("run_python", &arguments)).await;
    sandboxes.until(|ids| ids.len() == 1).await;
    stdio.hang_up();
    sandboxes.until(<[String]>::is_empty).await;
}

/// What a session is on every backend, in short.
pub(super) async fn hold(mcp: &mut Mcp) {
    let files = json!([{ "name": "a", "content": "in" }]);
    for (name, files, code, session, exit, value) in [
        ("a", &json!([]), "x = 41; open('/tmp/note', 'w').write('n')", "new", "ok", "1"),
        ("b", &json!([]), "'x' in globals()", "new", "ok", "False"),
        ("a", &files, "x += 1; x, open('/tmp/in/a').read()", "resumed", "ok", "(42, 'in')"),
        ("a", &json!([]), "1 / 0", "resumed", "exception", ""),
        ("a", &json!([]), "n = open('/tmp/out/f', 'w').write('f'); n", "resumed", "ok", "1"),
        ("a", &json!([]), "x, open('/tmp/note').read()", "resumed", "ok", "(42, 'n')"),
        ("a", &json!([]), "import time; time.sleep(60)", "resumed", "timed_out", ""),
        ("a", &json!([]), "'x' in globals()", "new", "ok", "False"),
    ] {
        let timeout = if exit == "timed_out" { 1 } else { 20 };
        let arguments =
            json!({ "code": code, "session": name, "files": files, "timeout_s": timeout });
        let reply = mcp.call("run_python", arguments).await;
        let run = &reply["result"]["structuredContent"];
        let found = (&run["session"], &run["exit"], run["value"].as_str().unwrap_or_default());
        assert_eq!(found, (&json!(session), &json!(exit), value), "{code}: {reply}");
        let files = usize::from(code.contains("/tmp/out"));
        assert_eq!(run["files"].as_array().map(Vec::len), Some(files), "{code}: {run}");
    }
}

#[tokio::test]
async fn bubblewrap_keeps_sessions_too() {
    let env = [("TOOLHUB_SANDBOX", "bubblewrap"), TWO];
    hold(&mut Mcp::with(Way::HttpModern, &env).await).await;
}

#[tokio::test]
async fn gvisor_keeps_sessions_too() {
    let sandboxes = Sandboxes::new().await;
    let sandbox = open(&sandboxes, |config| config.runtime = Some("runsc".to_owned())).await;
    run_as(&sandbox, ("ann", "a"), "x = 41").await;
    let again = run_as(&sandbox, ("ann", "a"), "x + 1").await;
    assert_eq!((value(&again), &*again.place.isolation), ("42", "runsc"));
}

#[tokio::test]
async fn without_the_setting_there_are_no_sessions() {
    let mut python = Python::start().await;
    let list = python.mcp.result("tools/list", json!({})).await;
    let tools = list["tools"].as_array().unwrap();
    let tool = tools.iter().find(|tool| tool["name"] == "run_python").unwrap();
    assert!(!tool.to_string().contains("session"), "{tool}");
    let reply = python.mcp.call("run_python", json!({ "code": "1", "session": "a" })).await;
    assert!(failure(&reply).0.starts_with("Invalid arguments:\n- session: "), "{reply}");
    let mut python = Python::with(&[TWO]).await;
    let list = python.mcp.result("tools/list", json!({})).await;
    let tools = list["tools"].as_array().unwrap();
    let tool = tools.iter().find(|tool| tool["name"] == "run_python").unwrap();
    let words = "Nothing stays from one call to the next unless both name the same session,";
    assert!(tool["description"].as_str().unwrap().contains(words), "{tool}");
    let schema = jsonschema::validator_for(&tool["outputSchema"]).unwrap();
    let result = run(&mut python, "a", "1").await;
    assert!(schema.is_valid(&result), "{result}");
}

#[tokio::test]
async fn open_sessions_are_measured() {
    let sandboxes = Sandboxes::new().await;
    let server =
        crate::support::server::Server::with(&[&sandboxes.env()[..], &[TWO]].concat()).await;
    let client = server.client();
    assert!(client.get("/metrics").await.body.contains("\ntoolhub_sandbox_sessions 0\n"));
    client.call("run_python", &json!({ "code": "1", "session": "a" })).await;
    assert!(client.get("/metrics").await.body.contains("\ntoolhub_sandbox_sessions 1\n"));
}
