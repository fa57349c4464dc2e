//! Bind parameters: JSON values in the text form of the types that the server
//! found for them. The server parses that text; nothing of it becomes SQL.

use std::error::Error;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::BytesMut;
use jiff::{Timestamp, civil};
use serde_json::Value;
use tokio_postgres::types::{Format, IsNull, Kind, ToSql, Type, to_sql_checked};

use crate::backend::sql::{SqlError, shape};

/// A value in its text form.
#[derive(Debug)]
pub(super) struct Param(Option<String>);

/// The values for the parameters of a statement, or the first that does not fit.
pub(super) fn encode(types: &[Type], values: &[Value]) -> Result<Vec<Param>, SqlError> {
    let wanted = types.len();
    let bad = |index: usize, problem: String| SqlError::BadParameter { index: index + 1, problem };
    if values.len() < wanted {
        return Err(bad(values.len(), format!("is missing: the statement has {wanted}")));
    }
    if values.len() > wanted {
        return Err(bad(wanted, format!("is one too many: the statement has {wanted}")));
    }
    let each = types.iter().zip(values).enumerate();
    each.map(|(index, (ty, value))| {
        text(ty, value).map(Param).map_err(|expected| {
            bad(index, format!("is {}; {} expects {expected}", kind(value), ty.name()))
        })
    })
    .collect()
}

/// The text form; the error is what is expected instead.
fn text(ty: &Type, value: &Value) -> Result<Option<String>, &'static str> {
    if value.is_null() {
        return Ok(None);
    }
    let ty = match ty.kind() {
        Kind::Domain(base) => base,
        _ => ty,
    };
    if let Kind::Array(element) = ty.kind() {
        let items = value.as_array().ok_or("a list")?;
        return array(element, items).map(Some);
    }
    scalar(ty, value).map(Some)
}

fn scalar(ty: &Type, value: &Value) -> Result<String, &'static str> {
    match *ty {
        Type::INT2 => whole::<i16>(value).ok_or("a whole number from -32768 to 32767"),
        Type::INT4 => whole::<i32>(value).ok_or("a whole number from -2147483648 to 2147483647"),
        Type::INT8 => whole::<i64>(value).ok_or("a whole number of 64 bits, as a number or text"),
        Type::OID => whole::<u32>(value).ok_or("a whole number of 32 bits"),
        Type::NUMERIC => decimal(value).ok_or("a number, or text with its exact digits"),
        Type::FLOAT4 | Type::FLOAT8 => {
            float(value).ok_or("a number, or \"NaN\", \"Infinity\", \"-Infinity\"")
        }
        Type::BOOL => value.as_bool().map(|flag| flag.to_string()).ok_or("true or false"),
        Type::DATE => {
            let date = string(value, |text| text.parse::<civil::Date>().is_ok());
            date.ok_or("a date such as \"2026-01-31\"")
        }
        Type::TIME => {
            let time = string(value, |text| text.parse::<civil::Time>().is_ok());
            time.ok_or("a time such as \"12:30:00\"")
        }
        Type::TIMESTAMP => {
            let time = string(value, |text| text.parse::<civil::DateTime>().is_ok());
            time.ok_or("a time without zone such as \"2026-01-31T12:30:00\"")
        }
        Type::TIMESTAMPTZ => {
            let time = string(value, |text| text.parse::<Timestamp>().is_ok());
            time.ok_or("a time with zone such as \"2026-01-31T12:30:00Z\"")
        }
        Type::UUID => string(value, is_uuid).ok_or("a UUID"),
        Type::BYTEA => bytes(value).ok_or("binary data in base64"),
        Type::JSON | Type::JSONB => Some(value.to_string())
            .filter(|text| !text.contains("\\u0000"))
            .ok_or("JSON without NUL characters"),
        // Text, and whatever is written as text: enums, intervals, addresses, ranges.
        _ => string(value, |text| !text.contains('\0')).ok_or("text without NUL characters"),
    }
}

fn string(value: &Value, fits: impl FnOnce(&str) -> bool) -> Option<String> {
    value.as_str().filter(|text| fits(text)).map(str::to_owned)
}

/// A number, or its digits as text: clients may not keep 64 bits.
fn whole<T: TryFrom<i128>>(value: &Value) -> Option<String> {
    let number: i128 = match value {
        Value::Number(number) => {
            number.as_i64().map(i128::from).or(number.as_u64().map(i128::from))
        }
        Value::String(text) => text.parse().ok(),
        _ => None,
    }?;
    T::try_from(number).ok().map(|_| number.to_string())
}

fn decimal(value: &Value) -> Option<String> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) if text == "NaN" => text.clone(),
        Value::String(text) => text.clone(),
        _ => return None,
    };
    let is_number = text == "NaN" || text.parse::<f64>().is_ok_and(f64::is_finite);
    (is_number && text.len() <= 1_000).then_some(text)
}

fn float(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if matches!(&**text, "NaN" | "Infinity" | "-Infinity") => {
            Some(text.clone())
        }
        _ => None,
    }
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn bytes(value: &Value) -> Option<String> {
    let bytes = BASE64_STANDARD.decode(value.as_str()?).ok()?;
    Some(format!("\\x{}", shape::hex(&bytes)))
}

/// `{"a","b",NULL}`; lists within lists are further dimensions.
fn array(element: &Type, items: &[Value]) -> Result<String, &'static str> {
    let mut parts = Vec::with_capacity(items.len());
    for item in items {
        parts.push(match item {
            Value::Null => "NULL".to_owned(),
            Value::Array(inner) if !matches!(*element, Type::JSON | Type::JSONB) => {
                array(element, inner)?
            }
            item => {
                let text = scalar(element, item)?;
                format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
            }
        });
    }
    Ok(format!("{{{}}}", parts.join(",")))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

impl ToSql for Param {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        let Some(text) = &self.0 else { return Ok(IsNull::Yes) };
        out.extend_from_slice(text.as_bytes());
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn encode_format(&self, _: &Type) -> Format {
        Format::Text
    }

    to_sql_checked!();
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;
    use serde_json::json;

    fn shown(ty: &Type, value: &Value) -> String {
        match text(ty, value) {
            Ok(text) => text.unwrap_or_else(|| "NULL".to_owned()),
            Err(expected) => format!("expects {expected}"),
        }
    }

    #[test]
    fn values_take_the_form_of_their_types() {
        for (ty, value, expected) in [
            (Type::INT4, json!(7), "7"),
            (Type::INT8, json!("9223372036854775807"), "9223372036854775807"),
            (Type::NUMERIC, json!("12345678901234567890.12"), "12345678901234567890.12"),
            (Type::NUMERIC, json!(0.1), "0.1"),
            (Type::FLOAT8, json!("NaN"), "NaN"),
            (Type::BOOL, json!(true), "true"),
            (Type::TEXT, json!("it's"), "it's"),
            (Type::TEXT, json!(null), "NULL"),
            (Type::DATE, json!("2026-01-31"), "2026-01-31"),
            (Type::BYTEA, json!("AP8="), "\\x00ff"),
            (Type::JSONB, json!({"a": [1]}), "{\"a\":[1]}"),
            (Type::TEXT_ARRAY, json!(["a,b", "c\"\\", null]), "{\"a,b\",\"c\\\"\\\\\",NULL}"),
            (Type::INT4_ARRAY, json!([[1, 2], [3, 4]]), "{{\"1\",\"2\"},{\"3\",\"4\"}}"),
        ] {
            assert_eq!(shown(&ty, &value), expected);
        }
    }

    #[test]
    fn what_does_not_fit_says_what_would() {
        let error = encode(&[Type::TEXT, Type::INT2], &[json!("x"), json!(40_000)]);
        assert_eq!(
            error.map(|_| ()).unwrap_err().to_string(),
            "parameter 2 is a number; int2 expects a whole number from -32768 to 32767"
        );
        let error = encode(&[Type::TEXT], &[]).map(|_| ()).unwrap_err();
        assert_eq!(error.to_string(), "parameter 1 is missing: the statement has 1");
        for (ty, value) in [
            (Type::TEXT, json!(1)),
            (Type::TEXT, json!("a\0b")),
            (Type::INT8, json!(1.5)),
            (Type::NUMERIC, json!("1; DROP")),
            (Type::DATE, json!("31.01.2026")),
            (Type::TIMESTAMPTZ, json!("2026-01-31T12:00:00")),
            (Type::UUID, json!("x")),
            (Type::BYTEA, json!("*")),
            (Type::JSONB, json!("a\0")),
            (Type::INT4_ARRAY, json!(1)),
            (Type::INT4_ARRAY, json!(["x"])),
        ] {
            assert!(shown(&ty, &value).starts_with("expects "), "{} {value}", ty.name());
        }
    }
}
