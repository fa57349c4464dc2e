//! What hosts would start.

use std::fs;

use serde_json::{Value, json};

use super::{Home, doctor, script};

/// A home whose Cursor has this entry; `folder` is "" for the user's file.
fn home(entry: &Value) -> Home {
    let home = Home::new();
    cursor(&home, entry);
    home
}

fn cursor(home: &Home, entry: &Value) {
    fs::create_dir_all(home.path(".cursor")).unwrap();
    home.write(".cursor/mcp.json", &json!({ "mcpServers": { "toolhub": entry } }).to_string());
}

/// Doctor from a directory below the home, so that no file is a project's too.
fn hosts(home: &Home) -> String {
    fs::create_dir_all(home.path("work")).unwrap();
    let mut command = home.command(&["doctor", "--json"]);
    super::Found::of(home, command.current_dir(home.path("work"))).check("hosts")
}

#[test]
fn a_wrapper_that_prints_is_found() {
    let home = Home::new();
    let text = format!("echo 'Welcome to this machine'\nexec {}", env!("CARGO_BIN_EXE_toolhub"));
    cursor(&home, &json!({ "command": script(&home, "bin/wrapper", &text) }));
    let check = hosts(&home);
    let (answered, rest) = check.split_once('\n').unwrap();
    let who = "ok: Cursor: the entry toolhub starts HOME/bin/wrapper: toolhub 0.1.0 answered after";
    assert!(answered.starts_with(who), "{check}");
    insta::assert_snapshot!(rest, @r#"
    fail: Cursor: the entry toolhub starts HOME/bin/wrapper: stdout holds what is no JSON-RPC: "Welcome to this machine"
      cure: send it to stderr: only the protocol may stand on stdout; look at a wrapper script, or at a shell profile that prints
    "#);
}

#[test]
fn a_program_that_is_gone_broken_or_relative_is_found() {
    insta::assert_snapshot!(hosts(&home(&json!({ "command": "/nowhere/toolhub" }))), @"
    fail: Cursor: the entry toolhub starts /nowhere/toolhub, which is no program
      cure: `toolhub install cursor` writes it anew
    ");
    insta::assert_snapshot!(hosts(&home(&json!({ "command": "toolhub" }))), @"
    note: Cursor: the entry toolhub starts toolhub, which is no absolute path
      cure: a host may not have your PATH: `toolhub install cursor` writes it anew
    ");
    let home = Home::new();
    let program = script(&home, "bin/toolhub", "echo 'error: out of paper' >&2; exit 3");
    cursor(&home, &json!({ "command": program }));
    insta::assert_snapshot!(hosts(&home), @"
    fail: Cursor: the entry toolhub starts HOME/bin/toolhub: ended without an answer: error: out of paper
      cure: start the same command in a terminal and read what it says on stderr
    ");
    cursor(&home, &json!({ "command": env!("CARGO_BIN_EXE_toolhub") }));
    insta::assert_snapshot!(hosts(&home), @"ok: Cursor: the entry toolhub starts this program");
}

#[test]
fn files_without_toolhub_or_without_sense_are_told_apart() {
    let home = Home::new();
    insta::assert_snapshot!(hosts(&home), @"
    note: no host has a file here
      cure: `toolhub install` lists the hosts and their files
    ");
    fs::create_dir(home.path(".cursor")).unwrap();
    home.write(".cursor/mcp.json", r#"{ "mcpServers": {} }"#);
    insta::assert_snapshot!(hosts(&home), @"
    note: Cursor (HOME/.cursor/mcp.json): no entry of toolhub
      cure: `toolhub install cursor` adds one
    ");
    home.write(".cursor/mcp.json", r#"{ "mcpServers": {"#);
    let check = hosts(&home);
    assert!(check.starts_with("fail: Cursor (HOME/.cursor/mcp.json): "), "{check}");
    assert!(check.contains("cure: correct the file"), "{check}");
}

#[test]
fn a_server_that_is_not_there_is_found() {
    let check = hosts(&home(&json!({ "url": "http://127.0.0.1:1/mcp?key=hunter2" })));
    assert!(!check.contains("hunter2"), "{check}");
    let who = "fail: Cursor: the entry toolhub leads to http://127.0.0.1:1/mcp: no answer: ";
    assert!(check.starts_with(who), "{check}");
    assert!(check.ends_with("cure: start that server, or correct the URL\n"), "{check}");
}

/// A repository that was just cloned must not run its own programs.
#[test]
fn what_a_project_names_is_not_started() {
    let home = Home::new();
    let program = script(&home, "evil", "touch started");
    fs::create_dir_all(home.path("work/.cursor")).unwrap();
    let entry = json!({ "mcpServers": { "toolhub": { "command": program } } });
    home.write("work/.cursor/mcp.json", &entry.to_string());
    insta::assert_snapshot!(hosts(&home), @"
    note: Cursor: the entry toolhub starts HOME/evil; a project's word is not tried
      cure: read the project's file before you let a host start what it names
    ");
    assert!(!home.path("work/started").exists());
    assert!(doctor(&home, &[]).run.status.success());
}
