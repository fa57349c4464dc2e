//! `toolhub call` at a terminal asks whoever sits there; without one it previews.
//! The terminal is made by `script` (Debian: bsdutils).

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use super::shop::{A101, CANCEL, CANCELLED, DECLINED, Shop};
use crate::support::{database::Kind, program::Program};

/// What the screen shows when `typed` is typed, and the exit code.
fn at_a_terminal(shop: &Shop, typed: &str) -> (String, Option<i32>) {
    let home = tempfile::tempdir().unwrap();
    let call = format!(
        "{} call cancel_order order_id=A101 reason=Because confirm=true",
        env!("CARGO_BIN_EXE_toolhub")
    );
    let mut command = Command::new("script");
    command.args(["--quiet", "--return", "--command", &call, "/dev/null"]);
    command.env_clear().env("HOME", home.path()).env("PATH", "/usr/bin:/bin").env("TERM", "dumb");
    command.envs(shop.env(&[])).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("script is needed: apt-get install bsdutils");
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let screen = String::from_utf8(output.stdout).unwrap().replace('\r', "");
    (screen, output.status.code())
}

#[tokio::test]
async fn whoever_sits_there_decides() {
    let shop = Shop::new(Kind::Sqlite).await;
    let before = shop.row(A101).await;
    for typed in ["\n", "n\n", "no\n", "yep\n", "true\n", "\u{4}"] {
        let (screen, code) = at_a_terminal(&shop, typed);
        assert!(
            screen.contains(CANCEL) && screen.contains("Do this? [y/N] "),
            "{typed:?} {screen}"
        );
        assert!(screen.trim_end().ends_with(DECLINED), "{typed:?} {screen}");
        assert_eq!(code, Some(0));
        assert_eq!(shop.row(A101).await, before);
    }
    let (screen, code) = at_a_terminal(&shop, "y\n");
    assert!(screen.trim_end().ends_with(CANCELLED), "{screen}");
    assert_eq!(code, Some(0));
    let audit = shop.audit().await;
    assert_eq!(audit.last().unwrap(), "cancel_order done  elicited");
    assert_eq!(audit.len(), 7);
    shop.verified();
}

#[tokio::test]
async fn a_script_gets_a_preview_and_confirms_it() {
    let shop = Shop::new(Kind::Sqlite).await;
    let env = shop.env(&[]);
    let run = |more: &[&str]| {
        let call = ["call", "cancel_order", "order_id=A101", "reason=Because", "--json"];
        let output = Program::run(&[&call, more].concat(), &env);
        assert!(output.status.success(), "{output:?}");
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let preview = run(&["confirm=true"]);
    assert_eq!((&preview["status"], &preview["preview"]), (&"preview".into(), &CANCEL.into()));
    let token = format!("confirmation_token={}", preview["confirmation_token"].as_str().unwrap());
    assert_eq!(run(&["confirm=true", &token])["status"], "done");
    assert!(shop.row(A101).await.starts_with("cancelled 0 1"));
}
