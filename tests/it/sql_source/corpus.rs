//! What strangers and analysts write: nothing of the one may have an effect,
//! nothing of the other may be refused.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use toolhub::backend::sql::SqlError;

use super::{
    ask,
    canary::{Canary, all_text, betrays},
    peak_memory,
};

/// A bounded statement may use this much more memory than nothing at all.
const MEMORY: u64 = 600 * 1024 * 1024;

/// How long a statement may take whose time is up after a second.
const PATIENCE: Duration = Duration::from_millis(2_500);

#[tokio::test]
async fn hostile_statements_have_no_effect_on_sqlite() {
    let canary = Canary::new();
    let source = canary.source();
    canary.check(&source, "nothing").await;
    let before = peak_memory();
    let (mut answered, mut slowest) = (Vec::new(), (Duration::ZERO, String::new()));
    let statements = read("sqlite/hostile.sql");
    assert!(statements.len() >= 150, "{}", statements.len());
    for sql in &statements {
        let start = Instant::now();
        let answer = ask(&source, sql).await;
        let took = start.elapsed();
        let shown = match &answer {
            Ok(rows) => all_text(&rows.rows),
            Err(error) => format!("{error:?}").replace(&shown(sql), ""),
        };
        assert!(!betrays(&shown) || is_echo(sql, &answer), "{}: {shown}", self::shown(sql));
        assert!(took < PATIENCE, "{} took {took:?}", self::shown(sql));
        if took > slowest.0 {
            slowest = (took, self::shown(sql));
        }
        if answer.is_ok() {
            answered.push(self::shown(sql));
        }
        canary.check(&source, sql).await;
    }
    let memory = peak_memory() - before;
    println!("{} hostile statements; memory {} MiB", statements.len(), memory >> 20);
    println!("slowest {slowest:?}\nanswered without harm:\n{}", answered.join("\n"));
    assert!(memory < MEMORY, "memory grew by {} MiB", memory >> 20);
}

#[tokio::test]
async fn legitimate_statements_are_answered_by_sqlite() {
    let canary = Canary::new();
    let source = canary.source();
    let statements = read("sqlite/legitimate.sql");
    assert!(statements.len() >= 80, "{}", statements.len());
    let mut refused = Vec::new();
    for sql in &statements {
        if let Err(error) = ask(&source, sql).await {
            refused.push(format!("{sql}: {error:?}"));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    canary.check(&source, "all").await;
}

/// A statement's own words in an error are no secret.
fn is_echo(sql: &str, answer: &Result<toolhub::backend::sql::Rows, SqlError>) -> bool {
    answer.is_err() && betrays(sql)
}

/// The statements of a corpus file, with its marks replaced.
fn read(file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/sql").join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let is_statement = |line: &&str| !line.is_empty() && !line.starts_with('#');
    text.lines().filter(is_statement).map(expand).collect()
}

fn expand(line: &str) -> String {
    let mut text = line.replace('⏎', "\n").replace('␀', "\0");
    while let Some(start) = text.find("{{") {
        let end = start + text[start..].find("}}").unwrap();
        let (count, part) = text[start + 2..end].split_once('*').unwrap();
        let repeated = part.repeat(count.parse().unwrap());
        text.replace_range(start..end + 2, &repeated);
    }
    text
}

fn shown(sql: &str) -> String {
    sql.chars().take(150).collect()
}
