//! Preparing and stepping one statement.

use rusqlite::{Statement, types::ValueRef};
use serde_json::Value;

use super::{
    connect::{Armed, MAX_STATEMENT_BYTES},
    expansion,
    failure::Failure,
};
use crate::backend::sql::{
    Refusal, ResultColumn, Rows, SqlError, Truncation, order,
    shape::{self, Page},
    written::Format,
};

/// One statement and the page that is wanted of it.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) sql: String,
    pub(super) params: Vec<Value>,
    /// Most rows of the page, and whether the source's cap is what set it.
    pub(super) limit: usize,
    pub(super) capped: bool,
    pub(super) offset: u64,
    pub(super) max_bytes: usize,
    /// The file that is wanted instead of a page.
    pub(super) format: Option<Format>,
}

/// Prepares `sql` if the judge lets it pass and it is one SELECT.
pub(super) fn prepare<'c>(armed: &'c Armed, sql: &str) -> Result<Statement<'c>, Failure> {
    if sql.len() > MAX_STATEMENT_BYTES {
        let allowed = "shorter ones, with long values as parameters";
        return Err(refusal("the statement", "is longer than 32768 bytes", Some(allowed)).into());
    }
    if sql.contains('\0') {
        return Err(refusal("a NUL character", "ends the statement early", None).into());
    }
    if armed.projections.are_betrayed_by(sql) {
        return Err(refusal("a name", "is reserved", None).into());
    }
    if expansion::is_excessive(sql) {
        let allowed = "fewer references from one to the next";
        return Err(refusal("WITH", "is copied out more than 1000 times", Some(allowed)).into());
    }
    armed.verdict.take();
    let statement = armed.connection.prepare(sql)?;
    if statement.is_explain() != 0 {
        let allowed = "the statement itself; explain_query shows its plan";
        return Err(refusal("EXPLAIN", "is not reading", Some(allowed)).into());
    }
    let selects = armed.verdict.take().selects;
    if !(selects && statement.readonly() && statement.column_count() > 0) {
        let allowed = "one SELECT (or WITH ... SELECT, or VALUES)";
        return Err(refusal("the statement", "is not a SELECT", Some(allowed)).into());
    }
    Ok(statement)
}

/// Runs the statement and reads its page.
pub(super) fn run(armed: &Armed, task: &Task) -> Result<Rows, Failure> {
    let mut statement = prepare(armed, &task.sql)?;
    bind(&mut statement, &task.params)?;
    let names: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    let mut types: Vec<Option<&'static str>> = vec![None; names.len()];
    let mut rows = statement.raw_query();
    for _ in 0..task.offset {
        if rows.next()?.is_none() {
            break;
        }
    }
    let mut page = Page::new(task.format, names.iter().map(String::as_str));
    let (mut more, mut truncated_by) = (false, None);
    while let Some(row) = rows.next()? {
        if page.len() == task.limit {
            (more, truncated_by) = (true, task.capped.then_some(Truncation::Rows));
            break;
        }
        let mut values = Vec::with_capacity(types.len());
        for (index, known) in types.iter_mut().enumerate() {
            let value = row.get_ref(index)?;
            *known = known.or(type_name(value));
            values.push(decode(&mut page, value));
        }
        if let Err(reason) = page.push(values, task.max_bytes) {
            (more, truncated_by) = (true, Some(reason));
            break;
        }
    }
    let column = |(name, known): (String, Option<&str>)| ResultColumn {
        name,
        type_name: known.unwrap_or("null").to_owned(),
    };
    let shortened = page.shortened;
    let (rows, written) = page.finish();
    Ok(Rows {
        columns: names.into_iter().zip(types).map(column).collect(),
        rows,
        written,
        more,
        truncated_by,
        ordered: order::is_fixed(&task.sql),
        shortened,
    })
}

fn bind(statement: &mut Statement<'_>, params: &[Value]) -> Result<(), Failure> {
    let wanted = statement.parameter_count();
    let bad = |index: usize, problem: String| {
        Failure::Ours(SqlError::BadParameter { index: index + 1, problem })
    };
    if params.len() < wanted {
        return Err(bad(params.len(), format!("is missing: the statement has {wanted}")));
    }
    if params.len() > wanted {
        return Err(bad(wanted, format!("is one too many: the statement has {wanted}")));
    }
    for (index, value) in params.iter().enumerate() {
        let position = index + 1;
        match value {
            Value::Null => statement.raw_bind_parameter(position, None::<i64>),
            Value::Bool(flag) => statement.raw_bind_parameter(position, *flag),
            Value::String(text) => statement.raw_bind_parameter(position, text),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(int), _) => statement.raw_bind_parameter(position, int),
                (None, Some(real)) if !number.is_u64() => {
                    statement.raw_bind_parameter(position, real)
                }
                _ => return Err(bad(index, "is too large for SQLite's integers".to_owned())),
            },
            Value::Array(_) | Value::Object(_) => {
                let problem =
                    "is a list or an object; SQLite takes text, numbers, true, false and null";
                return Err(bad(index, problem.to_owned()));
            }
        }?;
    }
    Ok(())
}

fn decode(page: &mut Page, value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => page.integer(number),
        ValueRef::Real(number) => shape::real(number),
        ValueRef::Text(bytes) => page.text(&String::from_utf8_lossy(bytes), None),
        ValueRef::Blob(bytes) => page.binary(bytes, bytes.len()),
    }
}

fn type_name(value: ValueRef<'_>) -> Option<&'static str> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(_) => Some("integer"),
        ValueRef::Real(_) => Some("real"),
        ValueRef::Text(_) => Some("text"),
        ValueRef::Blob(_) => Some("blob"),
    }
}

fn refusal(part: &str, problem: &str, allowed: Option<&str>) -> Refusal {
    Refusal {
        part: part.to_owned(),
        problem: problem.to_owned(),
        allowed: allowed.map(str::to_owned),
    }
}
