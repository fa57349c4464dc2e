//! What `run_python` promises, whatever runs the code: cases as files of Python
//! (`tests/corpus/python/README.md`), judged by outcomes and never by errno.
//!
//! `TOOLHUB_TEST_SANDBOX` holds the settings of the backend under test, as
//! `NAME=value` separated by spaces; `TOOLHUB_TEST_SANDBOX_CASE` a part of the
//! `group/file` of the cases to run.

mod arena;
mod case;
mod containers;
mod corpus;
mod directive;
mod host;
mod judge;
mod leftovers;
mod listeners;
mod plan;
mod shape;
mod soak;

use arena::Arena;

/// The folders of the corpus.
const GROUPS: [&str; 13] = [
    "code",
    "crash",
    "files",
    "frames",
    "host",
    "kernel",
    "memory",
    "neighbours",
    "network",
    "output",
    "privileges",
    "processes",
    "works",
];

/// Each group as a test of its own, with a server of its own.
macro_rules! groups {
    ($($group:ident),+ $(,)?) => {$(
        #[tokio::test]
        async fn $group() {
            run(stringify!($group)).await;
        }
    )+};
}

groups!(
    code, crash, files, frames, host, kernel, memory, neighbours, network, output, privileges,
    processes, works
);

async fn run(group: &str) {
    let cases = corpus::cases(group);
    if cases.is_empty() {
        return;
    }
    let mut arena = Arena::open().await;
    let mut failed = Vec::new();
    for case in &cases {
        let (complaints, took) = arena.run(case).await;
        let verdict = if complaints.is_empty() { "ok" } else { "FAILED" };
        println!("{verdict:6} {:>6.2} s  {group}/{}: {}", took.as_secs_f64(), case.file, case.name);
        if !complaints.is_empty() {
            failed.push(format!("{group}/{}.py\n    {}", case.file, complaints.join("\n    ")));
        }
    }
    let all = cases.len();
    assert!(failed.is_empty(), "{} of {all} cases failed:\n{}", failed.len(), failed.join("\n"));
}
