//! `[sql]`: the sources and saved queries of the configuration file.

use std::{collections::BTreeMap, path::Path};

use super::{ORDERS, SourceConfig, SqlConfig, query, source};
use crate::{
    config::{
        Store,
        file::{Problems, Section},
    },
    nearest::nearest,
};

const NAME: &str = "is not a name: small letters, digits, _ and -, a letter first, 64 at most";

impl SqlConfig {
    /// What the configuration file says, or everything that is wrong with it.
    /// `orders` is where the order database is unless the file says otherwise.
    pub(in crate::config) fn read(
        file: Option<&Path>,
        adhoc: bool,
        orders: Store,
    ) -> Result<Self, Vec<String>> {
        let base = source::orders(orders);
        let Some(file) = file else {
            let sources = BTreeMap::from([(ORDERS.to_owned(), base)]);
            return Ok(Self { adhoc, sources, queries: BTreeMap::new() });
        };
        let mut problems = Problems::new(file);
        let mut root = problems.open(file);
        let mut sql = root.section("sql", &mut problems);
        let directory = file.parent().unwrap_or(Path::new(""));
        let sources = sources(&mut sql, &base, directory, &mut problems);
        let queries = queries(&mut sql, &sources, &mut problems);
        sql.finish(&mut problems);
        root.finish(&mut problems);
        match problems.into_lines() {
            none if none.is_empty() => Ok(Self { adhoc, sources, queries }),
            lines => Err(lines),
        }
    }
}

fn sources(
    sql: &mut Section,
    orders: &SourceConfig,
    directory: &Path,
    problems: &mut Problems,
) -> BTreeMap<String, SourceConfig> {
    let mut sources = BTreeMap::from([(ORDERS.to_owned(), orders.clone())]);
    for (name, section) in sql.named("sources", problems) {
        if !is_name(&name) {
            problems.add(&sql.path(&format!("sources.{name}")), NAME);
        }
        let base = (name == ORDERS).then(|| orders.clone());
        sources.insert(name, source::read(section, base, directory, problems));
    }
    sources
}

fn queries(
    sql: &mut Section,
    sources: &BTreeMap<String, SourceConfig>,
    problems: &mut Problems,
) -> BTreeMap<String, super::QueryConfig> {
    let mut queries = BTreeMap::new();
    for (name, section) in sql.named("queries", problems) {
        if !is_name(&name) {
            problems.add(&sql.path(&format!("queries.{name}")), NAME);
        }
        queries.extend(query::read(section, sources, problems).map(|query| (name, query)));
    }
    queries
}

/// Names that are close to `name`, as the end of a problem.
pub(super) fn unknown_source(name: &str, sources: &BTreeMap<String, SourceConfig>) -> String {
    let known = || sources.keys().map(String::as_str);
    match nearest(name, known()) {
        Some(guess) => format!("names no source; did you mean {guess:?}?"),
        None => format!("names no source; known: {}", known().collect::<Vec<_>>().join(", ")),
    }
}

fn is_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b))
}
