//! The corpus: hostile statements are refused, legitimate ones are not.

use super::{accepted, catalog, plain, refused};
use crate::backend::sql::guard::{check, world::entries};

const HOSTILE: &str = include_str!("../../../../../tests/corpus/sql/postgres/hostile.sql");
const LEGITIMATE: &str = include_str!("../../../../../tests/corpus/sql/postgres/legitimate.sql");

pub(in super::super) fn legitimate() -> Vec<(&'static str, &'static str)> {
    entries(LEGITIMATE).collect()
}

pub(in super::super) fn hostile() -> Vec<(&'static str, &'static str)> {
    entries(HOSTILE).collect()
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
