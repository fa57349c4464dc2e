//! A row that came back, read column by column.

use std::{fmt::Display, str::FromStr, vec};

use jiff::Timestamp;

use super::{BACKEND, Value};
use crate::backend::BackendError;

/// The values of one row.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::backend) struct Row(pub(super) Vec<Value>);

/// The columns of a row that have not been read yet, in the statement's order.
#[derive(Debug)]
pub(in crate::backend) struct Fields {
    rest: vec::IntoIter<Value>,
    column: usize,
}

impl Row {
    pub(in crate::backend) fn fields(self) -> Fields {
        Fields { rest: self.0.into_iter(), column: 0 }
    }
}

impl Fields {
    pub(in crate::backend) fn text(&mut self) -> Result<String, BackendError> {
        match self.next() {
            Value::Text(text) => Ok(text),
            other => Err(self.unexpected("text", &other)),
        }
    }

    pub(in crate::backend) fn optional_text(&mut self) -> Result<Option<String>, BackendError> {
        match self.next() {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text)),
            other => Err(self.unexpected("text", &other)),
        }
    }

    pub(in crate::backend) fn int(&mut self) -> Result<i64, BackendError> {
        match self.next() {
            Value::Int(int) => Ok(int),
            other => Err(self.unexpected("a whole number", &other)),
        }
    }

    pub(in crate::backend) fn optional_int(&mut self) -> Result<Option<i64>, BackendError> {
        match self.next() {
            Value::Null => Ok(None),
            Value::Int(int) => Ok(Some(int)),
            other => Err(self.unexpected("a whole number", &other)),
        }
    }

    pub(in crate::backend) fn count(&mut self) -> Result<u64, BackendError> {
        self.optional_count()?.ok_or_else(|| self.unexpected("a count", &Value::Null))
    }

    pub(in crate::backend) fn optional_count(&mut self) -> Result<Option<u64>, BackendError> {
        match self.next() {
            Value::Null => Ok(None),
            Value::Int(int) => match u64::try_from(int) {
                Ok(count) => Ok(Some(count)),
                Err(_) => Err(self.unexpected("a count", &Value::Int(int))),
            },
            other => Err(self.unexpected("a count", &other)),
        }
    }

    pub(in crate::backend) fn time(&mut self) -> Result<Timestamp, BackendError> {
        match self.next() {
            Value::Time(time) => Ok(time),
            Value::Text(text) => self.parsed(&text),
            other => Err(self.unexpected("a time", &other)),
        }
    }

    pub(in crate::backend) fn parse<T: FromStr<Err: Display>>(
        &mut self,
    ) -> Result<T, BackendError> {
        let text = self.text()?;
        self.parsed(&text)
    }

    fn next(&mut self) -> Value {
        self.column += 1;
        self.rest.next().unwrap_or(Value::Null)
    }

    fn parsed<T: FromStr<Err: Display>>(&self, text: &str) -> Result<T, BackendError> {
        text.parse().map_err(|error| self.corrupt(&format!("{error}")))
    }

    fn unexpected(&self, wanted: &str, found: &Value) -> BackendError {
        let found = match found {
            Value::Null => "nothing",
            Value::Int(_) => "a whole number",
            Value::Text(_) => "text",
            Value::Time(_) => "a time",
        };
        self.corrupt(&format!("expected {wanted}, found {found}"))
    }

    fn corrupt(&self, problem: &str) -> BackendError {
        BackendError::Corrupt {
            backend: BACKEND,
            what: format!("column {}: {problem}", self.column),
        }
    }
}
