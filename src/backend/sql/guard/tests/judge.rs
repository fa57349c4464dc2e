//! PostgreSQL's own grammar about what the guard prints.

use std::sync::LazyLock;

use proptest::{prelude::*, test_runner::Config};

use super::{accepted, catalog, corpus, plain};
use crate::backend::sql::guard::{
    check,
    judge::{Objection, judge, mutate::Pieces},
};

static PIECES: LazyLock<Pieces> = LazyLock::new(|| {
    let texts = |corpus: Vec<(_, &'static str)>| corpus.into_iter().map(|(_, sql)| sql);
    Pieces::of(texts(corpus::legitimate()), texts(corpus::hostile()))
});

#[test]
fn the_judge_agrees_with_the_corpus() {
    let objections: Vec<_> = corpus::legitimate()
        .into_iter()
        .filter_map(|(name, sql)| {
            let checked = accepted(sql);
            Some((name, judge(&checked, &catalog()).err()?, checked.sql))
        })
        .collect();
    assert!(objections.is_empty(), "{objections:#?}");
}

proptest! {
    #![proptest_config(Config { cases: 10_000, failure_persistence: None, ..Config::default() })]

    #[test]
    fn the_judge_agrees_with_mutations(bytes in proptest::collection::vec(any::<u8>(), 2..60)) {
        let sql = PIECES.mutate(&bytes);
        if let Ok(checked) = check(&sql, &catalog()) {
            let verdict = judge(&checked, &catalog());
            prop_assert!(!matches!(verdict, Err(Objection::Beyond(_))), "{verdict:?}\n{sql}\n{}", checked.sql);
            let again = check(&checked.sql, &plain(catalog())).map(|again| again.sql);
            prop_assert_eq!(again, Ok(checked.sql));
        }
    }
}
