//! The order database and the SQL sources, by the checks of `toolhub check`.

use super::{Checklist, Ground};
use crate::{
    backend::Backends,
    cli::check::{self, cure, sources},
    text::{chain, excerpt},
};

pub(super) async fn orders(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(config) = ground.config() else { return Ok(()) };
    match ground.backends(config).await {
        Ok(backends) => {
            check::reach(list, backends, &config.database).await?;
            role(list, backends).await
        }
        Err(error) => {
            list.fail(&chain(error))?;
            list.cure(cure::unopened(error));
            Ok(())
        }
    }
}

/// With which release and which role it is asked. That it does not answer has
/// been said.
async fn role(list: &mut Checklist, backends: &Backends) -> anyhow::Result<()> {
    let Ok(facts) = backends.database.facts().await else { return Ok(()) };
    let kind = backends.database.kind();
    let Some(role) = facts.role else { return list.ok(&format!("{kind} {}", facts.version)) };
    let name = excerpt(&role.name, 80);
    if !role.is_superuser {
        return list.ok(&format!("{kind} {}, with the role {name}", facts.version));
    }
    list.note(&format!("{kind} {}; the role {name} is a superuser", facts.version))?;
    list.cure(
        "give toolhub a role and a database of its own: CREATE ROLE toolhub LOGIN; CREATE DATABASE \
         shop OWNER toolhub",
    );
    Ok(())
}

pub(super) async fn sources(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(config) = ground.config() else { return Ok(()) };
    // The order database is one of them, and a first start makes its tables.
    let _ = ground.backends(config).await;
    sources::check(list, &config.sql).await
}
