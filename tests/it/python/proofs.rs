//! The two promises, under the configuration that everybody gets.

use serde_json::json;

use super::Python;

#[tokio::test]
async fn socket_connect_fails() {
    let mut python = Python::start().await;
    let code = "import socket; socket.create_connection(('1.1.1.1', 443), timeout=5)";
    let run = python.run(code).await;
    assert_eq!(run["exit"], "exception", "{run}");
    assert_eq!(run["exception"]["type"], "OSError");
    assert_eq!(run["exception"]["message"], "[Errno 101] Network is unreachable");
    assert_eq!(
        run["hint"],
        "There is no network here. Fetch data with other tools and pass it in code or files."
    );
    python.is_well().await;
}

#[tokio::test]
async fn a_60_s_sleep_is_killed() {
    let mut python = Python::start().await;
    let code = "import time; print('good night'); time.sleep(60)";
    let run = python.run(code).await;
    assert_eq!((&run["exit"], &run["stdout"]), (&json!("timed_out"), &json!("good night\n")));
    let took = run["duration_ms"].as_u64().unwrap();
    assert!((30_000..32_000).contains(&took), "{took}");
    let hint = "The code was stopped after 30 s, the most there is: do less in one call.";
    assert_eq!(run["hint"], hint);
    python.is_well().await;
}
