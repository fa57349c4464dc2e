//! `toolhub tools`, `config`, `--help` and `--version`.

use serde_json::Value;

use super::Home;

#[test]
fn tools_are_listed_for_people() {
    let text = Home::new().run(&["tools"]).ok();
    assert!(text.starts_with("core\n  ping  Ping\n"), "{text}");
    assert!(text.contains("\norders\n  get_order  "), "{text}");
    assert!(text.contains("      order_id: string\n"), "{text}");
    assert!(text.contains("      limit?: integer 1..50"), "{text}");
    assert!(!text.contains('\u{1b}'), "no colours without a terminal");
}

#[test]
fn tools_are_listed_as_a_model_sees_them() {
    let listed = Home::new().run(&["tools", "--json"]).json();
    let tools = listed.as_array().unwrap();
    assert!(tools.iter().any(|tool| tool["name"] == "get_order"), "{listed}");
    for tool in tools {
        for part in ["title", "description", "inputSchema", "outputSchema", "annotations"] {
            assert_ne!(tool[part], Value::Null, "{part} of {}", tool["name"]);
        }
    }
}

#[test]
fn listing_needs_no_database() {
    let home = Home::new();
    home.run_with(&[("DATABASE_URL", "postgres://localhost:1/none")], &["tools"]).ok();
    assert!(!home.path(".local").exists());
}

#[test]
fn toolsets_can_be_switched_off() {
    let text = Home::new().run_with(&[("TOOLHUB_TOOLSETS", "core")], &["tools"]).ok();
    assert!(text.contains("ping") && !text.contains("get_order"), "{text}");
}

#[test]
fn the_variables_are_listed() {
    let home = Home::new();
    assert!(home.run(&["config"]).ok().contains("\n  HTTP_PORT  unset: 8000\n"));
    assert!(home.run(&["config", "--env-example"]).ok().contains("\n# HTTP_PORT=8000\n"));
    assert!(home.run(&["config", "--markdown"]).ok().contains("| `HTTP_PORT` |"));
}

#[test]
fn the_version_names_commit_and_protocols() {
    let home = Home::new();
    let long = home.run(&["--version"]).ok();
    let (first, second) = long.trim_end().split_once('\n').unwrap();
    assert!(first.starts_with(concat!("toolhub ", env!("CARGO_PKG_VERSION"), " (")), "{long}");
    assert_eq!(second, "MCP 2026-07-28 2025-11-25 2025-06-18 2025-03-26");
    assert_eq!(home.run(&["-V"]).ok().trim_end(), first);
}

#[test]
fn help_has_examples() {
    let home = Home::new();
    for args in [
        &["--help"][..],
        &["call", "--help"],
        &["seed", "--help"],
        &["completions", "--help"],
        &["install", "--help"],
    ] {
        assert!(home.run(args).ok().contains("Example"), "{args:?}");
    }
}

#[test]
fn the_reference_of_the_tools_is_current() {
    let written = include_str!("../../../docs/tools.md");
    let every_toolset = [("GITHUB_TOKEN", "unused")];
    let made = Home::new().run_with(&every_toolset, &["tools", "--markdown"]).ok();
    assert!(written == made, "run `GITHUB_TOKEN=x toolhub tools --markdown > docs/tools.md`");
    let table = made.split("\n\n").nth(1).unwrap();
    let readme = include_str!("../../../README.md");
    assert!(readme.contains(table), "put this table into README.md:\n{table}");
}
