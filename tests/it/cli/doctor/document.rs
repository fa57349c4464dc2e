//! docs/troubleshooting.md and what doctor says are one.

use std::collections::BTreeSet;

use super::{Home, doctor};

#[test]
fn every_check_has_its_row_and_every_row_its_check() {
    let found = doctor(&Home::new(), &[]);
    let checks: BTreeSet<&str> =
        found.findings.iter().filter_map(|finding| finding["check"].as_str()).collect();
    let document = include_str!("../../../../docs/troubleshooting.md");
    let rows: BTreeSet<&str> = document
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
        .map(|(id, _)| id)
        .collect();
    assert_eq!(checks, rows);
}

/// What a person reads: headings, marks, cures, a sum.
#[test]
fn people_read_lines() {
    let home = Home::new();
    let run = home.run_with(&[("HTTP_PORT", "x")], &["doctor"]);
    assert_eq!(run.status.code(), Some(1), "{run:?}");
    let text = run.stdout;
    assert!(text.starts_with("program\n  "), "{text}");
    let lines = "\nconfiguration\n  FAIL  HTTP_PORT: \"x\" is not a whole number from 0 to 65535\n        \
                 cure: for instance HTTP_PORT=8080\n  note  ";
    assert!(text.contains(lines), "{text}");
    assert!(text.lines().last().unwrap().starts_with("1 failed, "), "{text}");
}
