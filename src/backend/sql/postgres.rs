//! PostgreSQL as a source: the guard's printed statement in a read-only
//! transaction on a connection that is reset afterwards.

mod checked;
mod columns;
mod describe;
mod execute;
mod explain;
mod failure;
mod gather;
mod inventory;
mod lease;
mod params;
mod privileges;
mod session;

use std::{sync::Arc, time::Duration};

use super::{
    Catalog, Plan, Query, Refusal, Rows, SqlError, TableDescription, TableInfo,
    fresh::{Fresh, LIFE, SECOND_LOOK},
    guard::Checked,
    written::Format,
};
use crate::{
    backend::db::OpenError,
    config::{Secret, sql::SourceConfig},
    nearest::nearest,
    text,
};
use checked::Statements;
use inventory::Inventory;
use lease::Connections;

/// One PostgreSQL database.
#[derive(Debug)]
pub(super) struct Postgres {
    name: Arc<str>,
    config: Arc<SourceConfig>,
    connections: Connections,
    inventory: Fresh<Inventory>,
    statements: Statements,
}

impl Postgres {
    pub(super) fn new(
        name: Arc<str>,
        url: &Secret,
        config: Arc<SourceConfig>,
    ) -> Result<Self, OpenError> {
        let connections = Connections::new(Arc::clone(&name), url, &config)?;
        Ok(Self {
            name,
            config,
            connections,
            inventory: Fresh::default(),
            statements: Statements::default(),
        })
    }

    /// What the role may do and should not, asked anew; empty when the operator
    /// accepts it.
    pub(super) async fn excess(&self) -> Result<Vec<String>, SqlError> {
        Ok(self.look(Duration::ZERO).await?.excess.clone())
    }

    pub(super) async fn recipe(&self) -> Result<String, SqlError> {
        Ok(privileges::recipe(&self.name, &*self.look(LIFE).await?))
    }

    /// The operator's patterns that fit nothing.
    pub(super) async fn idle_patterns(&self) -> Result<Vec<String>, SqlError> {
        Ok(self.look(LIFE).await?.idle.clone())
    }

    pub(super) async fn catalog(&self) -> Result<Arc<Catalog>, SqlError> {
        Ok(Arc::clone(&self.served(LIFE).await?.catalog))
    }

    pub(super) async fn tables(&self) -> Result<Vec<TableInfo>, SqlError> {
        let catalog = self.catalog().await?;
        let lease = self.connections.lease().await?;
        let tables = describe::tables(lease.client(), &catalog).await;
        lease.finish();
        tables.map_err(|error| self.failed(error, ""))
    }

    pub(super) async fn describe(&self, name: &str) -> Result<TableDescription, SqlError> {
        let catalog = self.catalog().await?;
        let found = |catalog: &Catalog| find(catalog, name).cloned();
        let (catalog, table) = match found(&catalog) {
            Some(table) => (catalog, table),
            None => {
                let catalog = Arc::clone(&self.served(SECOND_LOOK).await?.catalog);
                let table = found(&catalog).ok_or_else(|| unknown_table(name, &catalog))?;
                (catalog, table)
            }
        };
        let lease = self.connections.lease().await?;
        let description = describe::table(lease.client(), &catalog, &table).await;
        lease.finish();
        let description = description.map_err(|error| self.failed(error, ""))?;
        description.ok_or_else(|| unknown_table(name, &catalog))
    }

    pub(super) async fn query(
        &self,
        query: &Query<'_>,
        format: Option<Format>,
    ) -> Result<Rows, SqlError> {
        self.bounded(async {
            let checked = self.check(query.sql).await?;
            if checked.explain {
                return Err(SqlError::Refused(Refusal {
                    part: "EXPLAIN".to_owned(),
                    problem: "is not reading".to_owned(),
                    allowed: Some("explain_query shows the plan of a statement".to_owned()),
                }));
            }
            self.execute(&checked, query, format).await
        })
        .await
    }

    pub(super) async fn explain(&self, query: &Query<'_>) -> Result<Plan, SqlError> {
        self.bounded(async {
            let checked = self.check(query.sql).await?;
            self.plan(&checked, query).await
        })
        .await
    }

    /// The statement as it may be executed. One that is refused gets a second
    /// look at the database: it may name what was not there a while ago.
    async fn check(&self, sql: &str) -> Result<Arc<Checked>, SqlError> {
        let inventory = self.served(LIFE).await?;
        let refusal = match self.statements.check(sql, &inventory.catalog) {
            Ok(checked) => return Ok(checked),
            Err(refusal) => refusal,
        };
        let newer = self.served(SECOND_LOOK).await?;
        if Arc::ptr_eq(&newer, &inventory) {
            return Err(SqlError::Refused(refusal));
        }
        self.statements.check(sql, &newer.catalog).map_err(SqlError::Refused)
    }

    async fn bounded<T>(
        &self,
        work: impl Future<Output = Result<T, SqlError>>,
    ) -> Result<T, SqlError> {
        let timeout = self.config.limits.timeout;
        let done = tokio::time::timeout(timeout, work).await;
        done.unwrap_or(Err(SqlError::Timeout(timeout)))
    }

    /// What the source shows, unless its role may do too much.
    async fn served(&self, age: Duration) -> Result<Arc<Inventory>, SqlError> {
        let inventory = self.look(age).await?;
        if inventory.excess.is_empty() || self.config.allow_privileged_role {
            return Ok(inventory);
        }
        Err(SqlError::RoleRefused {
            source_name: self.name.to_string(),
            reasons: inventory.excess.clone(),
        })
    }

    async fn look(&self, age: Duration) -> Result<Arc<Inventory>, SqlError> {
        let take = async {
            let lease = self.connections.lease().await?;
            let inventory = Inventory::take(lease.client(), &self.config.visible).await;
            lease.finish();
            inventory.map_err(|error| self.failed(error, ""))
        };
        self.inventory.get(age, take, |late| self.connections.unavailable(late.into())).await
    }

    /// How many rows the database believes a table to have.
    async fn rows_estimate(&self, table: &str) -> Result<Option<u64>, SqlError> {
        let tables = self.tables().await?;
        Ok(tables.iter().find(|info| info.name == table).and_then(|info| info.rows_estimate))
    }
}

/// The table that `name` stands for, as people write it.
fn find<'a>(catalog: &'a Catalog, name: &str) -> Option<&'a super::catalog::Table> {
    let (schema, table) = match name.split_once('.') {
        Some((schema, table)) => (Some(schema.trim_matches('"')), table),
        None => (None, name),
    };
    let table = table.trim_matches('"');
    catalog.table(schema, table).or_else(|| catalog.table(schema, &table.to_lowercase()))
}

fn unknown_table(name: &str, catalog: &Catalog) -> SqlError {
    let known = catalog.tables.iter().map(|table| table.name.as_str());
    let bare = name.rsplit('.').next().unwrap_or(name);
    SqlError::UnknownTable {
        name: text::excerpt(name, 100),
        nearest: nearest(bare, known).map(str::to_owned),
    }
}
