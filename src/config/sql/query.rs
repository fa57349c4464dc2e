//! `[sql.queries.<name>]`: a statement that the operator wrote.

use std::collections::BTreeMap;

use super::{ORDERS, ParamConfig, QueryConfig, SourceConfig, param, placeholders, read};
use crate::config::{
    Store,
    file::{self, Problems, Section},
};

/// What every saved query takes beside its parameters.
const OWN_ARGUMENTS: [&str; 3] = ["limit", "cursor", "keep"];

/// One saved query; `None` when what is missing or wrong was noted.
pub(super) fn read(
    mut section: Section,
    sources: &BTreeMap<String, SourceConfig>,
    problems: &mut Problems,
) -> Option<QueryConfig> {
    for key in ["sql", "description"].into_iter().filter(|key| !section.has(key)) {
        problems.add(&section.path(key), "is missing");
    }
    let source = if section.has("source") {
        section.take("source", problems, |value| {
            let name = file::text(value)?;
            let is_known = sources.contains_key(&name);
            if is_known { Ok(name) } else { Err(read::unknown_source(&name, sources).into()) }
        })
    } else {
        Some(ORDERS.to_owned())
    };
    let sql = section.take("sql", problems, file::text);
    let description = section.take("description", problems, file::text);
    let title = section.take("title", problems, file::text);
    let mut params = BTreeMap::new();
    for (name, declared) in section.named("params", problems) {
        if OWN_ARGUMENTS.contains(&name.as_str()) {
            problems
                .add(declared.own_path(), "is an argument of every saved query; name it otherwise");
        }
        params.insert(name.clone(), param::read(name, declared, problems));
    }
    let path = section.path("sql");
    section.finish(problems);
    let (source, sql) = (source?, sql?);
    let store = &sources.get(&source)?.store;
    let (sql, params) = bind(&path, &sql, store, params, problems)?;
    Some(QueryConfig { source, title, description: description?, sql, params })
}

/// The statement with the database's placeholders, and the parameters in their
/// order. Those that are declared wrongly were noted, and are known all the same.
fn bind(
    path: &str,
    sql: &str,
    store: &Store,
    mut declared: BTreeMap<String, Option<ParamConfig>>,
    problems: &mut Problems,
) -> Option<(String, Vec<ParamConfig>)> {
    let dialect = match store {
        Store::Postgres { .. } => placeholders::Dialect::Postgres,
        Store::Sqlite { .. } => placeholders::Dialect::Sqlite,
    };
    let found = placeholders::rewrite(sql, dialect);
    let (sql, names) = found.map_err(|wrong| problems.add(path, wrong)).ok()?;
    let mut params = Vec::new();
    for name in names {
        match declared.remove(&name) {
            Some(param) => params.extend(param),
            None => problems.add(path, format_args!("uses :{name}, which params does not declare")),
        }
    }
    for name in declared.keys() {
        problems.add(path, format_args!("does not use the parameter :{name}"));
    }
    Some((sql, params))
}
