//! Running one checked statement.

use std::pin::pin;

use futures_util::TryStreamExt;
use tokio_postgres::{Error, Statement, types::ToSql};

use super::{
    Postgres,
    columns::Columns,
    failure,
    lease::Lease,
    params::{self, Param},
    session,
};
use crate::backend::sql::{
    Query, ResultColumn, Rows, SqlError, Truncation, guard::Checked, shape::Page,
};

impl Postgres {
    /// Runs a checked statement, once more when the connection turned out to have
    /// died in the pool: it only reads.
    pub(super) async fn execute(
        &self,
        checked: &Checked,
        query: &Query<'_>,
    ) -> Result<Rows, SqlError> {
        // Every connection of the pool may have been closed, and then a new one works.
        for _ in 0..=self.config.limits.concurrency {
            if let Some(rows) = self.attempt(checked, query).await? {
                return Ok(rows);
            }
        }
        Err(self.lost())
    }

    /// `None`: the connection turned out to be closed.
    async fn attempt(
        &self,
        checked: &Checked,
        query: &Query<'_>,
    ) -> Result<Option<Rows>, SqlError> {
        let lease = self.connections.lease().await?;
        let statement = match self.open(&lease, &checked.sql, query.caller).await {
            Err(error) if failure::is_dead(&error) => return Ok(None),
            opened => opened.map_err(|error| self.failed(error, &checked.sql))?,
        };
        let params = params::encode(statement.params(), query.params)?;
        if checked.gathers > 0 {
            self.bound_gathered(&lease, checked, &params).await?;
        }
        let rows = self.page(&lease, checked, &statement, (query, &params)).await?;
        lease.finish();
        Ok(Some(rows))
    }

    /// Opens the transaction and has `sql` analysed in it: one round trip.
    pub(super) async fn open(
        &self,
        lease: &Lease<'_>,
        sql: &str,
        caller: &str,
    ) -> Result<Statement, Error> {
        let client = lease.client();
        let begin = session::begin(&self.config, caller);
        let (opened, statement) = tokio::join!(client.batch_execute(&begin), client.prepare(sql));
        opened?;
        statement
    }

    async fn page(
        &self,
        lease: &Lease<'_>,
        checked: &Checked,
        statement: &Statement,
        (query, params): (&Query<'_>, &[Param]),
    ) -> Result<Rows, SqlError> {
        let limits = &self.config.limits;
        let limit = usize::try_from(query.limit.min(limits.max_rows)).unwrap_or(usize::MAX);
        let columns = Columns::new(statement.columns().iter().map(tokio_postgres::Column::type_));
        let sql = columns.page(&checked.sql, limit, query.offset);
        let failed = |error| self.failed(error, &sql);
        let client = lease.client();
        let wrapped = client.prepare(&sql).await.map_err(failed)?;
        let params = params.iter().map(|param| param as &(dyn ToSql + Sync));
        let mut stream = pin!(client.query_raw(&wrapped, params).await.map_err(failed)?);
        let (mut page, mut more, mut truncated_by) = (Page::default(), false, None);
        while let Some(row) = stream.try_next().await.map_err(failed)? {
            if page.rows.len() == limit {
                let capped = query.limit > limits.max_rows;
                (more, truncated_by) = (true, capped.then_some(Truncation::Rows));
                break;
            }
            let values = columns.read(&row, &mut page).map_err(failed)?;
            if let Err(reason) = page.push(values, limits.max_bytes) {
                (more, truncated_by) = (true, Some(reason));
                break;
            }
        }
        let column = |column: &tokio_postgres::Column| ResultColumn {
            name: column.name().to_owned(),
            type_name: column.type_().name().to_owned(),
        };
        Ok(Rows {
            columns: statement.columns().iter().map(column).collect(),
            rows: page.rows,
            more,
            truncated_by,
            ordered: checked.ordered,
            shortened: page.shortened,
        })
    }

    pub(super) fn failed(&self, error: Error, sql: &str) -> SqlError {
        failure::statement(error, sql, &self.connections, &self.config.limits)
    }

    fn lost(&self) -> SqlError {
        self.connections.unavailable("the server closes every connection".into())
    }
}
