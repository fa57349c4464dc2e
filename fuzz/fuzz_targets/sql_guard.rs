//! Statements bred from the corpus, and raw text: the guard never panics, what it
//! prints reads as itself, and PostgreSQL's own grammar finds nothing in it that
//! the guard does not claim.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::{Corpus, fuzz_target};
use toolhub::backend::sql::{
    catalog::Catalog,
    guard::{
        check,
        judge::{Objection, judge, mutate::Pieces},
        world,
    },
};

const HOSTILE: &str = include_str!("../../tests/corpus/sql/postgres/hostile.sql");
const LEGITIMATE: &str = include_str!("../../tests/corpus/sql/postgres/legitimate.sql");

static PIECES: LazyLock<Pieces> = LazyLock::new(|| {
    let texts = |corpus| world::entries(corpus).map(|(_, sql)| sql);
    Pieces::of(texts(LEGITIMATE), texts(HOSTILE))
});
static CATALOG: LazyLock<Catalog> = LazyLock::new(world::catalog);
static PLAIN: LazyLock<Catalog> = LazyLock::new(|| world::plain(world::catalog()));

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let sql = match bytes {
        [b'!', text @ ..] => String::from_utf8_lossy(text).into_owned(),
        bytes => PIECES.mutate(bytes),
    };
    let Ok(checked) = check(&sql, &CATALOG) else { return Corpus::Keep };
    if let Err(Objection::Beyond(what)) = judge(&checked, &CATALOG) {
        panic!("{what}\n{sql}\n{}", checked.sql);
    }
    match check(&checked.sql, &PLAIN) {
        Ok(again) => assert_eq!(again.sql, checked.sql, "{sql}"),
        // what is printed is longer than what was sent
        Err(refusal) => assert!(
            refusal.problem.contains("longer than")
                || refusal.problem.contains("more than")
                || refusal.problem.contains("deeply"),
            "{refusal}\n{sql}\n{}",
            checked.sql
        ),
    }
    Corpus::Keep
});
