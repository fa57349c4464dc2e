#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::{collections::HashMap, ffi::OsString, fmt::Write as _};

use super::{
    super::{
        host::Scope,
        places::{Os, Places},
    },
    ALL, parse,
};

/// The user's files of all hosts, the first candidate first.
fn files(os: Os, environment: &[(&str, &str)]) -> String {
    let environment: HashMap<&str, &str> = environment.iter().copied().collect();
    let variable = |name: &str| environment.get(name).map(OsString::from);
    let places = Places { os, variable: &variable };
    let mut text = String::new();
    for host in ALL {
        let files = (host.user)(&places);
        let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        let files = files.join(" or ");
        let files = if os == Os::Windows { files.replace('/', "\\") } else { files };
        writeln!(text, "{:<15} {files}", host.id).unwrap();
    }
    text
}

#[test]
fn every_system_has_its_places() {
    insta::assert_snapshot!(files(Os::Linux, &[("HOME", "/home/ravi")]), @"
    claude-desktop  /home/ravi/.config/Claude/claude_desktop_config.json
    claude-code     /home/ravi/.claude.json
    vscode          /home/ravi/.config/Code/User/mcp.json
    cursor          /home/ravi/.cursor/mcp.json
    windsurf        /home/ravi/.codeium/windsurf/mcp_config.json
    zed             /home/ravi/.config/zed/settings.json
    codex           /home/ravi/.codex/config.toml
    gemini          /home/ravi/.gemini/settings.json
    ");
    insta::assert_snapshot!(files(Os::Mac, &[("HOME", "/Users/ravi")]), @"
    claude-desktop  /Users/ravi/Library/Application Support/Claude/claude_desktop_config.json
    claude-code     /Users/ravi/.claude.json
    vscode          /Users/ravi/Library/Application Support/Code/User/mcp.json
    cursor          /Users/ravi/.cursor/mcp.json
    windsurf        /Users/ravi/.codeium/windsurf/mcp_config.json
    zed             /Users/ravi/.config/zed/settings.json
    codex           /Users/ravi/.codex/config.toml
    gemini          /Users/ravi/.gemini/settings.json
    ");
    let windows = [
        ("USERPROFILE", r"C:\Users\ravi"),
        ("APPDATA", r"C:\Users\ravi\AppData\Roaming"),
        ("LOCALAPPDATA", r"C:\Users\ravi\AppData\Local"),
    ];
    insta::assert_snapshot!(files(Os::Windows, &windows), @r"
    claude-desktop  C:\Users\ravi\AppData\Local\Packages\Claude_pzs8sxrjxfjjc\LocalCache\Roaming\Claude\claude_desktop_config.json or C:\Users\ravi\AppData\Roaming\Claude\claude_desktop_config.json
    claude-code     C:\Users\ravi\.claude.json
    vscode          C:\Users\ravi\AppData\Roaming\Code\User\mcp.json
    cursor          C:\Users\ravi\.cursor\mcp.json
    windsurf        C:\Users\ravi\.codeium\windsurf\mcp_config.json
    zed             C:\Users\ravi\AppData\Roaming\Zed\settings.json
    codex           C:\Users\ravi\.codex\config.toml
    gemini          C:\Users\ravi\.gemini\settings.json
    ");
}

#[test]
fn variables_move_the_places() {
    let environment = [
        ("HOME", "/home/ravi"),
        ("XDG_CONFIG_HOME", "/etc/ravi"),
        ("CLAUDE_CONFIG_DIR", "/srv/claude"),
        ("CODEX_HOME", "/srv/codex"),
        ("GEMINI_CLI_HOME", "/srv/gemini"),
    ];
    insta::assert_snapshot!(files(Os::Linux, &environment), @"
    claude-desktop  /etc/ravi/Claude/claude_desktop_config.json
    claude-code     /srv/claude/.claude.json
    vscode          /etc/ravi/Code/User/mcp.json
    cursor          /home/ravi/.cursor/mcp.json
    windsurf        /home/ravi/.codeium/windsurf/mcp_config.json
    zed             /etc/ravi/zed/settings.json
    codex           /srv/codex/config.toml
    gemini          /srv/gemini/.gemini/settings.json
    ");
    let relative = [("HOME", "/home/ravi"), ("CODEX_HOME", "here")];
    assert!(files(Os::Linux, &relative).contains("/home/ravi/.codex/config.toml"));
}

#[test]
fn without_a_home_there_is_no_file() {
    for os in [Os::Linux, Os::Mac, Os::Windows] {
        let places = Places { os, variable: &|_| None };
        assert!(ALL.iter().all(|host| host.file(Scope::User, &places).is_none()));
    }
}

#[test]
fn a_misspelt_host_is_met_with_a_guess() {
    assert_eq!(parse("zed").unwrap().title, "Zed");
    let error = parse("claude_desktop").unwrap_err();
    assert!(error.contains("did you mean claude-desktop?"), "{error}");
    assert!(parse("emacs").unwrap_err().contains("there are claude-desktop, claude-code"));
}
