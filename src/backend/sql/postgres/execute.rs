//! Running one checked statement.
//!
//! What opens the transaction, the statement and what ends it are sent without
//! waiting for answers in between: one round trip for a statement that the connection
//! has seen before.

use std::pin::pin;

use deadpool_postgres::Object;
use futures_util::{
    FutureExt as _, TryStreamExt,
    future::{Either, join, select},
};
use tokio_postgres::{Error, Statement, error::SqlState, types::ToSql};

use super::{
    Postgres,
    columns::Columns,
    failure,
    lease::Lease,
    params::{self, Param},
};
use crate::backend::sql::{
    Query, ResultColumn, Rows, SqlError, Truncation, guard::Checked, shape::Page, written::Format,
};

/// Why there are no rows.
enum Ended {
    /// The connection turned out to be closed.
    Dead,
    /// What was prepared once may not fit the tables any more.
    Stale(SqlError),
    Failed(SqlError),
}

/// What is to be read.
struct Wanted {
    columns: Columns,
    page: Page,
    limit: usize,
    max_bytes: usize,
}

/// Rows that were read.
struct Read {
    page: Page,
    more: bool,
    /// Whether reading stopped at the bound of bytes.
    is_cut: bool,
}

impl From<SqlError> for Ended {
    fn from(error: SqlError) -> Self {
        Self::Failed(error)
    }
}

impl Postgres {
    /// Runs a checked statement, once more when the connection turned out to have
    /// died in the pool or the tables to have changed: it only reads.
    pub(super) async fn execute(
        &self,
        checked: &Checked,
        query: &Query<'_>,
        format: Option<Format>,
    ) -> Result<Rows, SqlError> {
        let mut is_prepared_anew = false;
        // Every connection of the pool may have been closed, and then a new one works.
        for _ in 0..=self.config.limits.concurrency {
            match self.attempt(checked, query, format).await {
                Ok(rows) => return Ok(rows),
                Err(Ended::Dead) => {}
                Err(Ended::Stale(_)) if !is_prepared_anew => {
                    self.connections.forget_statements();
                    is_prepared_anew = true;
                }
                Err(Ended::Stale(error) | Ended::Failed(error)) => return Err(error),
            }
        }
        Err(self.lost())
    }

    async fn attempt(
        &self,
        checked: &Checked,
        query: &Query<'_>,
        format: Option<Format>,
    ) -> Result<Rows, Ended> {
        let mut lease = self.connections.lease().await?;
        let begin = self.begin(query.caller);
        let open = lease.client().batch_execute(&begin);
        let run = self.run(&lease, checked, query, format);
        let (opened, ran) = if self.config.caller_identity.is_some() {
            // not before it is certain that the server has taken the caller's name
            open.await.map_err(|error| self.ended(error, ""))?;
            (Ok(()), run.await)
        } else {
            join(open, run).await
        };
        opened.map_err(|error| self.ended(error, ""))?;
        let (rows, has_ended) = ran?;
        if has_ended {
            lease.has_ended();
        }
        Ok(rows)
    }

    /// Opens the transaction and has `sql` analysed in it: one round trip.
    pub(super) async fn open(
        &self,
        lease: &Lease<'_>,
        sql: &str,
        caller: &str,
    ) -> Result<Statement, Error> {
        let client = lease.client();
        let begin = self.begin(caller);
        let (opened, statement) = join(client.batch_execute(&begin), client.prepare(sql)).await;
        opened?;
        statement
    }

    fn begin(&self, caller: &str) -> String {
        let setting = self.config.caller_identity.as_deref();
        self.connections.sessions().begin(setting.map(|setting| (setting, caller)))
    }

    /// Prepared once for the connection, unless a pooler may give it to another
    /// server for the next transaction.
    async fn prepare(&self, client: &Object, sql: &str) -> Result<Statement, Error> {
        if self.connections.sessions().are_lost() {
            return client.prepare(sql).await;
        }
        client.prepare_cached(sql).await
    }

    /// The rows, and whether all of them were read: then the transaction ends.
    async fn run(
        &self,
        lease: &Lease<'_>,
        checked: &Checked,
        query: &Query<'_>,
        format: Option<Format>,
    ) -> Result<(Rows, bool), Ended> {
        let (max_rows, max_bytes) = self.config.limits.most(format.is_some());
        let client = lease.client();
        let prepared = self.prepare(client, &checked.sql).await;
        let statement = prepared.map_err(|error| self.ended(error, &checked.sql))?;
        let params = params::encode(statement.params(), query.params)?;
        if checked.gathers > 0 {
            self.bound_gathered(lease, checked, &params).await?;
        }
        let limit = usize::try_from(query.limit.min(max_rows)).unwrap_or(usize::MAX);
        let columns = Columns::new(
            statement.columns().iter().map(tokio_postgres::Column::type_),
            Page::most(format),
        );
        let names = statement.columns().iter().map(tokio_postgres::Column::name);
        let page = Page::new(format, names);
        let sql = columns.page(&checked.sql, limit, query.offset);
        let wrapped = self.prepare(client, &sql).await.map_err(|error| self.ended(error, &sql))?;
        let wanted = Wanted { columns, page, limit, max_bytes };
        let read = pin!(read(lease, &wrapped, &params, wanted));
        // Nobody waits for the end of the transaction: it is sent right behind the
        // statement, and the server comes to it before it looks at anything else.
        let read = match select(read, pin!(lease.end())).await {
            Either::Left((read, end)) => {
                // the first look at it sends it, should there have been none
                let _ = end.now_or_never();
                read
            }
            Either::Right((_, read)) => read.await,
        };
        let read = read.map_err(|error| match self.ended_later(error, &sql) {
            Ended::Failed(SqlError::Timeout(_)) => {
                Ended::Failed(SqlError::Timeout(self.time_for(checked)))
            }
            ended => ended,
        })?;
        let has_ended = !read.is_cut;
        let is_capped = query.limit > max_rows;
        Ok((read.rows(&statement, checked.ordered, is_capped), has_ended))
    }

    fn ended(&self, error: Error, sql: &str) -> Ended {
        if failure::is_dead(&error) {
            return Ended::Dead;
        }
        Ended::Failed(self.failed(error, sql))
    }

    /// The same for a statement that could be prepared, perhaps long ago.
    fn ended_later(&self, error: Error, sql: &str) -> Ended {
        let is_stale = error.code().is_some_and(|code| {
            code.code().starts_with("42") || *code == SqlState::FEATURE_NOT_SUPPORTED
        });
        match self.ended(error, sql) {
            Ended::Failed(error) if is_stale => Ended::Stale(error),
            ended => ended,
        }
    }

    pub(super) fn failed(&self, error: Error, sql: &str) -> SqlError {
        failure::statement(error, sql, &self.connections, &self.config.limits)
    }

    fn lost(&self) -> SqlError {
        self.connections.unavailable("the server closes every connection".into())
    }
}

impl Read {
    /// As it is answered; `is_capped` if it is the source that bounds the rows.
    fn rows(self, statement: &Statement, ordered: bool, is_capped: bool) -> Rows {
        let Self { page, more, is_cut } = self;
        let shortened = page.shortened;
        let (rows, written) = page.finish();
        Rows {
            columns: statement.columns().iter().map(result_column).collect(),
            rows,
            more,
            truncated_by: match (is_cut, more && is_capped) {
                (true, _) => Some(Truncation::Bytes),
                (false, true) => Some(Truncation::Rows),
                (false, false) => None,
            },
            ordered,
            shortened,
            written,
        }
    }
}

fn result_column(column: &tokio_postgres::Column) -> ResultColumn {
    ResultColumn { name: column.name().to_owned(), type_name: column.type_().name().to_owned() }
}

/// Reads at most `limit` rows, of one more that the statement may give, and at
/// most `max_bytes`.
async fn read(
    lease: &Lease<'_>,
    statement: &Statement,
    params: &[Param],
    wanted: Wanted,
) -> Result<Read, Error> {
    let Wanted { columns, mut page, limit, max_bytes } = wanted;
    let params = params.iter().map(|param| param as &(dyn ToSql + Sync));
    let mut stream = pin!(lease.client().query_raw(statement, params).await?);
    while let Some(row) = stream.try_next().await? {
        if page.len() == limit {
            return Ok(Read { page, more: true, is_cut: false });
        }
        let values = columns.read(&row, &mut page)?;
        if page.push(values, max_bytes).is_err() {
            return Ok(Read { page, more: true, is_cut: true });
        }
    }
    Ok(Read { page, more: false, is_cut: false })
}
