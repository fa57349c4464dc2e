//! How the columns of a result are asked for and read. The server cuts every
//! value that has no bound, so that no single one can fill our memory, and spells
//! whatever the protocol has no simple form for.

use serde_json::Value;
use tokio_postgres::{
    Row,
    types::{Kind, Type},
};

use crate::backend::sql::shape::{self, Most, Page};

/// How a column is asked for and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// The value as it is.
    Plain,
    /// Text, cut, and its length beside it.
    Text,
    /// Short text that needs no cut.
    Short,
    /// A time in PostgreSQL's ISO spelling.
    Time,
    /// The first bytes and the length beside them.
    Binary,
    /// JSON as text, cut, and its length beside it.
    Json,
    /// An array as JSON.
    Array,
    /// An array whose numbers JSON would not keep: as JSON strings.
    Digits,
    /// The output function's text of a type that is not PostgreSQL's own.
    Foreign,
}

/// First object id that is not PostgreSQL's own.
const FIRST_USER_OID: u32 = 16_384;

/// The columns of a result.
#[derive(Debug)]
pub(super) struct Columns {
    forms: Vec<Form>,
    most: Most,
}

impl Columns {
    /// Columns of these types; of each value at most so much is asked for.
    pub(super) fn new<'a>(types: impl Iterator<Item = &'a Type>, most: Most) -> Self {
        Self { forms: types.map(form).collect(), most }
    }

    /// `sql` wrapped so that it answers one page of values that can be read.
    pub(super) fn page(&self, sql: &str, limit: usize, offset: u64) -> String {
        let names: Vec<String> = (1..=self.forms.len()).map(|index| format!("c{index}")).collect();
        let asked = self.forms.iter().zip(&names);
        let asked: Vec<String> =
            asked.map(|(form, name)| form.expression(name, self.most)).collect();
        // The LIMIT within keeps the planner from computing a value anew for each
        // time that it is asked for.
        format!(
            "SELECT {} FROM (SELECT * FROM ({sql}) AS q({}) LIMIT {} OFFSET {offset}) AS q",
            asked.join(", "),
            names.join(", "),
            limit + 1,
        )
    }

    /// The values of a row.
    pub(super) fn read(
        &self,
        row: &Row,
        page: &mut Page,
    ) -> Result<Vec<Value>, tokio_postgres::Error> {
        let mut at = 0;
        let mut values = Vec::with_capacity(self.forms.len());
        for form in &self.forms {
            values.push(form.read(row, at, page)?);
            at += if form.has_length() { 2 } else { 1 };
        }
        Ok(values)
    }
}

fn form(ty: &Type) -> Form {
    if ty.oid() >= FIRST_USER_OID {
        return Form::Foreign;
    }
    match *ty {
        Type::BOOL | Type::INT2 | Type::INT4 | Type::INT8 | Type::FLOAT4 | Type::FLOAT8 => {
            Form::Plain
        }
        Type::UUID | Type::DATE | Type::TIME | Type::TIMETZ | Type::INTERVAL => Form::Short,
        Type::TIMESTAMP | Type::TIMESTAMPTZ => Form::Time,
        Type::BYTEA => Form::Binary,
        Type::JSON | Type::JSONB => Form::Json,
        Type::INT8_ARRAY | Type::NUMERIC_ARRAY => Form::Digits,
        _ if matches!(ty.kind(), Kind::Array(_)) => Form::Array,
        _ if matches!(ty.kind(), Kind::Simple) => Form::Text,
        // Ranges, and the pseudo-type of a row.
        _ => Form::Foreign,
    }
}

impl Form {
    fn has_length(self) -> bool {
        matches!(
            self,
            Self::Text | Self::Binary | Self::Json | Self::Array | Self::Digits | Self::Foreign
        )
    }

    fn expression(self, name: &str, most: Most) -> String {
        let text = match self {
            Self::Plain => return name.to_owned(),
            Self::Short | Self::Time => return format!("{name}::pg_catalog.text"),
            Self::Binary => {
                return format!(
                    "pg_catalog.substring({name}, 1, {}), \
                     pg_catalog.octet_length({name})::pg_catalog.int8",
                    most.bytes,
                );
            }
            Self::Text | Self::Json => format!("{name}::pg_catalog.text"),
            Self::Array => format!("pg_catalog.to_json({name})::pg_catalog.text"),
            Self::Digits => {
                format!("pg_catalog.to_json({name}::pg_catalog.text[])::pg_catalog.text")
            }
            // Not a cast: that could be somebody's function.
            Self::Foreign => format!(
                "CASE WHEN {name} IS NOT DISTINCT FROM NULL THEN NULL \
                 ELSE pg_catalog.format('%s', {name}) END"
            ),
        };
        format!(
            "pg_catalog.left({text}, {0}), CASE WHEN pg_catalog.octet_length({text}) > \
             {1} THEN pg_catalog.char_length({text})::pg_catalog.int8 END",
            most.characters + 1,
            most.characters,
        )
    }

    fn read(self, row: &Row, at: usize, page: &mut Page) -> Result<Value, tokio_postgres::Error> {
        if self == Self::Plain {
            return plain(row, at, page);
        }
        let length: Option<i64> = if self.has_length() { row.try_get(at + 1)? } else { None };
        let length = length.and_then(|length| usize::try_from(length).ok());
        if self == Self::Binary {
            let start: Option<&[u8]> = row.try_get(at)?;
            let shown = start.map(|start| page.binary(start, length.unwrap_or(start.len())));
            return Ok(shown.unwrap_or_default());
        }
        let Some(text) = row.try_get::<_, Option<&str>>(at)? else { return Ok(Value::Null) };
        Ok(match self {
            Self::Time => iso(text).into(),
            Self::Json | Self::Array => page.json(text, length),
            Self::Digits => {
                let value = page.json(text, length);
                digits(value, page)
            }
            _ => page.text(text, length),
        })
    }
}

fn plain(row: &Row, at: usize, page: &Page) -> Result<Value, tokio_postgres::Error> {
    let ty = row.columns().get(at).map(tokio_postgres::Column::type_);
    let value = match ty {
        Some(&Type::BOOL) => row.try_get::<_, Option<bool>>(at)?.map(Value::Bool),
        Some(&Type::INT2) => row.try_get::<_, Option<i16>>(at)?.map(Value::from),
        Some(&Type::INT4) => row.try_get::<_, Option<i32>>(at)?.map(Value::from),
        // As it would be written: 0.1 and not what is nearest to it in more digits.
        Some(&Type::FLOAT4) => row
            .try_get::<_, Option<f32>>(at)?
            .map(|number| shape::real(number.to_string().parse().unwrap_or(f64::from(number)))),
        Some(&Type::FLOAT8) => row.try_get::<_, Option<f64>>(at)?.map(shape::real),
        _ => row.try_get::<_, Option<i64>>(at)?.map(|number| page.integer(number)),
    };
    Ok(value.unwrap_or_default())
}

/// `2026-01-31 12:00:00+00` as RFC 3339 writes it; what RFC 3339 cannot write
/// (`infinity`, years before Christ) stays.
fn iso(text: &str) -> String {
    if text.ends_with(" BC") || !text.starts_with(|first: char| first.is_ascii_digit()) {
        return text.to_owned();
    }
    let text = text.replacen(' ', "T", 1);
    text.strip_suffix("+00").map(|utc| format!("{utc}Z")).unwrap_or(text)
}

/// Whole numbers in a list of digits that JSON keeps.
fn digits(value: Value, page: &Page) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(|item| digits(item, page)).collect(),
        Value::String(text) => {
            let integer = text.parse::<i64>().ok().filter(|number| number.to_string() == text);
            integer.map_or(Value::String(text), |number| page.integer(number))
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_rfc_3339() {
        assert_eq!(iso("2026-01-31 12:00:00.5+00"), "2026-01-31T12:00:00.5Z");
        assert_eq!(iso("2026-01-31 12:00:00"), "2026-01-31T12:00:00");
        assert_eq!(iso("-infinity"), "-infinity");
        assert_eq!(iso("0044-03-15 00:00:00+00 BC"), "0044-03-15 00:00:00+00 BC");
    }
}
