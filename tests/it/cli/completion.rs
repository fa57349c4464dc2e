//! What Tab offers.

use std::process::Command;

use super::{Home, door::Run};

/// The candidates for the last of `words`, as the shell would be told.
fn offered(words: &[&str]) -> Vec<String> {
    let index = (words.len() - 1).to_string();
    let mut args = vec!["--"];
    args.extend(words);
    let env = [("COMPLETE", "zsh"), ("_CLAP_COMPLETE_INDEX", index.as_str())];
    let offers = Home::new().run_with(&env, &args).ok();
    offers.lines().map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn commands_tools_and_arguments_are_offered() {
    assert!(offered(&["toolhub", "c"]).contains(&"call".to_owned()));
    assert_eq!(offered(&["toolhub", "do"]), ["doctor"]);
    assert_eq!(offered(&["toolhub", "health", "--l"]), ["--live"]);
    assert_eq!(offered(&["toolhub", "call", "get_"]), ["get_order"]);
    assert_eq!(offered(&["toolhub", "call", "get_order", "o"]), ["order_id="]);
    assert_eq!(offered(&["toolhub", "call", "list_orders", "status=sh"]), ["status=shipped"]);
}

#[test]
fn an_argument_is_offered_once() {
    let offers = offered(&["toolhub", "call", "list_orders", "limit=5", ""]);
    assert!(offers.contains(&"status=".to_owned()), "{offers:?}");
    assert!(!offers.contains(&"limit=".to_owned()), "{offers:?}");
}

/// Bash itself splits words at `=`; the script puts them together again.
#[test]
fn bash_completes_values_behind_the_equals_sign() {
    let complete = r#"
        source <("$0" completions bash)
        complete() { :; }
        offer() {
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_TYPE=9 COMPREPLY=()
            _toolhub
            echo "${COMPREPLY[*]}"
        }
        offer toolhub call get_
        offer toolhub call list_orders status = sh
        offer toolhub call list_orders status =
        offer toolhub call list_orders status = shipped li
    "#;
    let home = Home::new();
    let mut bash = Command::new("bash");
    bash.args(["-c", complete, env!("CARGO_BIN_EXE_toolhub")]);
    bash.env_clear().env("HOME", home.path("")).env("PATH", "/usr/bin:/bin");
    let run = Run::from(bash.output().expect("bash is needed: apt-get install bash"));
    assert_eq!(
        run.stdout,
        "get_order\nshipped\npending processing shipped delivered cancelled refunded\nlimit=\n",
        "{run:?}"
    );
}
