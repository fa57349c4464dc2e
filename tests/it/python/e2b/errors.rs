//! What keeps E2B from giving a machine, as the operator and the model read it.

use serde_json::json;

use crate::support::{
    e2b::{E2b, Fault, KEY},
    mcp::{Mcp, Way},
    program::Program,
};

/// What `toolhub check` says of the sandbox.
async fn check(env: &[(&str, &str)]) -> String {
    let mut program = Program::start(&["check"], env);
    let text = std::io::read_to_string(program.child.stdout.take().unwrap()).unwrap();
    assert!(!program.exited().await.success(), "{text}");
    for whole in [&text, &program.log.closed().await] {
        assert!(!whole.contains(KEY) && !whole.contains("e2b_4567"), "the key is shown: {whole}");
    }
    text.split_once("Python sandbox\n").expect("a part about the sandbox").1.to_owned()
}

const fn fault(status: u16, message: &'static str) -> Fault {
    Fault { status, message, retry_after: None }
}

#[tokio::test]
async fn the_operator_is_told_what_to_do() {
    let e2b = E2b::new().await;
    let with = |name, value| [&e2b.env()[..], &[(name, value)]].concat();
    let mut told = vec![
        check(&with("E2B_API_KEY", "e2b_4567")).await,
        check(&with("TOOLHUB_SANDBOX_IMAGE", "no-such-template")).await,
        // Nothing listens on the port that is nobody's.
        check(&with("E2B_API_URL", "http://127.0.0.1:1")).await,
        check(&with("E2B_SANDBOX_URL", "http://127.0.0.1:1")).await,
    ];
    for fault in [
        fault(402, "Payment required"),
        fault(403, "Team is blocked: please contact support"),
        fault(429, "you have reached the maximum number of concurrent E2B sandboxes (20)"),
        Fault { status: 429, message: "Rate limit exceeded", retry_after: Some(7) },
        fault(503, "No node\nis \u{202e}available"),
        fault(418, "e2b_5c0ffee0f00d is a teapot"),
    ] {
        e2b.answer(Some(fault));
        told.push(check(&e2b.env()).await);
    }
    insta::assert_snapshot!("e2b_errors", told.concat());
    e2b.answer(None);
    e2b.until(<[String]>::is_empty).await;
}

#[tokio::test]
async fn the_model_is_told_what_to_do() {
    let e2b = E2b::new().await;
    e2b.answer(Some(fault(503, "No node is available")));
    let mut mcp = Mcp::with(Way::HttpModern, &e2b.env()).await;
    let reply = mcp.call("run_python", json!({ "code": "1" })).await;
    let text = reply["result"]["content"][0]["text"].as_str().unwrap();
    assert!(text.starts_with("Temporarily unavailable") && !text.contains("E2B"), "{text}");
    e2b.answer(Some(Fault { status: 429, message: "Slow down", retry_after: Some(5) }));
    let reply = mcp.call("run_python", json!({ "code": "1" })).await;
    let text = reply["result"]["content"][0]["text"].as_str().unwrap();
    assert!(text.starts_with("Rate limit reached. Wait "), "{text}");
    // E2B is not asked again before it wants to be.
    e2b.answer(None);
    let reply = mcp.call("run_python", json!({ "code": "1" })).await;
    let text = reply["result"]["content"][0]["text"].as_str().unwrap();
    assert!(text.starts_with("Rate limit reached. Wait "), "{text}");
    assert_eq!(e2b.ids(), [""; 0]);
}

#[tokio::test]
async fn a_template_is_not_made_here() {
    let e2b = E2b::new().await;
    let mut program = Program::start(&["sandbox", "build"], &e2b.env());
    assert!(!program.exited().await.success());
    assert_eq!(
        program.log.closed().await.trim_end(),
        "error: E2B makes its templates itself: `e2b template build` of its own command line; \
         name one in TOOLHUB_SANDBOX_IMAGE"
    );
}
