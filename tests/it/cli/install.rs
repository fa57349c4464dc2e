//! `toolhub install` and `toolhub uninstall`.

use std::{fs, path::Path, process::Command};

use super::{Home, door::Run};

pub(super) const SECRET: &str = "hunter2-hunter2-hunter2";

/// Hosts and their file of the user, from the home.
pub(super) const HOSTS: &[(&str, &str)] = &[
    ("claude-desktop", ".config/Claude/claude_desktop_config.json"),
    ("claude-code", ".claude.json"),
    ("vscode", ".config/Code/User/mcp.json"),
    ("cursor", ".cursor/mcp.json"),
    ("windsurf", ".codeium/windsurf/mcp_config.json"),
    ("zed", ".config/zed/settings.json"),
    ("codex", ".codex/config.toml"),
    ("gemini", ".gemini/settings.json"),
];

fn is_toml(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|extension| extension == "toml")
}

/// What somebody may have there already.
fn own_words(file: &str) -> &'static str {
    if is_toml(file) {
        "# mine\nmodel = 'x'\n\n[mcp_servers.other]\ncommand = 'other'\n"
    } else {
        "{\n    // mine\n    \"theme\": \"dark\",\n    \"mcpServers\": { \"other\": { \"command\": \"other\" } },\n}"
    }
}

pub(super) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn backup(path: &Path) -> String {
    fs::read_to_string(format!("{}.toolhub-backup", path.display())).unwrap()
}

/// Every file below `folder` that holds `needle`.
fn holding(folder: &Path, needle: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, needle));
        } else if fs::read_to_string(&path).is_ok_and(|text| text.contains(needle)) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn every_host_gets_an_entry_and_loses_it_again() {
    for (host, file) in HOSTS {
        let home = Home::new();
        let path = home.path(file);
        for before in [own_words(file), "", if is_toml(file) { "\n" } else { "{}" }] {
            write(&path, before);
            let said = home.run(&["install", host, "--yes", "--env", "LOG_LEVEL=warn"]).ok();
            assert!(said.contains("\n+") && said.contains("\nnext: "), "{said}");
            assert_eq!(backup(&path), before);
            let after = fs::read_to_string(&path).unwrap();
            assert!(
                after.contains("LOG_LEVEL") && after.contains(env!("CARGO_BIN_EXE_toolhub")),
                "{after}"
            );
            let again = home.run(&["install", host, "--yes", "--env", "LOG_LEVEL=warn"]).ok();
            assert_eq!(again, format!("nothing to change: toolhub is in {}\n", path.display()));
            home.run(&["uninstall", host, "--yes"]).ok();
            assert_eq!(fs::read_to_string(&path).unwrap(), before, "{host}");
        }
        fs::remove_file(&path).unwrap();
        fs::remove_file(format!("{}.toolhub-backup", path.display())).unwrap();
        home.run(&["install", host, "--yes"]).ok();
        home.run(&["uninstall", host, "--yes"]).ok();
        assert!(!path.exists(), "{host}: what install made is gone");
        let gone = home.run(&["uninstall", host, "--yes"]).ok();
        assert!(gone.starts_with("nothing to change: toolhub is not in "), "{gone}");
    }
}

#[test]
fn a_secret_is_written_and_shown_nowhere_but_in_a_file_of_its_own() {
    for (host, file) in HOSTS {
        for scope in ["user", "project"] {
            let home = Home::new();
            let arguments = ["install", host, "--yes", "--scope", scope, "--env", "GITHUB_TOKEN"];
            let run = home.run_with(&[("GITHUB_TOKEN", SECRET)], &arguments);
            assert!(!format!("{run:?}").contains(SECRET), "{run:?}");
            let given = format!("GITHUB_TOKEN={SECRET}");
            let run = home.run(&["install", host, "--yes", "--name", "two", "--env", &given]);
            assert!(!format!("{run:?}").contains(SECRET), "{run:?}");
            let kept = holding(&home.path(""), SECRET);
            let by_file = ["claude-desktop", "zed"].contains(host);
            assert!(kept.is_empty() != by_file, "{host}: {kept:?}");
            assert!(kept.iter().all(|file| file.contains("/toolhub/secrets/")), "{kept:?}");
            #[cfg(unix)]
            for file in &kept {
                use std::os::unix::fs::PermissionsExt as _;
                assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
            }
            home.run(&["uninstall", host, "--yes", "--name", "two"]).ok();
            if scope == "user" {
                assert!(fs::read_to_string(home.path(file)).unwrap().contains("GITHUB_TOKEN"));
                home.run(&["uninstall", host, "--yes"]).ok();
                assert_eq!(holding(&home.path(""), SECRET), [""; 0], "{host}");
            }
        }
    }
}

#[test]
fn the_list_of_hosts_shows_no_secret_and_nothing_that_a_terminal_obeys() {
    let home = Home::new();
    let entries = serde_json::json!({ "mcpServers": {
        "toolhub": { "url": format!("https://me:{SECRET}@tools.example.com/mcp?key={SECRET}") },
        "two": { "command": "/\u{202e}bin/toolhub" },
    }});
    write(&home.path(".cursor/mcp.json"), &entries.to_string());
    let listed = home.run(&["install"]).ok();
    assert!(!listed.contains(SECRET) && !listed.contains('\u{202e}'), "{listed}");
    let line = "toolhub -> https://tools.example.com/mcp, two -> /\\u{202e}bin/toolhub\n";
    assert!(listed.contains(line), "{listed}");
}

#[test]
fn a_secret_that_an_entry_no_longer_names_is_removed() {
    let home = Home::new();
    let given = format!("GITHUB_TOKEN={SECRET}");
    home.run(&["install", "zed", "--yes", "--env", &given, "--env", "GITHUB_REPO=a/b"]).ok();
    assert_eq!(holding(&home.path(""), SECRET).len(), 1);
    let said = home.run(&["install", "zed", "--yes", "--env", "GITHUB_REPO=a/b"]).ok();
    assert!(said.contains("GITHUB_TOKEN is removed too\n"), "{said}");
    assert_eq!(holding(&home.path(""), SECRET), [""; 0]);
}

#[test]
fn a_secret_that_is_read_from_a_file_works() {
    let home = Home::new();
    let url = "postgres://toolhub:hunter2@127.0.0.1:1/shop";
    home.run_with(&[("DATABASE_URL", url)], &["install", "zed", "--yes", "--env", "DATABASE_URL"])
        .ok();
    let text = fs::read_to_string(home.path(".config/zed/settings.json")).unwrap();
    let entry: serde_json::Value = serde_json::from_str(&text).unwrap();
    let file = &entry["context_servers"]["toolhub"]["env"]["DATABASE_URL_FILE"];
    let run = home.run_with(&[("DATABASE_URL_FILE", file.as_str().unwrap())], &["check"]);
    assert!(run.stdout.contains("ok    DATABASE_URL from a file"), "{run:?}");
    let plain = ["install", "zed", "--print", "--env", "DATABASE_URL=sqlite:shop.db"];
    let printed = home.run(&plain).stdout;
    let whole = format!("\"sqlite:{}\"", home.path("shop.db").display());
    assert!(printed.contains(&whole), "{printed}");
}

#[test]
fn nothing_is_written_without_a_yes() {
    let home = Home::new();
    let path = home.path(".cursor/mcp.json");
    let run = home.run(&["install", "cursor"]);
    assert_eq!(run.status.code(), Some(1));
    assert_eq!(
        run.stderr,
        "error: nobody is there to ask: --yes writes without asking, --dry-run only shows\n"
    );
    let shown = home.run(&["install", "cursor", "--dry-run"]).ok();
    assert!(shown.contains("+    \"toolhub\": {\n"), "{shown}");
    assert!(shown.contains("lies in a build directory"), "{shown}");
    assert!(!path.exists() && !home.path(".cursor").exists());
}

/// On a terminal it asks; `script` gives it one.
#[cfg(target_os = "linux")]
#[test]
fn a_person_is_asked() {
    for (answer, code) in [("y\n", 0), ("n\n", 1), ("\n", 1)] {
        let home = Home::new();
        let typed = home.path("typed");
        fs::write(&typed, answer).unwrap();
        let line = format!("{} install cursor", env!("CARGO_BIN_EXE_toolhub"));
        let mut command = Command::new("script");
        command.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
        command
            .env_clear()
            .env("HOME", home.path(""))
            .env("PATH", std::env::var_os("PATH").unwrap());
        command.current_dir(home.path("")).stdin(fs::File::open(&typed).unwrap());
        let output = command.output().expect("`script` is missing: apt-get install bsdutils");
        let run = Run::from(output);
        assert_eq!(run.status.code(), Some(code), "{run:?}");
        assert!(run.stdout.contains("Write this? [y/N]"), "{run:?}");
        assert_eq!(home.path(".cursor/mcp.json").exists(), code == 0);
    }
}

#[test]
fn a_file_that_is_not_understood_stays_as_it_is() {
    for (host, file) in HOSTS {
        let home = Home::new();
        let path = home.path(file);
        write(&path, "{ \"token\": hunter2\n");
        for verb in ["install", "uninstall"] {
            let error = home.run(&[verb, host, "--yes"]).failed(1);
            assert!(error.contains("cannot be edited; nothing is changed"), "{error}");
            assert!(error.contains("it is not valid ") && !error.contains("hunter2"), "{error}");
        }
        fs::write(&path, b"\xff\xfe{}").unwrap();
        let error = home.run(&["install", host, "--yes"]).failed(1);
        assert!(error.contains("is not UTF-8 text; nothing is changed"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"\xff\xfe{}");
    }
}

#[test]
fn an_entry_made_by_hand_is_replaced_in_sight() {
    let home = Home::new();
    let path = home.path(".cursor/mcp.json");
    write(
        &path,
        "{\"mcpServers\": {\n  \"other\": {},\n  \"toolhub\": {\n    \"url\": \"http://old/mcp\",\n    \"headers\": \
         { \"Authorization\": \"Bearer hunter2\" },\n    \"timeout\": 9\n  }\n}}\n",
    );
    let shown = home.run(&["install", "cursor", "--dry-run", "--command", "/bin/toolhub"]).ok();
    assert!(shown.contains("-    \"url\": \"http://old/mcp\""), "{shown}");
    assert!(!shown.contains("hunter2") && shown.contains("[secret]"), "{shown}");
    home.run(&["install", "cursor", "--yes", "--command", "/bin/toolhub"]).ok();
    let after = fs::read_to_string(&path).unwrap();
    assert!(after.contains("\"timeout\": 9") && !after.contains("http://old"), "{after}");
    home.run(&["uninstall", "cursor", "--yes"]).ok();
    assert!(
        !fs::read_to_string(&path).unwrap().contains("toolhub"),
        "what was by hand is gone too"
    );
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let home = Home::new();
    let (path, target) = (home.path(".claude.json"), home.path("dotfiles/claude.json"));
    write(&target, "{}\n");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&target, &path).unwrap();
    home.run(&["install", "claude-code", "--yes"]).ok();
    assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
    assert!(fs::read_to_string(&target).unwrap().contains("toolhub"));
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    fs::remove_file(&target).unwrap();
    let error = home.run(&["install", "claude-code", "--yes"]).failed(1);
    assert!(error.contains("is a link that leads nowhere"), "{error}");
}

#[test]
fn wrong_settings_are_named_now_and_not_when_the_host_starts() {
    let home = Home::new();
    let refused =
        |setting: &str| home.run(&["install", "cursor", "--yes", "--env", setting]).failed(1);
    assert!(refused("HTTP_PORT=eighty").contains("HTTP_PORT: \"eighty\" is not a whole number"));
    assert!(refused("TOOLHUB_TOKEN=x").contains("did you mean TOOLHUB_API_TOKEN?"));
    assert!(refused("LOG_LEVEL").contains("LOG_LEVEL is not set here"));
    assert!(!refused("hunter 2=x").contains("hunter"), "the value may be in the wrong place");
    let url = |url: &str| home.run(&["install", "cursor", "--yes", "--url", url]).failed(1);
    assert!(!url("https://me:hunter2@host/mcp").contains("hunter2"));
    assert!(url("http://tools.example.com/mcp").contains("use https://"));
    let token = ["install", "cursor", "--url", "https://host/mcp", "--token-env", "hunter2hunter2"];
    let error = home.run(&token).failed(1);
    assert!(error.contains("never the token itself") && !error.contains("hunter2"), "{error}");
    assert!(url("ftp://host/mcp").contains("neither https:// nor http://"));
    let other = home.run(&["install", "zed", "--yes", "--env", "OTHER_TOKEN=hunter2"]).failed(1);
    assert!(other.contains("OTHER_TOKEN looks like a secret") && !other.contains("hunter2"));
    let remote = home.run(&["install", "claude-desktop", "--url", "https://host/mcp"]).failed(1);
    assert!(remote.contains("Settings > Connectors"), "{remote}");
    let project = home.run(&["install", "windsurf", "--scope", "project"]).failed(1);
    assert_eq!(project, "error: Windsurf has no file in a project\n");
    assert!(home.run(&["install", "cursr"]).failed(2).contains("did you mean cursor?"));
    assert!(
        home.run(&["install", "cursor", "--name", "a b"]).failed(2).contains("a name is 1 to 32")
    );
}
