//! Hostile statements, as a superuser and as a role that may only read.

use std::time::{Duration, Instant};

use toolhub::backend::sql::{Query, SqlError};

use super::{
    arena::{Arena, Role, TIMEOUT},
    corpus::{Statement, shown, statements},
    state,
};

/// What this process may grow by.
const MEMORY: u64 = 512 << 20;
/// The most memory that a process of the database may take.
const BACKEND: u64 = 1 << 30;

/// In every hidden value, in what a working oracle answers, and in what the
/// database's own functions say.
const MARKS: [&str; 4] = ["-CANARY", "YRANAC-", "LEAK", "EVIL RAN"];

#[derive(Debug, Default)]
struct Tally {
    refused: u32,
    failed: u32,
    bounded: u32,
    answered: Vec<String>,
    harm: Vec<String>,
    slowest: (Duration, String),
}

#[tokio::test]
async fn hostile_statements_have_no_effect_as_superuser() {
    attack(Role::Superuser).await;
}

#[tokio::test]
async fn hostile_statements_have_no_effect_as_reader() {
    attack(Role::Reader).await;
}

async fn attack(role: Role) {
    let arena = Arena::new(role).await;
    let statements = statements("hostile.sql", arena.directory());
    assert!(statements.len() >= 150, "{}", statements.len());
    let calm = run(&arena, "SELECT count(*) FROM orders", false).await;
    assert!(calm.shown.starts_with("answered"), "{}", calm.shown);
    let (memory, mut backend) = (state::status("self", "VmHWM:").unwrap(), (0, String::new()));
    let mut before = state::lasting(&arena.admin, arena.directory()).await;
    let mut tally = Tally::default();
    for statement in &statements {
        for explain in [false, true] {
            let answer = run(&arena, &statement.sql, explain).await;
            tally.count(statement, explain, &answer);
            let held = state::held(&arena.admin).await;
            if !held.is_empty() {
                tally.harm(statement, explain, &format!("left {held}"));
            }
            let peak = state::backend_memory(&arena.admin).await;
            if peak > backend.0 + (16 << 20) {
                backend = (peak, statement.name.clone());
                println!("a backend grew to {} MiB at {}", peak >> 20, statement.name);
            }
        }
        let after = state::lasting(&arena.admin, arena.directory()).await;
        if after != before {
            tally.harm(statement, false, &format!("changed {before} to {after}"));
            before = after;
        }
    }
    arena.end().await;
    let calls = state::calls(&arena.admin).await;
    let memory = state::status("self", "VmHWM:").unwrap() - memory;
    tally.print(role, statements.len());
    println!("memory: this process +{} MiB, a backend {} MiB", memory >> 20, backend.0 >> 20);
    assert!(tally.harm.is_empty(), "{} did harm:\n{}", tally.harm.len(), tally.harm.join("\n"));
    assert_eq!(calls, "", "functions of the database ran");
    assert!(backend.0 < BACKEND, "a backend grew to {} MiB at {}", backend.0 >> 20, backend.1);
    assert!(memory < MEMORY, "this process grew by {} MiB", memory >> 20);
}

/// What was answered to a statement.
struct Answer {
    kind: Kind,
    shown: String,
    took: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Answered,
    Refused,
    Failed,
    Bounded,
}

async fn run(arena: &Arena, sql: &str, explain: bool) -> Answer {
    let query = Query { sql, params: &[], limit: 2_000, offset: 0, caller: "mallory" };
    let start = Instant::now();
    let answer = if explain {
        arena.source.explain(query).await.map(|plan| plan.lines.join("\n"))
    } else {
        arena.source.query(query).await.map(|rows| format!("{:?}", rows.rows))
    };
    let took = start.elapsed();
    let (kind, shown) = match answer {
        Ok(shown) => (Kind::Answered, format!("answered {shown}")),
        Err(error @ SqlError::Refused(_)) => (Kind::Refused, format!("{error:?}")),
        Err(error @ (SqlError::Timeout(_) | SqlError::Busy { .. })) => {
            (Kind::Bounded, format!("{error:?}"))
        }
        Err(error) => (Kind::Failed, format!("{error:?}")),
    };
    Answer { kind, shown, took }
}

impl Tally {
    fn count(&mut self, statement: &Statement, explain: bool, answer: &Answer) {
        match answer.kind {
            Kind::Refused => self.refused += 1,
            Kind::Failed => self.failed += 1,
            Kind::Bounded => self.bounded += 1,
            Kind::Answered => {}
        }
        if answer.kind == Kind::Answered && !explain {
            self.answered.push(format!("{}: {}", statement.name, shown(&statement.sql)));
        }
        if answer.kind == Kind::Failed && !explain {
            self.answered.push(format!(
                "{} failed: {} {}",
                statement.name,
                shown(&statement.sql),
                shown(&answer.shown)
            ));
        }
        if betrays(statement, explain, &answer.shown) {
            self.harm(statement, explain, &answer.shown);
        }
        if answer.took > TIMEOUT + Duration::from_secs(1) {
            self.harm(statement, explain, &format!("took {:?}", answer.took));
        }
        if answer.took > self.slowest.0 {
            self.slowest = (answer.took, statement.name.clone());
        }
    }

    fn harm(&mut self, statement: &Statement, explain: bool, what: &str) {
        let how = if explain { " explained" } else { "" };
        let Statement { name, sql } = statement;
        let what: String = what.chars().take(400).collect();
        self.harm.push(format!("{name}{how}: {} => {what}", shown(sql)));
    }

    fn print(&self, role: Role, statements: usize) {
        let Self { refused, failed, bounded, answered, harm, slowest } = self;
        println!("\n{statements} hostile statements, each run and explained as {role:?}:");
        println!("executed with effect {}, refused {refused}", harm.len());
        println!("failed in the database {failed}, stopped {bounded}, slowest {slowest:?}");
        println!("answered without harm or failed:\n  {}", answered.join("\n  "));
    }
}

/// Whether a reply holds what must stay hidden, and not only the statement's own
/// words. A plan repeats the statement's constants, so an oracle's answer there
/// means nothing.
fn betrays(statement: &Statement, explain: bool, shown: &str) -> bool {
    let marks = if explain { &["-CANARY", "EVIL RAN"][..] } else { &MARKS[..] };
    let shown = shown.to_uppercase();
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap().to_ascii_uppercase();
    let hex = |text: &str| {
        text.bytes().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect::<String>()
    };
    let own = statement.sql.to_uppercase().contains("CAN' || 'ARY");
    marks
        .iter()
        .filter(|mark| !(own && **mark == "-CANARY"))
        .any(|mark| shown.contains(mark) || shown.contains(&hex(mark)))
}
