//! The log on stderr.

use serde_json::Value;

use super::Home;

#[test]
fn a_call_logs_one_json_line_when_asked() {
    let home = Home::new();
    let env = [("LOG_LEVEL", "info"), ("LOG_FORMAT", "json")];
    let run = home.run_with(&env, &["call", "ping"]);
    assert_eq!(run.stdout, "pong\n");
    let events: Vec<Value> =
        run.stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let call = events.iter().find(|event| event["gen_ai.tool.name"] == "ping").unwrap();
    assert_eq!(call["level"], "INFO");
    assert_eq!(call["mcp.method.name"], "tools/call");
    assert_eq!(call["outcome"], "ok");
}

#[test]
fn a_call_is_silent_unless_asked() {
    Home::new().run(&["call", "ping"]).ok();
}
