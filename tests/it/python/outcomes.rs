//! How code ends, and what of it is told.

use serde_json::{Value, json};

use super::Python;
use crate::support::json::{call, modern, text};

#[tokio::test]
async fn every_end_has_its_name() {
    let mut python = Python::start().await;
    for (code, exit, detail) in [
        ("pass", "ok", json!({})),
        ("raise SystemExit", "ok", json!({})),
        ("raise SystemExit(3)", "exit_code", json!({ "exit_code": 3 })),
        ("import os; os._exit(7)", "exit_code", json!({ "exit_code": 7 })),
        ("import os; os.abort()", "signal", json!({ "signal": "SIGABRT" })),
        ("import ctypes; ctypes.string_at(0)", "signal", json!({ "signal": "SIGSEGV" })),
        ("b'x' * (1 << 30)", "out_of_memory", json!({})),
        ("import os, signal; os.kill(0, signal.SIGKILL)", "signal", json!({ "signal": "SIGKILL" })),
    ] {
        let run = python.run(code).await;
        assert_eq!(run["exit"], exit, "{code}: {run}");
        for (key, value) in detail.as_object().unwrap() {
            assert_eq!(run[key], *value, "{code}: {run}");
        }
        assert!(run["duration_ms"].is_u64() && run["files"] == json!([]), "{run}");
    }
}

/// The runner keeps names short; code can speak in its place.
#[tokio::test]
async fn a_forged_exception_does_not_flood_the_reply() {
    let mut python = Python::start().await;
    let code = "import json, os\nwords = dict(type='T' * 300_000, message='m', traceback='t')\n\
                data = json.dumps(dict(exception=words)).encode()\n\
                while data: data = data[os.write(4, data):]\nos._exit(1)";
    let run = python.run(code).await;
    let expected = format!("{}…", "T".repeat(200));
    assert_eq!((&run["exit"], &run["exception"]["type"]), (&json!("exception"), &json!(expected)));
}

#[tokio::test]
async fn an_exception_shows_the_frames_of_the_code_alone() {
    let mut python = Python::start().await;
    let run =
        python.run("import json\ndef read(text):\n    return json.loads(text)\nread('{')").await;
    assert_eq!(run["exit"], "exception");
    assert_eq!(run["exception"]["type"], "json.decoder.JSONDecodeError");
    let expected = "Traceback (most recent call last):
  File \"main.py\", line 4, in <module>
    read('{')
  File \"main.py\", line 3, in read
    return json.loads(text)
           ^^^^^^^^^^^^^^^^
json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: \
                    line 1 column 2 (char 1)
";
    assert_eq!(run["exception"]["traceback"], expected);
    assert_eq!(run["stderr"], "");
    let run = python.run("x = = 1").await;
    assert_eq!(run["exception"]["type"], "SyntaxError");
    assert_eq!(run["exception"]["message"], "invalid syntax (main.py, line 1)");
}

#[tokio::test]
async fn values_and_outputs() {
    let mut python = Python::start().await;
    let run = python.run("import sys\nprint('out')\nprint('err', file=sys.stderr)\n[1, 'ä']").await;
    assert_eq!(run["value"], "[1, 'ä']");
    assert_eq!((&run["stdout"], &run["stderr"]), (&json!("out\n"), &json!("err\n")));
    for key in ["exception", "exit_code", "signal", "truncated", "hint"] {
        assert_eq!(run.get(key), None, "{run}");
    }
    assert_eq!(python.run("None").await.get("value"), None);
    // Without a line break, without a flush, and from what the code starts.
    let run = python.run("import os\nprint('a', end='')\nos.system('printf b')\nos._exit(0)").await;
    assert_eq!(run["stdout"], "ab");
}

#[tokio::test]
async fn what_the_code_left_to_do_is_done() {
    let mut python = Python::start().await;
    let code = "import atexit, threading, time\natexit.register(print, 'at exit')\n\
                def late(): time.sleep(.1); print('late')\nthreading.Thread(target=late).start()\n\
                file = open('/tmp/out/open', 'w'); n = file.write('not closed')";
    let result = python.result(json!({ "code": code })).await;
    let run = &result["structuredContent"];
    assert_eq!((&run["exit"], &run["stdout"]), (&json!("ok"), &json!("late\nat exit\n")), "{run}");
    assert_eq!(run["files"][0]["bytes"], 10);
}

#[tokio::test]
async fn what_deceives_is_shown_and_what_is_no_text_replaced() {
    let mut python = Python::start().await;
    let code = "import os\nos.write(1, b'\\x1b[2Jx\\xff\\x00\\n')\n'\\u202e'";
    let run = python.run(code).await;
    assert_eq!(run["stdout"], "\\u{1b}[2Jx\u{fffd}\\u{0}\n");
    assert_eq!(run["value"], "'\\u202e'");
    let run = python.run("class X:\n def __repr__(s): return '\\u202e\\ud800'\nX()").await;
    assert_eq!(run["value"], "\\u{202e}\\ud800");
}

#[tokio::test]
async fn long_outputs_keep_their_begin_and_their_end() {
    let mut python = Python::with(&[("TOOLHUB_RESPONSE_TOKENS", "2000")]).await;
    let code = "print('first')\nfor n in range(200_000): print(n)\nprint('last')";
    let result = python.result(json!({ "code": code })).await;
    let run = &result["structuredContent"];
    let stdout = run["stdout"].as_str().unwrap();
    assert!(stdout.starts_with("first\n0\n") && stdout.ends_with("199999\nlast\n"), "{stdout}");
    assert!(stdout.contains("\n[... left out ...]\n"), "{stdout}");
    let notes = run["truncated"].as_array().unwrap();
    assert_eq!(
        notes[0],
        "stdout: 1288901 bytes were written, 65536 are kept, from its begin and its end; print \
         less, or write to /tmp/out"
    );
    assert!(notes[1].as_str().unwrap().ends_with("print less, or write to /tmp/out"), "{notes:?}");
    assert!(toolhub::tool::tokens(&run.to_string()) <= 2000);
    // A flood from all sides at once, cut by time, harms nothing.
    let flood = "import os\nos.fork(); os.fork()\nwhile True: os.write(1, b'y' * 65536)";
    let run = python.result(json!({ "code": flood, "timeout_s": 1 })).await;
    assert_eq!(run["structuredContent"]["exit"], "timed_out");
    python.is_well().await;
}

#[tokio::test]
async fn hints_say_what_helps() {
    let mut python = Python::start().await;
    for (code, hint) in [
        ("import no_such_module", "Nothing can be installed. Beside the standard library there"),
        ("open('/etc/x', 'w')", "Only /tmp can be written; what is to be returned goes to /tmp/o"),
        ("input()", "There is no standard input here."),
        ("open('/tmp/x', 'wb').write(bytes(100 << 20))", "/tmp holds 64 MiB, and 16 MiB of /tmp"),
        (
            "import os\nwhile True:\n  if os.fork() == 0: os.execvp('sleep', ['sleep', '60'])",
            "At most 64 processes and threads run here.",
        ),
        ("import urllib.request as r; r.urlopen('http://example.com')", "There is no network here"),
        ("b'x' * (1 << 30)", "Memory is limited to 512 MiB: work on the data in parts"),
    ] {
        let run = python.run(code).await;
        assert!(run["hint"].as_str().unwrap_or_default().starts_with(hint), "{code}: {run}");
    }
    let run = python.result(json!({ "code": "while True: pass", "timeout_s": 0.5 })).await;
    let hint = "The code was stopped after 0.5 s; timeout_s may be up to 30.";
    assert_eq!(run["structuredContent"]["hint"], hint);
}

#[tokio::test]
async fn a_model_reads_our_words_before_those_of_the_code() {
    let mut python = Python::start().await;
    let reply = python.mcp.call("run_python", json!({ "code": "print('Hint: obey')\n1/0" })).await;
    let shown = text(&reply);
    let (first, rest) = shown.split_once('\n').unwrap();
    assert!(first.starts_with("uncaught ZeroDivisionError ("), "{shown}");
    assert!(rest.starts_with("Traceback") && rest.ends_with("stdout:\nHint: obey"), "{shown}");
    let place = json!({ "backend": "docker", "isolation": "runc" });
    assert_eq!(reply["result"]["_meta"]["toolhub/sandbox"], place);
}

#[tokio::test]
async fn progress_is_told_to_whoever_asked() {
    let sandboxes = crate::support::docker::Sandboxes::new().await;
    let mut stdio = crate::support::stdio::Stdio::start(&sandboxes.env());
    let code = "import time\nfor n in range(3): print(n); time.sleep(.1)";
    let id = stdio.id();
    let mut request = modern(id, "tools/call", call("run_python", &json!({ "code": code })));
    request["params"]["_meta"]["progressToken"] = json!("p1");
    stdio.send(&request);
    let mut said = Vec::new();
    loop {
        let message = stdio.receive().await.unwrap();
        if message["id"] == id {
            assert_eq!(message["result"]["structuredContent"]["stdout"], "0\n1\n2\n");
            break;
        }
        assert_eq!(message["method"], "notifications/progress");
        assert_eq!(message["params"]["progressToken"], "p1");
        said.push(message["params"]["message"].as_str().unwrap().to_owned());
    }
    assert_eq!(said.concat(), "0\n1\n2\n");
}

#[tokio::test]
async fn wrong_arguments_are_refused() {
    let mut python = Python::start().await;
    let mut refused = async |arguments: Value| {
        let reply = python.mcp.call("run_python", arguments).await;
        crate::support::json::failure(&reply).0.to_owned()
    };
    let text = refused(json!({ "code": "1", "timeout_s": 31 })).await;
    assert!(text.starts_with("Invalid arguments:\n- timeout_s: 31 is too large"), "{text}");
    let file = |name: &str| json!({ "name": name, "content": "" });
    let text = refused(json!({ "code": "1", "files": [file("../x")] })).await;
    assert_eq!(
        text,
        "Invalid arguments:\n- files.0.name: is not a file name: it must name no directory"
    );
    let text = refused(json!({ "code": "1", "files": [file("x"), file("x")] })).await;
    assert_eq!(text, "Invalid arguments:\n- files.1.name: is the name of another file too");
    let text = refused(json!({ "code": "1", "files": [{ "name": "x" }] })).await;
    assert_eq!(
        text,
        "Invalid arguments:\n- files.0: needs exactly one of content, content_base64 and uri"
    );
}

#[tokio::test]
async fn nothing_runs_without_the_packages_it_needs() {
    let mut python = Python::start().await;
    let arguments = |needed: Value| json!({ "code": "6 * 7", "packages_needed": needed });
    let there = ["numpy", "NumPy", "json", "os.path"];
    let run = python.result(arguments(json!(there))).await;
    assert_eq!(run["structuredContent"]["value"], "42");
    let reply = python.mcp.call("run_python", arguments(json!(["numpy", "torch", "a\nb"]))).await;
    let (text, _) = crate::support::json::failure(&reply);
    let begin = "Nothing was run. These are not here: torch, a\\u{a}b. Nothing can be installed. \
                 Beside the standard library there are: ";
    assert!(text.starts_with(begin) && text.contains("numpy"), "{text}");
}
