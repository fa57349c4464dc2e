//! Values on their way to a model: exact, bounded in length, and with nothing in
//! them that hides or pretends.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::rows::Truncation;
use crate::text;

/// Longer text is cut, with its size said.
pub(super) const MAX_CHARACTERS: usize = 2_000;

/// How much of binary data is shown.
pub(super) const BINARY_PREVIEW: usize = 16;

/// JSON numbers beyond this lose digits in many readers.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// A whole number: as text where a reader would lose digits.
pub(super) fn integer(number: i64) -> Value {
    if number.unsigned_abs() <= MAX_SAFE_INTEGER {
        number.into()
    } else {
        number.to_string().into()
    }
}

/// A floating point number; those that JSON does not know by their names.
pub(super) fn real(number: f64) -> Value {
    serde_json::Number::from_f64(number).map_or_else(
        || {
            let name = match number {
                n if n.is_nan() => "NaN",
                n if n > 0.0 => "Infinity",
                _ => "-Infinity",
            };
            name.into()
        },
        Value::Number,
    )
}

/// A page of rows while it is read.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) rows: Vec<Vec<Value>>,
    pub(super) shortened: u32,
    bytes: usize,
}

impl Page {
    /// Text, cut when it is long. `characters` is its full length where the
    /// database sent only a part.
    pub(super) fn text(&mut self, text: &str, characters: Option<usize>) -> Value {
        let cut = text.char_indices().nth(MAX_CHARACTERS).map(|(end, _)| end);
        let whole = characters.or_else(|| cut.map(|_| text.chars().count()));
        let shown = text::reveal(text.get(..cut.unwrap_or(text.len())).unwrap_or(text));
        match whole.filter(|whole| *whole > MAX_CHARACTERS) {
            Some(whole) => {
                self.shortened += 1;
                format!("{shown}… [{MAX_CHARACTERS} of {whole} characters]").into()
            }
            None => shown.into(),
        }
    }

    /// Binary data: its size and how it begins.
    pub(super) fn binary(&mut self, start: &[u8], bytes: usize) -> Value {
        let shown = start.get(..BINARY_PREVIEW).unwrap_or(start);
        let hex = hex(shown);
        if bytes > shown.len() {
            self.shortened += 1;
            return json!({ "bytes": bytes, "hex": hex + "…" });
        }
        json!({ "bytes": bytes, "hex": hex })
    }

    /// JSON as such while it is short, else the text it begins with.
    pub(super) fn json(&mut self, text: &str, characters: Option<usize>) -> Value {
        let is_whole = characters.is_none_or(|all| all <= MAX_CHARACTERS);
        match serde_json::from_str::<Value>(text) {
            Ok(value) if is_whole && text.len() <= MAX_CHARACTERS * 4 && is_exact(&value) => {
                revealed(value)
            }
            _ => self.text(text, characters),
        }
    }

    /// Takes a row, unless it would make the page larger than `max_bytes`.
    pub(super) fn push(&mut self, row: Vec<Value>, max_bytes: usize) -> Result<(), Truncation> {
        let size: usize = 2 + row.iter().map(size).sum::<usize>();
        if self.bytes.saturating_add(size) > max_bytes {
            return Err(Truncation::Bytes);
        }
        self.bytes += size;
        self.rows.push(row);
        Ok(())
    }
}

/// Two digits a byte.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Whether every number in it survives JSON.
fn is_exact(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            number.as_i64().is_some_and(|int| int.unsigned_abs() <= MAX_SAFE_INTEGER)
                || (number.is_f64() && number.to_string().len() <= 15)
        }
        Value::Array(items) => items.iter().all(is_exact),
        Value::Object(fields) => fields.values().all(is_exact),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

fn revealed(value: Value) -> Value {
    match value {
        Value::String(text) => text::reveal(&text).into(),
        Value::Array(items) => items.into_iter().map(revealed).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(key, value)| (text::reveal(&key), revealed(value))).collect()
        }
        other => other,
    }
}

/// The length of a value as compact JSON, nearly.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Null | Value::Bool(_) => 4,
        Value::Number(number) => number.to_string().len(),
        Value::String(text) => text.len() + 2,
        Value::Array(items) => 2 + items.iter().map(size).sum::<usize>(),
        Value::Object(fields) => {
            2 + fields.iter().map(|(key, value)| key.len() + 3 + size(value)).sum::<usize>()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        assert_eq!(integer(9_007_199_254_740_991), json!(9_007_199_254_740_991_i64));
        assert_eq!(integer(9_007_199_254_740_992), json!("9007199254740992"));
        assert_eq!(integer(i64::MIN), json!("-9223372036854775808"));
        assert_eq!(real(0.1), json!(0.1));
        assert_eq!(real(f64::NAN), json!("NaN"));
        assert_eq!(real(f64::NEG_INFINITY), json!("-Infinity"));
        let mut page = Page::default();
        assert_eq!(page.json("{\"a\":[1,0.5]}", None), json!({"a": [1, 0.5]}));
        assert_eq!(page.json("12345678901234567890.5", None), json!("12345678901234567890.5"));
    }

    #[test]
    fn long_values_say_how_long_they_are() {
        let mut page = Page::default();
        let text = page.text(&"ä".repeat(2_001), None);
        assert!(text.as_str().is_some_and(|t| t.ends_with("ä… [2000 of 2001 characters]")));
        assert_eq!(page.text("short", None), json!("short"));
        assert_eq!(page.binary(&[0, 255], 2), json!({"bytes": 2, "hex": "00ff"}));
        let long = page.binary(&[7; 40], 9_000);
        assert_eq!(long, json!({"bytes": 9000, "hex": format!("{}…", "07".repeat(16))}));
        assert_eq!(page.shortened, 2);
    }

    #[test]
    fn a_page_ends_at_its_bytes() {
        let mut page = Page::default();
        let row = || vec![json!("x".repeat(100))];
        assert_eq!(page.push(row(), 150), Ok(()));
        assert_eq!(page.push(row(), 150), Err(Truncation::Bytes));
        assert_eq!(page.rows.len(), 1);
    }
}
