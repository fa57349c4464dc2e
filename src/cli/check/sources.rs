//! The part of `toolhub check` about the SQL sources.

use anyhow::Error;
use serde_json::Value;

use super::Checklist;
use crate::{
    backend::sql::{Query, Source, SourceState, Sql, SqlError},
    config::{SqlConfig, sql::ORDERS},
};

/// One source after the other: whether it answers, whether its role is as it
/// should be, and how much of it can be seen.
pub(super) async fn check(list: &mut Checklist, config: &SqlConfig) -> anyhow::Result<()> {
    list.heading("SQL sources")?;
    let sql = match Sql::open(config).map_err(Error::new) {
        Ok(sql) => sql,
        Err(error) => return list.fail(&format!("{error:#}")),
    };
    for source in sql.sources() {
        match source.state().await {
            Ok(state) => {
                let is_served = !matches!(state, SourceState::Refused { .. });
                report(list, source, state).await?;
                if is_served {
                    saved(list, source, config).await?;
                }
            }
            Err(error) => unreachable(list, source, error)?,
        }
    }
    match (config.adhoc, config.queries.len()) {
        (true, saved) => list.ok(&format!("any read-only statement, and {saved} saved queries")),
        (false, 0) => list.note("TOOLHUB_SQL_ADHOC=off and no saved queries: nothing to ask"),
        (false, saved) => list.ok(&format!("{saved} saved queries and nothing else")),
    }
}

async fn report(list: &mut Checklist, source: &Source, state: SourceState) -> anyhow::Result<()> {
    let (name, kind) = (source.name(), source.kind().as_str());
    match state {
        SourceState::Ready => list.ok(&format!("{name}: {kind} answers"))?,
        SourceState::Accepted { reasons } => {
            let reasons = reasons.join("; ");
            list.note(&format!("{name}: {kind} answers; accepted though its role {reasons}"))?;
        }
        SourceState::Refused { reasons } => {
            let line = format!("{name}: not served, because its role {}", reasons.join("; "));
            // The order database's own role has to make its tables.
            if name == ORDERS { list.note(&line) } else { list.fail(&line) }?;
            if let Ok(Some(recipe)) = source.recipe().await {
                list.note("these statements make a role that is served:")?;
                list.block(&recipe)?;
            }
            return Ok(());
        }
    }
    match source.catalog().await {
        Ok(catalog) if catalog.tables.is_empty() => {
            list.note(&format!("{name}: no table can be seen"))?;
        }
        Ok(catalog) => list.ok(&format!("{name}: {} tables can be seen", catalog.tables.len()))?,
        Err(error) => unreachable(list, source, error)?,
    }
    for pattern in source.idle_patterns().await.unwrap_or_default() {
        list.fail(&format!("{name}: {pattern} is the name of nothing there; is it misspelt?"))?;
    }
    Ok(())
}

/// Has the source plan its saved queries, which does not run them.
async fn saved(list: &mut Checklist, source: &Source, config: &SqlConfig) -> anyhow::Result<()> {
    for (name, query) in config.queries.iter().filter(|(_, query)| query.source == source.name()) {
        let params = vec![Value::Null; query.params.len()];
        let query =
            Query { sql: &query.sql, params: &params, limit: 1, offset: 0, caller: "check" };
        if let Err(error) = source.explain(query).await {
            list.fail(&format!("saved query {name}: {:#}", Error::new(error)))?;
        }
    }
    Ok(())
}

fn unreachable(list: &mut Checklist, source: &Source, error: SqlError) -> anyhow::Result<()> {
    list.fail(&format!("{}: {:#}", source.name(), Error::new(error)))
}
