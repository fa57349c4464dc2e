//! The corpus: hostile statements are refused, legitimate ones are not.

use super::{accepted, catalog, plain, refused};
use crate::backend::sql::guard::check;

const HOSTILE: &str = include_str!("../../../../../tests/corpus/sql/postgres/hostile.sql");
const LEGITIMATE: &str = include_str!("../../../../../tests/corpus/sql/postgres/legitimate.sql");

/// `--- name`, then the statement.
pub(in super::super) fn entries(corpus: &str) -> Vec<(&str, &str)> {
    let corpus = corpus.strip_prefix("--- ").unwrap();
    corpus
        .split("\n--- ")
        .map(|entry| entry.split_once('\n').unwrap())
        .map(|(name, sql)| (name, sql.trim_end_matches('\n')))
        .collect()
}

pub(in super::super) fn legitimate() -> Vec<(&'static str, &'static str)> {
    entries(LEGITIMATE)
}

pub(in super::super) fn hostile() -> Vec<(&'static str, &'static str)> {
    entries(HOSTILE)
}

#[test]
fn hostile_statements_are_refused() {
    assert!(hostile().len() >= 150);
    let accepted: Vec<_> = hostile()
        .into_iter()
        .filter_map(|(name, sql)| Some((name, check(sql, &catalog()).ok()?.sql)))
        .collect();
    assert!(accepted.is_empty(), "accepted: {accepted:#?}");
}

#[test]
fn legitimate_statements_are_accepted() {
    assert!(legitimate().len() >= 80);
    let refused: Vec<_> = legitimate()
        .into_iter()
        .filter_map(|(name, sql)| Some((name, check(sql, &catalog()).err()?.to_string())))
        .collect();
    assert!(refused.is_empty(), "refused: {refused:#?}");
}

#[test]
fn what_is_printed_reads_as_itself() {
    for (name, sql) in legitimate() {
        let printed = accepted(sql).sql;
        let again = check(&printed, &plain(catalog()));
        let again = again.unwrap_or_else(|refusal| panic!("{name}: {refusal}\n{printed}"));
        assert_eq!(again.sql, printed, "{name}");
    }
}

#[test]
fn refusals_repeat_little_of_the_statement() {
    for (name, sql) in hostile() {
        let refusal = refused(sql).to_string();
        assert!(refusal.chars().count() < 600, "{name}: {refusal}");
        assert!(!refusal.contains('\n'), "{name}: {refusal}");
    }
}
