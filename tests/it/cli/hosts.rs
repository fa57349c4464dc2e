//! What `toolhub install` tells about hosts, and the page about them.

use super::{
    Home,
    door::Run,
    install::{HOSTS, SECRET, write},
};

#[test]
fn without_a_host_the_files_are_listed() {
    let home = Home::new();
    home.run(&["install", "codex", "--yes", "--command", "/bin/toolhub"]).ok();
    home.run(&["install", "gemini", "--yes", "--no-token", "--url", "https://host/mcp"]).ok();
    write(&home.path(".cursor/mcp.json"), "{");
    let list = home.run(&["install"]).ok();
    for (host, file) in HOSTS {
        assert!(list.contains(&format!("{host}  ")), "{list}");
        assert!(list.contains(&home.path(file).display().to_string()), "{list}");
    }
    assert!(list.contains("config.toml  toolhub -> /bin/toolhub\n"), "{list}");
    assert!(list.contains("settings.json  toolhub -> https://host/mcp\n"), "{list}");
    assert!(list.contains("mcp.json  it is not valid JSON: "), "{list}");
    assert!(list.contains(".claude.json  not there\n"), "{list}");
}

#[test]
fn links_carry_the_entry() {
    let home = Home::new();
    let link = |host| home.run(&["install", host, "--link", "--command", "/bin/toolhub"]).stdout;
    // the name, and the entry as base64
    assert_eq!(
        link("cursor"),
        "cursor://anysphere.cursor-deeplink/mcp/install?name=toolhub&config=\
         eyJjb21tYW5kIjoiL2Jpbi90b29saHViIiwiYXJncyI6W119\n"
    );
    assert_eq!(
        link("vscode"),
        "vscode:mcp/install?%7B%22name%22%3A%22toolhub%22%2C%22type%22%3A%22stdio%22%2C\
         %22command%22%3A%22%2Fbin%2Ftoolhub%22%2C%22args%22%3A%5B%5D%7D\n"
    );
    assert!(home.run(&["install", "zed", "--link"]).failed(1).contains("--print shows the entry"));
}

/// The page shows what every host gets: a command, and what it prints.
#[test]
fn the_page_about_hosts_is_true() {
    let page = include_str!("../../../docs/hosts.md");
    let mut shown = 0;
    for part in page.split("```sh\n").skip(1) {
        let (line, rest) = part.split_once("\n```\n").unwrap();
        let Some(arguments) = line.strip_prefix("toolhub ").filter(|_| line.contains("--print"))
        else {
            continue;
        };
        let block =
            rest.strip_prefix("\n```").and_then(|rest| rest.split_once("```")?.0.split_once('\n'));
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let home = Home::new();
        let mut command = home.command(&arguments);
        command.env("HOME", "/home/you").env("GITHUB_TOKEN", SECRET);
        let run = Run::from(command.output().unwrap());
        let printed = run.stdout.replace(env!("CARGO_BIN_EXE_toolhub"), "/usr/local/bin/toolhub");
        assert_eq!(block.map(|(_, block)| block), Some(printed.as_str()), "{line}");
        shown += 1;
    }
    assert_eq!(shown, 3 * HOSTS.len() - 1, "each host with a setting, a secret and a URL");
    for (host, _) in HOSTS {
        assert!(page.contains(&format!("toolhub install {host} --print")), "{host}");
    }
}
