//! A statement under construction, for either database.

use std::fmt::Write as _;

use super::{BACKEND, Db, Dialect, Fields, Value};
use crate::backend::BackendError;

/// A statement under construction: text we wrote, and bound values.
#[derive(Debug)]
pub(in crate::backend) struct Query<'a> {
    db: &'a Db,
    sql: String,
    params: Vec<Value>,
    conditional: bool,
}

impl<'a> Query<'a> {
    pub(super) fn new(db: &'a Db, sql: &str) -> Self {
        Self { db, sql: sql.to_owned(), params: Vec::new(), conditional: false }
    }

    pub(in crate::backend) fn dialect(&self) -> Dialect {
        self.db.dialect()
    }

    /// Binds a value and answers its placeholder.
    pub(in crate::backend) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.params.push(value.into());
        format!("${}", self.params.len())
    }

    /// Appends text.
    pub(in crate::backend) fn push(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }

    /// Appends a condition: the first with WHERE, later ones with AND.
    pub(in crate::backend) fn condition(&mut self, condition: &str) {
        let word = if self.conditional { "AND" } else { "WHERE" };
        self.conditional = true;
        let _ = write!(self.sql, " {word} {condition}");
    }

    /// Appends LIMIT.
    pub(in crate::backend) fn limit(&mut self, rows: u32) {
        let rows = self.bind(i64::from(rows));
        let _ = write!(self.sql, " LIMIT {rows}");
    }

    /// Every row, read by `read`.
    pub(in crate::backend) async fn all<T>(
        self,
        mut read: impl FnMut(&mut Fields) -> Result<T, BackendError>,
    ) -> Result<Vec<T>, BackendError> {
        let rows = self.db.query(&self.sql, &self.params).await?;
        rows.into_iter().map(|row| read(&mut row.fields())).collect()
    }

    /// The first row, if any.
    pub(in crate::backend) async fn optional<T>(
        self,
        read: impl FnMut(&mut Fields) -> Result<T, BackendError>,
    ) -> Result<Option<T>, BackendError> {
        Ok(self.all(read).await?.into_iter().next())
    }

    /// The one row of a statement that always has one.
    pub(in crate::backend) async fn one<T>(
        self,
        read: impl FnMut(&mut Fields) -> Result<T, BackendError>,
    ) -> Result<T, BackendError> {
        self.optional(read).await?.ok_or_else(|| BackendError::Corrupt {
            backend: BACKEND,
            what: "a statement that has one row had none".to_owned(),
        })
    }
}
