//! Without a sandbox nothing runs, and it is said why.

use std::os::unix::fs::MetadataExt as _;

use serde_json::json;

use crate::support::{
    json::{call, error},
    program::Program,
    stdio::Stdio,
};

const ABSENT: (&str, &str) = ("DOCKER_HOST", "unix:///nowhere/docker.sock");

#[tokio::test]
async fn without_docker_the_tool_is_not_there() {
    for choice in ["auto", "docker", "off"] {
        let mut stdio = Stdio::start(&[("TOOLHUB_SANDBOX", choice), ABSENT]);
        let tools = stdio.modern("tools/list", json!({})).await.to_string();
        assert!(tools.contains("query_sql") && !tools.contains("run_python"), "{choice}");
        for method in ["resources/list", "resources/templates/list"] {
            let listed = stdio.modern(method, json!({})).await.to_string();
            assert!(!listed.contains("sandbox://"), "{choice}: {listed}");
        }
        let params = call("run_python", &json!({ "code": "1" }));
        let reply = stdio.modern("tools/call", params).await;
        assert!(error(&reply).1.starts_with("There is no tool \"run_python\""), "{reply}");
    }
}

#[tokio::test]
async fn check_says_why() {
    let why = "no Docker daemon answers at unix:///nowhere/docker.sock: Socket not found: \
               /nowhere/docker.sock";
    let line = format!("  --    run_python is not offered: {why}");
    check(&[("TOOLHUB_SANDBOX", "auto"), ABSENT], true, &line);
    let line = format!("  FAIL  run_python is not offered: {why}");
    check(&[("TOOLHUB_SANDBOX", "docker"), ABSENT], false, &line);
    let line = "  --    run_python is not offered: TOOLHUB_SANDBOX is off";
    check(&[("TOOLHUB_SANDBOX", "off")], true, line);
    let line = "  --    run_python is not offered: DOCKER_HOST is neither unix:///path nor \
                tcp://host:port";
    check(&[("TOOLHUB_SANDBOX", "auto"), ("DOCKER_HOST", "ssh://host")], true, line);
    // Root would keep too much of what it may.
    if std::fs::metadata("/proc/self").unwrap().uid() == 0 {
        let line = "  FAIL  run_python is not offered: bubblewrap does not confine root; start \
                    toolhub as another user, or use docker";
        check(&[("TOOLHUB_SANDBOX", "bubblewrap")], false, line);
    }
    // Whoever has Docker but not the image is told how to make it.
    drop(crate::support::docker::Sandboxes::new().await);
    let line = "  FAIL  run_python is not offered: the image no-such-image is not there; \
                `toolhub sandbox build` makes it";
    let env = [("TOOLHUB_SANDBOX", "docker"), ("TOOLHUB_SANDBOX_IMAGE", "no-such-image")];
    check(&env, false, line);
}

#[tokio::test]
async fn the_proofs_hold() {
    let sandboxes = crate::support::docker::Sandboxes::new().await;
    let mut program = Program::start(&["sandbox", "check"], &sandboxes.env());
    let text = std::io::read_to_string(program.child.stdout.take().unwrap()).unwrap();
    assert!(program.exited().await.success(), "{text}");
    assert_eq!(text.lines().filter(|line| line.starts_with("  ok    ")).count(), 9, "{text}");
    sandboxes.until(<[String]>::is_empty).await;
}

#[tokio::test]
async fn e2b_without_a_key_stops_the_start() {
    let mut program = Program::start(&[], &[("TOOLHUB_SANDBOX", "e2b")]);
    assert!(!program.exited().await.success());
    assert_eq!(
        program.log.closed().await.trim_end(),
        "error: TOOLHUB_SANDBOX: is `e2b`, which needs a key; set E2B_API_KEY, or E2B_API_KEY_FILE \
         to a file that holds it"
    );
}

fn check(env: &[(&str, &str)], good: bool, line: &str) {
    let output = Program::run(&["check"], env);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.success(), good, "{text}");
    assert!(text.contains(&format!("Python sandbox\n{line}\n")), "{text}");
}
