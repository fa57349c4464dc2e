//! The part of `toolhub check` about the SQL sources.

use anyhow::Error;
use serde_json::Value;

use crate::{
    backend::sql::{Query, Source, SourceState, Sql, SqlError},
    cli::checklist::Checklist,
    config::{SqlConfig, sql::ORDERS},
};

/// One source after the other: whether it answers, whether its role is as it
/// should be, and how much of it can be seen.
pub(in crate::cli) async fn check(list: &mut Checklist, config: &SqlConfig) -> anyhow::Result<()> {
    list.heading("SQL sources")?;
    let sql = match Sql::open(config).map_err(Error::new) {
        Ok(sql) => sql,
        Err(error) => {
            list.fail(&format!("{error:#}"))?;
            list.cure("correct the url of the source in TOOLHUB_CONFIG");
            return Ok(());
        }
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
            list.cure(&format!(
                "give the source {name} a role that only reads: docs/sql-sources.md"
            ));
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
        list.cure(&format!("correct it in TOOLHUB_CONFIG, or let the role of {name} read it"));
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
            list.cure("correct its sql in TOOLHUB_CONFIG; docs/sql.md says what is allowed");
        }
    }
    Ok(())
}

fn unreachable(list: &mut Checklist, source: &Source, error: SqlError) -> anyhow::Result<()> {
    list.fail(&format!("{}: {:#}", source.name(), Error::new(error)))?;
    list.cure("start that database, or correct the url of the source");
    Ok(())
}
