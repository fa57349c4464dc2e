//! Stdout, stderr and the pipes behind them.

use super::{Home, door::Run};

#[cfg(unix)]
#[test]
fn a_reader_that_went_away_is_no_error() {
    let home = Home::new();
    for args in [&["tools", "--json"][..], &["config"], &["check"], &["completions", "bash"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let run = Run::from(home.command(args).stdout(writer).output().unwrap());
        assert!(run.status.success(), "{args:?} {run:?}");
        assert_eq!(run.stderr, "", "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let run = Run::from(Home::new().command(&["tools"]).stdout(full).output().unwrap());
    assert_eq!(run.status.code(), Some(1));
    assert!(run.stderr.starts_with("error: "), "{run:?}");
}

#[test]
fn without_a_terminal_it_serves_and_ends_with_its_input() {
    let run = Home::new().run_with(&[("LOG_LEVEL", "error")], &[]);
    assert!(run.status.success(), "{run:?}");
    assert_eq!(run.stdout, "", "stdout belongs to the protocol");
}
