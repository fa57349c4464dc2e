//! What is left on E2B when a toolhub ends, and how it goes.

use std::time::Duration;

use super::{super::lifecycle::under_way, cold};
use crate::support::{e2b::E2b, program::Program, server::Server, stdio::Stdio};

/// A toolhub that is killed while code runs; the machines that it leaves.
async fn killed(e2b: &E2b) -> Vec<String> {
    let mut stdio = Stdio::start(&e2b.env());
    under_way(&mut stdio).await;
    let left = e2b.until(|ids| ids.len() >= 2).await;
    stdio.program.signal("KILL");
    stdio.end().await;
    left
}

#[tokio::test]
async fn a_program_that_ends_leaves_no_machine() {
    let e2b = E2b::new().await;
    let mut stdio = Stdio::start(&e2b.env());
    under_way(&mut stdio).await;
    e2b.until(|ids| ids.len() == 2).await;
    stdio.hang_up();
    let (_, status) = stdio.end().await;
    assert!(status.success(), "{status}");
    assert_eq!(e2b.ids(), [""; 0]);
}

#[tokio::test]
async fn what_a_killed_program_leaves_ends_by_itself() {
    let e2b = E2b::new().await;
    killed(&e2b).await;
    e2b.pass(Duration::from_mins(3)).await;
    assert_eq!(e2b.ids(), [""; 0]);
}

#[tokio::test]
async fn the_next_program_removes_what_is_over() {
    let e2b = E2b::new().await;
    let left = killed(&e2b).await;
    e2b.mark(&left[0], "toolhub.deadline", "1");
    let _server = Server::with(&e2b.env()).await;
    e2b.until(|ids| !ids.contains(&left[0])).await;
    assert!(left[1..].iter().all(|id| e2b.ids().contains(id)), "others may still be in use");
}

#[tokio::test]
async fn prune_removes_all_on_every_page() {
    let e2b = E2b::new().await;
    killed(&e2b).await;
    let mut stdio = cold(&e2b);
    under_way(&mut stdio).await;
    let all = e2b.ids();
    assert!(all.len() > 2, "more than a page: {all:?}");
    // Not of ours: without the mark.
    e2b.mark(&all[0], "toolhub", "something else");
    let mut program = Program::start(&["sandbox", "prune"], &e2b.env());
    let text = std::io::read_to_string(program.child.stdout.take().unwrap()).unwrap();
    assert!(program.exited().await.success());
    assert_eq!(text, format!("{} removed\n", all.len() - 1));
    assert_eq!(e2b.ids(), all[..1]);
}
