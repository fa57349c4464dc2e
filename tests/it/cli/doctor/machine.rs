//! Files and rights.

use std::{fs, os::unix::process::CommandExt as _, process::Command};

use super::{Found, Home, doctor, permit};

/// A user without rights, for whoever runs the tests as root.
const NOBODY: u32 = 65534;

#[test]
fn a_data_directory_that_cannot_be_used_is_found() {
    let home = Home::new();
    home.write("file", "");
    let file = home.path("file");
    let found = doctor(&home, &[("TOOLHUB_DATA_DIR", file.to_str().unwrap())]);
    insta::assert_snapshot!(found.check("data-dir"), @"
    fail: HOME/file is no directory
      cure: set TOOLHUB_DATA_DIR to a directory that this user may write
    ");
    fs::create_dir(home.path("data")).unwrap();
    permit(&home, "data", 0o777);
    let data = home.path("data");
    let found = doctor(&home, &[("TOOLHUB_DATA_DIR", data.to_str().unwrap())]);
    insta::assert_snapshot!(found.check("data-dir"), @"
    fail: HOME/data can be written by other users (mode 777)
      cure: `chmod 700 HOME/data`
    ");
}

#[test]
fn a_database_file_that_others_can_read_is_noted() {
    let home = Home::new();
    home.run(&["call", "ping"]).ok();
    permit(&home, ".local/share/toolhub/toolhub.db", 0o644);
    let found = doctor(&home, &[]);
    insta::assert_snapshot!(found.check("database-file"), @"
    note: HOME/.local/share/toolhub/toolhub.db is open to other users (mode 644)
      cure: `chmod 600` takes that away
    ");
}

/// What another user may not do: write the data directory, use Docker.
#[test]
fn missing_rights_are_told_from_missing_systems() {
    let home = Home::new();
    fs::create_dir(home.path("data")).unwrap();
    let socket = home.path("docker.sock");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    permit(&home, "docker.sock", 0o000);
    permit(&home, "data", 0o555);
    permit(&home, "", 0o755);
    let mut command = home.command(&["doctor", "--json"]);
    if std::os::unix::fs::MetadataExt::uid(&fs::metadata(&socket).unwrap()) == 0 {
        // The build directory may be root's alone.
        let program = home.path("toolhub");
        fs::copy(env!("CARGO_BIN_EXE_toolhub"), &program).unwrap();
        command = Command::new(program);
        command.args(["doctor", "--json"]).env_clear().env("HOME", home.path(""));
        command.current_dir(home.path("")).uid(NOBODY).gid(NOBODY);
    }
    command.env("TOOLHUB_DATA_DIR", home.path("data")).env("TOOLHUB_SANDBOX", "docker");
    command.env("DOCKER_HOST", format!("unix://{}", socket.display()));
    let found = Found::of(&home, &mut command);
    insta::assert_snapshot!(found.check("data-dir"), @"
    fail: HOME/data cannot be written by this user
      cure: set TOOLHUB_DATA_DIR to a directory that this user may write
    ");
    let sandbox = found.check("sandbox");
    let cure = "cure: let this user use Docker: `sudo usermod -aG docker $USER`, then log in again";
    assert!(sandbox.starts_with("fail: run_python is not offered: no Docker daemon"), "{sandbox}");
    assert!(sandbox.contains("Permission denied") && sandbox.contains(cure), "{sandbox}");
}
