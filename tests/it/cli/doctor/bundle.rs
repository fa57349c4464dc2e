//! `--bundle`: everything that helps, and no secret.

use std::{fs, os::unix::fs::PermissionsExt as _};

use serde_json::{Value, json};

use super::{Home, permit, script};

/// What must stand nowhere. Each is a secret of its own kind.
const CANARIES: [&str; 9] = [
    "canary-token-0123456789",
    "canary-database",
    "canary@database",
    "canary-github",
    "canary-foreign",
    "Y2FuYXJ5LWtleS1vZi0zMi1ieXRlcy1vci1tb3JlLi4=",
    "canary-source",
    "canary-entry",
    "canary-argument",
];

fn canaries(home: &Home) -> Vec<(&'static str, String)> {
    home.write("key", CANARIES[5]);
    home.write(
        "toolhub.toml",
        "[sql.sources.stock]\nurl = 'postgres://u:canary-source@127.0.0.1:1/d'\n",
    );
    let chatty = script(
        home,
        "chatty",
        "echo $GITHUB_TOKEN $AWS_SECRET_ACCESS_KEY; echo error: $DATABASE_URL >&2",
    );
    fs::create_dir(home.path(".cursor")).unwrap();
    let servers = json!({
        "toolhub": {
            "command": chatty,
            "args": ["--token", "canary-argument", "--key=canary-argument", "canary-argument"],
            "env": { "DATABASE_URL": "postgres://u:canary-entry@db/x", "GITHUB_TOKEN": "canary-entry" },
        },
    });
    home.write(".cursor/mcp.json", &json!({ "mcpServers": servers }).to_string());
    vec![
        ("TOOLHUB_API_TOKEN", CANARIES[0].to_owned()),
        (
            "DATABASE_URL",
            "postgres://toolhub:canary%40database@127.0.0.1:1/canary-database".to_owned(),
        ),
        ("GITHUB_TOKEN", CANARIES[3].to_owned()),
        ("GITHUB_API_URL", "http://127.0.0.1:1".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", CANARIES[4].to_owned()),
        ("TOOLHUB_SECRET_KEY_FILE", home.path("key").to_str().unwrap().to_owned()),
        ("TOOLHUB_CONFIG", home.path("toolhub.toml").to_str().unwrap().to_owned()),
        ("DOCKER_HOST", "tcp://me:canary-foreign@127.0.0.1:1".to_owned()),
        ("TOOLHUB_SANDBOX", "docker".to_owned()),
    ]
}

/// Writes a bundle and asserts that nothing secret was said anywhere.
fn bundle(home: &Home, env: &[(&str, String)]) -> Value {
    let env: Vec<(&str, &str)> = env.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let run = home.run_with(&env, &["doctor", "--bundle", "report.json"]);
    let text = fs::read_to_string(home.path("report.json")).unwrap_or_else(|_| panic!("{run:?}"));
    for said in [&text, &run.stdout, &run.stderr] {
        for canary in CANARIES {
            assert!(!said.contains(canary), "{canary} stands in {said}");
        }
    }
    let home = home.path("").to_str().unwrap().trim_end_matches('/').to_owned();
    assert!(!text.contains(&home), "{text}");
    assert!(run.stdout.contains("\nbundle\n  report.json, "), "{run:?}");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_bundle_holds_no_secret() {
    let home = Home::new();
    let env = canaries(&home);
    let bundle = bundle(&home, &env);
    assert_eq!(bundle["toolhub"]["protocols"][0], "2026-07-28");
    assert_eq!(bundle["system"]["os"], "linux");
    assert!(bundle["tools"].as_array().unwrap().contains(&json!("get_order")));
    let settings = bundle["settings"].as_array().unwrap();
    let setting = |name: &str| settings.iter().find(|one| one["name"] == name).unwrap();
    let token =
        json!({ "name": "TOOLHUB_API_TOKEN", "origin": "from the environment", "value": null });
    assert_eq!(setting("TOOLHUB_API_TOKEN"), &token);
    assert_eq!(setting("TOOLHUB_SANDBOX")["value"], "docker");
    assert_eq!(setting("TOOLHUB_SECRET_KEY")["origin"], "from a file");
    let host = &bundle["hosts"][0];
    assert_eq!(host["host"], "cursor");
    assert_eq!(host["file"], "~/.cursor/mcp.json");
    let entry = json!({
        "name": "toolhub",
        "command": "~/chatty",
        "arguments": ["--token", "[value]", "--key", "[value]"],
        "variables": ["DATABASE_URL", "GITHUB_TOKEN"],
    });
    assert_eq!(host["entries"][0], entry);
    let findings = bundle["findings"].as_array().unwrap();
    assert!(findings.iter().any(|one| one["check"] == "order-database" && one["level"] == "fail"));
    let mode = fs::metadata(home.path("report.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_bundle_of_a_broken_configuration_holds_no_secret() {
    let home = Home::new();
    let mut env = canaries(&home);
    env.retain(|(name, _)| *name != "TOOLHUB_API_TOKEN");
    env.push(("TOOLHUB_TOKEN", CANARIES[0].to_owned()));
    home.write(".env", "TOOLHUB_SECRET=canary-foreign\nHTTP_PORT=x\nGITHUB_REPO=canary-github\n");
    let bundle = bundle(&home, &env);
    assert_eq!(bundle["tools"], Value::Null);
    let port = bundle["settings"].as_array().unwrap().iter().find(|one| one["name"] == "HTTP_PORT");
    assert_eq!(port.unwrap()["value"], Value::Null, "a refused value may be a secret");
}

#[test]
fn a_bundle_replaces_nothing_unasked() {
    let home = Home::new();
    home.write("report.json", "mine");
    let refused = home.run(&["doctor", "--bundle", "report.json"]).failed(1);
    assert_eq!(refused, "error: report.json is there already; --force replaces it\n");
    assert_eq!(fs::read_to_string(home.path("report.json")).unwrap(), "mine");
    permit(&home, "report.json", 0o644);
    home.run(&["doctor", "--bundle", "report.json", "--force"]).ok();
    let mode = fs::metadata(home.path("report.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "for its owner alone, whatever was there");
    assert!(fs::read_to_string(home.path("report.json")).unwrap().starts_with('{'));
    let refused = home.run(&["doctor", "--bundle", "report.zip"]).failed(1);
    assert!(refused.contains("give it a name that ends with .json"), "{refused}");
}
