//! A result as a file, written row by row while it is read.

use bytes::Bytes;
use serde_json::Value;

use super::shape;
use crate::text;

/// Characters of a value of a file that are shown.
const FIRST_CHARACTERS: usize = 200;

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, the first record the names of the columns. NULL is an empty
    /// field and empty text is `""`; where there is only one column both are `""`,
    /// because many readers skip an empty line.
    Csv,
    /// `{"columns": [...], "data": [[...], ...]}`: names may repeat.
    Json,
}

/// A result that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub content: Bytes,
    /// How many rows are in it.
    pub rows: usize,
}

/// A file that is being written.
#[derive(Debug)]
pub(super) struct Writer {
    format: Format,
    content: Vec<u8>,
    rows: usize,
}

impl Writer {
    pub(super) fn new<'a>(format: Format, names: impl Iterator<Item = &'a str>) -> Self {
        let names: Vec<Value> = names.map(Value::from).collect();
        let content = match format {
            Format::Csv => record(&names),
            Format::Json => format!("{{\"columns\":{},\"data\":[", Value::from(names)).into(),
        };
        Self { format, content, rows: 0 }
    }

    /// How many rows were written.
    pub(super) const fn rows(&self) -> usize {
        self.rows
    }

    /// Writes a row, unless the file would be larger than `max_bytes`.
    pub(super) fn write(&mut self, row: &[Value], max_bytes: usize) -> bool {
        let row = match self.format {
            Format::Csv => record(row),
            Format::Json => {
                let values: Vec<String> = row.iter().map(Value::to_string).collect();
                let between = if self.rows == 0 { "\n" } else { ",\n" };
                format!("{between}[{}]", values.join(",")).into()
            }
        };
        let fits = self.content.len() + row.len() <= max_bytes;
        if fits {
            self.content.extend_from_slice(&row);
            self.rows += 1;
        }
        fits
    }

    pub(super) fn finish(mut self) -> Written {
        if self.format == Format::Json {
            self.content.extend_from_slice(b"\n]}\n");
        }
        Written { content: self.content.into(), rows: self.rows }
    }
}

fn record(values: &[Value]) -> Vec<u8> {
    let fields: Vec<String> = match values {
        [Value::Null] => vec!["\"\"".to_owned()],
        values => values.iter().map(field).collect(),
    };
    (fields.join(",") + "\r\n").into()
}

fn field(value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let is_plain = !text.is_empty() && !text.contains(['"', ',', '\r', '\n']);
    if is_plain { text } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

/// How a value of a file begins, as a model reads it.
pub(super) fn begin(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.as_i64().map_or_else(|| value.clone(), shape::integer),
        Value::String(text) => excerpt(text),
        Value::Array(_) | Value::Object(_) => excerpt(&value.to_string()),
        Value::Null | Value::Bool(_) => value.clone(),
    }
}

fn excerpt(text: &str) -> Value {
    let cut = text.char_indices().nth(FIRST_CHARACTERS).and_then(|(end, _)| text.get(..end));
    match cut {
        Some(cut) => text::reveal(cut) + "…",
        None => text::reveal(text),
    }
    .into()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test may fail loudly")]

    use proptest::{prelude::*, sample::Index};
    use serde_json::json;

    use super::*;

    const NO_BOUND: usize = usize::MAX;

    fn file(format: Format, names: &[&str], rows: &[Vec<Value>]) -> String {
        let mut writer = Writer::new(format, names.iter().copied());
        assert!(rows.iter().all(|row| writer.write(row, NO_BOUND)));
        let written = writer.finish();
        assert_eq!(written.rows, rows.len());
        String::from_utf8(written.content.into()).expect("text")
    }

    #[test]
    fn csv_tells_null_from_empty() {
        let rows = [vec![json!(null), json!("")], vec![json!("a\"b"), json!("1,5\r\n")]];
        let expected = "a,\"b,c\"\r\n,\"\"\r\n\"a\"\"b\",\"1,5\r\n\"\r\n";
        assert_eq!(file(Format::Csv, &["a", "b,c"], &rows), expected);
        let single = [vec![json!(null)], vec![json!("")], vec![json!(7)]];
        assert_eq!(file(Format::Csv, &["a"], &single), "a\r\n\"\"\r\n\"\"\r\n7\r\n");
        assert_eq!(file(Format::Csv, &["a", "a"], &[]), "a,a\r\n");
    }

    #[test]
    fn json_keeps_columns_of_one_name_apart() {
        let rows = [vec![json!(1), json!(null)], vec![json!(i64::MIN), json!({"x": [1]})]];
        let expected = "{\"columns\":[\"a\",\"a\"],\"data\":[\n[1,null],\n\
                        [-9223372036854775808,{\"x\":[1]}]\n]}\n";
        assert_eq!(file(Format::Json, &["a", "a"], &rows), expected);
        assert_eq!(file(Format::Json, &["a"], &[]), "{\"columns\":[\"a\"],\"data\":[\n]}\n");
    }

    #[test]
    fn a_row_that_does_not_fit_is_not_begun() {
        let mut writer = Writer::new(Format::Csv, ["a"].into_iter());
        assert!(writer.write(&[json!("12345")], 10));
        assert!(!writer.write(&[json!("1")], 10));
        assert_eq!(writer.finish().content, "a\r\n12345\r\n");
    }

    /// The fields of RFC 4180, read by a reader of its own: `None` for an empty one
    /// without quotes.
    fn read(text: &str) -> Vec<Vec<Option<String>>> {
        let (mut records, mut record) = (Vec::new(), Vec::new());
        let (mut field, mut is_quoted) = (String::new(), false);
        let mut chars = text.chars().peekable();
        while let Some(char) = chars.next() {
            match char {
                '"' => {
                    is_quoted = true;
                    while let Some(char) = chars.next() {
                        if char != '"' {
                            field.push(char);
                        } else if chars.next_if_eq(&'"').is_some() {
                            field.push('"');
                        } else {
                            break;
                        }
                    }
                }
                ',' | '\r' => {
                    let value = std::mem::take(&mut field);
                    record.push((is_quoted || !value.is_empty()).then_some(value));
                    is_quoted = false;
                    if char == '\r' {
                        assert_eq!(chars.next(), Some('\n'));
                        records.push(std::mem::take(&mut record));
                    }
                }
                other => field.push(other),
            }
        }
        assert!(field.is_empty() && record.is_empty(), "the last record has its end");
        records
    }

    fn values() -> impl Strategy<Value = Vec<Vec<Value>>> {
        let value = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(shape::real),
            "[\",\r\n\0 a-c]{0,6}".prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        let row = proptest::collection::vec(value, 3);
        proptest::collection::vec(row, 0..6)
    }

    proptest! {
        #[test]
        fn csv_gives_back_every_value(rows in values(), column in any::<Index>()) {
            let text = file(Format::Csv, &["a", "b", "c"], &rows);
            let expected: Vec<Vec<Option<String>>> = rows.iter().map(|row| {
                let field = |value: &Value| match value {
                    Value::Null => None,
                    Value::String(text) => Some(text.clone()),
                    other => Some(other.to_string()),
                };
                row.iter().map(field).collect()
            }).collect();
            let mut records = read(&text);
            prop_assert_eq!(records.remove(0).len(), 3);
            prop_assert_eq!(&records, &expected);
            // Nor does a number lose a digit.
            for (row, fields) in rows.iter().zip(&records) {
                let at = column.index(3);
                if let (Some(Value::Number(number)), Some(Some(field))) = (row.get(at), fields.get(at)) {
                    prop_assert_eq!(number.as_f64(), field.parse().ok());
                }
            }
        }

        #[test]
        fn json_gives_back_every_value(rows in values()) {
            let text = file(Format::Json, &["a", "b", "c"], &rows);
            let read: Value = serde_json::from_str(&text).expect("JSON");
            prop_assert_eq!(read.get("columns"), Some(&json!(["a", "b", "c"])));
            prop_assert_eq!(read.get("data"), Some(&json!(rows)));
        }
    }
}
