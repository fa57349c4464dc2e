//! The program, PATH and the configuration.

use super::{Found, Home, doctor, permit, script};

#[test]
fn another_toolhub_that_comes_first_on_path_is_found() {
    let home = Home::new();
    script(&home, "old/toolhub", "echo 'toolhub 0.0.1 (0000000)'");
    let path = home.path("old");
    let found = doctor(&home, &[("PATH", path.to_str().unwrap())]);
    insta::assert_snapshot!(found.check("path"), @"
    fail: HOME/old/toolhub comes first on PATH and is another: toolhub 0.0.1 (0000000)
      cure: remove HOME/old/toolhub, or put HERE before its directory in PATH
    ");
}

#[test]
fn this_program_is_found_on_path_by_a_link_too() {
    let home = Home::new();
    std::fs::create_dir(home.path("bin")).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_toolhub"), home.path("bin/toolhub")).unwrap();
    let path = format!("relative:/nowhere:{}", home.path("bin").display());
    let found = doctor(&home, &[("PATH", &path)]);
    insta::assert_snapshot!(found.check("path"), @"ok: toolhub on PATH is this one: HOME/bin/toolhub");
    let found = doctor(&home, &[("PATH", "relative:/nowhere")]);
    insta::assert_snapshot!(found.check("path"), @"
    note: toolhub is not on PATH
      cure: add HERE to PATH; in a host's entry write the absolute path
    ");
}

#[test]
fn too_few_open_files_are_noted_where_http_is_served() {
    let home = Home::new();
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", "ulimit -n 256; exec \"$0\" doctor --json", env!("CARGO_BIN_EXE_toolhub")]);
    shell.env_clear().current_dir(home.path(""));
    shell.env("HOME", home.path("")).env("TOOLHUB_SANDBOX", "off").env("TOOLHUB_AUTH", "none");
    let found = Found::of(&home, shell.env("HTTP_PORT", "0"));
    insta::assert_snapshot!(found.check("open-files"), @"
    note: 256 files may be open at once, and TOOLHUB_MAX_CONNECTIONS is 10000
      cure: `ulimit -n 10200` (systemd: LimitNOFILE=10200; docker: --ulimit nofile=10200), or TOOLHUB_MAX_CONNECTIONS=56
    ");
}

#[test]
fn a_wrong_configuration_is_told_line_by_line() {
    let home = Home::new();
    home.write(".env", "HTTP_PORT=eighty\nTOOLHUB_CACHE_TLL=5m\n");
    let found = doctor(&home, &[("TOOLHUB_TOKEN", "hunter2-hunter2")]);
    assert!(!found.run.stdout.contains("hunter2"), "{:?}", found.run);
    insta::assert_snapshot!(found.check("settings"), @r#"
    fail: TOOLHUB_CACHE_TLL: is not a variable of toolhub
      cure: did you mean TOOLHUB_CACHE_TTL?
    fail: TOOLHUB_TOKEN: is not a variable of toolhub
      cure: did you mean TOOLHUB_API_TOKEN?
    fail: HTTP_PORT: "eighty" is not a whole number from 0 to 65535
      cure: for instance HTTP_PORT=8080
    note: what depends on the configuration is looked at when it is right
    "#);
    home.write(".env", "DATABASE_URL hunter2\n");
    let found = doctor(&home, &[]);
    assert!(!found.run.stdout.contains("hunter2"), "{:?}", found.run);
    insta::assert_snapshot!(found.check("settings"), @"
    fail: .env: line 1 is not NAME=value
      cure: correct it; `toolhub config` lists the variables
    note: what depends on the configuration is looked at when it is right
    ");
}

#[test]
fn secrets_that_others_can_read_are_noted() {
    let home = Home::new();
    home.write("token", "9f86d081884c7d659a2feaa0c55ad015");
    home.write(".env", "LOG_LEVEL=warn\n");
    permit(&home, "token", 0o644);
    permit(&home, ".env", 0o640);
    let token = home.path("token");
    let env = [("TOOLHUB_API_TOKEN_FILE", token.to_str().unwrap()), ("HTTP_PORT", "0")];
    let found = doctor(&home, &env);
    insta::assert_snapshot!(found.check("secret-files"), @"
    note: TOOLHUB_API_TOKEN_FILE (HOME/token) is open to other users (mode 644)
      cure: `chmod 600` takes that away
    ");
    insta::assert_snapshot!(found.check("dotenv"), @"
    ok: HOME/.env is read here; a host starts toolhub in a directory of its own and does not see it
    note: .env is open to other users (mode 640)
      cure: `chmod 600` takes that away
    ");
    permit(&home, "token", 0o600);
    assert_eq!(
        doctor(&home, &env).check("secret-files"),
        "ok: no file of secrets is open to other users\n"
    );
}
