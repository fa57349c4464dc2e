//! Values on their way to a model: exact, bounded in length, and with nothing in
//! them that hides or pretends.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{
    rows::Truncation,
    written::{Format, Writer, Written, begin},
};
use crate::text;

/// How much of one value is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Most {
    /// Of text.
    pub(super) characters: usize,
    /// Of binary data.
    pub(super) bytes: usize,
}

/// Of a value that a model reads.
const SHOWN: Most = Most { characters: 2_000, bytes: 16 };
/// Of a value that is written to a file.
const WRITTEN: Most = Most { characters: 65_536, bytes: 65_536 };
/// Rows of a file that are shown.
const FIRST_ROWS: usize = 5;

/// JSON numbers beyond this lose digits in many readers.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

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

/// A page of rows while it is read, or a whole result while it is written to a file.
#[derive(Debug, Default)]
pub(super) struct Page {
    rows: Vec<Vec<Value>>,
    pub(super) shortened: u32,
    bytes: usize,
    writer: Option<Writer>,
}

impl Page {
    /// A page, or a file in that format with these columns.
    pub(super) fn new<'a>(format: Option<Format>, names: impl Iterator<Item = &'a str>) -> Self {
        Self { writer: format.map(|format| Writer::new(format, names)), ..Self::default() }
    }

    /// How much of one value is read for it.
    pub(super) const fn most(format: Option<Format>) -> Most {
        if format.is_some() { WRITTEN } else { SHOWN }
    }

    /// A whole number: as text where a reader would lose digits. Readers of files
    /// lose none.
    pub(super) fn integer(&self, number: i64) -> Value {
        if self.writer.is_some() { number.into() } else { integer(number) }
    }

    /// Text, cut when it is long. `characters` is its full length where the
    /// database sent only a part.
    pub(super) fn text(&mut self, text: &str, characters: Option<usize>) -> Value {
        let Most { characters: most, .. } = self.most_of_value();
        let cut = text.char_indices().nth(most).map(|(end, _)| end);
        let whole = characters.or_else(|| cut.map(|_| text.chars().count()));
        let begin = text.get(..cut.unwrap_or(text.len())).unwrap_or(text);
        let shown = if self.writer.is_some() { begin.to_owned() } else { text::reveal(begin) };
        match whole.filter(|whole| *whole > most) {
            Some(whole) => {
                self.shortened += 1;
                format!("{shown}… [{most} of {whole} characters]").into()
            }
            None => shown.into(),
        }
    }

    /// Binary data: its size and how it begins; in a file all of it, in hex.
    pub(super) fn binary(&mut self, start: &[u8], bytes: usize) -> Value {
        let most = self.most_of_value().bytes;
        let shown = start.get(..most).unwrap_or(start);
        let is_cut = bytes > shown.len();
        self.shortened += u32::from(is_cut);
        let hex = hex(shown);
        match (self.writer.is_some(), is_cut) {
            (true, true) => format!("{hex}… [{most} of {bytes} bytes]").into(),
            (true, false) => hex.into(),
            (false, true) => json!({ "bytes": bytes, "hex": hex + "…" }),
            (false, false) => json!({ "bytes": bytes, "hex": hex }),
        }
    }

    /// JSON as such while it is short, else the text it begins with.
    pub(super) fn json(&mut self, text: &str, characters: Option<usize>) -> Value {
        let most = self.most_of_value().characters;
        let is_whole = characters.is_none_or(|all| all <= most) && text.len() <= most * 4;
        let value = serde_json::from_str::<Value>(text).ok().filter(|_| is_whole);
        match (value, &self.writer) {
            (Some(value), None) if is_exact(&value, MAX_SAFE_INTEGER) => revealed(value),
            // A JSON null, or a JSON text, is not the same as one of the database's.
            (Some(value @ (Value::Array(_) | Value::Object(_))), Some(_))
                if is_exact(&value, u64::MAX) =>
            {
                value
            }
            _ => self.text(text, characters),
        }
    }

    /// How many rows were taken.
    pub(super) fn len(&self) -> usize {
        self.writer.as_ref().map_or(self.rows.len(), Writer::rows)
    }

    /// Takes a row, unless it would make the page larger than `max_bytes`.
    pub(super) fn push(&mut self, row: Vec<Value>, max_bytes: usize) -> Result<(), Truncation> {
        if let Some(writer) = &mut self.writer {
            if !writer.write(&row, max_bytes) {
                return Err(Truncation::Bytes);
            }
            if self.rows.len() < FIRST_ROWS {
                self.rows.push(row.iter().map(begin).collect());
            }
            return Ok(());
        }
        let size: usize = 2 + row.iter().map(size).sum::<usize>();
        if self.bytes.saturating_add(size) > max_bytes {
            return Err(Truncation::Bytes);
        }
        self.bytes += size;
        self.rows.push(row);
        Ok(())
    }

    /// The rows to show, and the file where one was written.
    pub(super) fn finish(self) -> (Vec<Vec<Value>>, Option<Written>) {
        (self.rows, self.writer.map(Writer::finish))
    }

    fn most_of_value(&self) -> Most {
        if self.writer.is_some() { WRITTEN } else { SHOWN }
    }
}

/// A whole number: as text where a reader would lose digits.
pub(super) fn integer(number: i64) -> Value {
    if number.unsigned_abs() <= MAX_SAFE_INTEGER {
        number.into()
    } else {
        number.to_string().into()
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

/// Whether every number in it survives JSON; whole ones up to `most` do.
fn is_exact(value: &Value, most: u64) -> bool {
    match value {
        Value::Number(number) => {
            number.as_i64().is_some_and(|int| int.unsigned_abs() <= most)
                || (number.is_f64() && number.to_string().len() <= 15)
        }
        Value::Array(items) => items.iter().all(|item| is_exact(item, most)),
        Value::Object(fields) => fields.values().all(|field| is_exact(field, most)),
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
        assert_eq!(page.len(), 1);
    }

    #[test]
    fn a_file_holds_values_as_they_are_and_shows_how_it_begins() {
        let mut page = Page::new(Some(Format::Json), ["v"].into_iter());
        let text = "\u{202e}\0".repeat(150);
        let json = "[12345678901234567,1.5]";
        let values = [
            page.integer(i64::MIN),
            page.text(&text, None),
            page.binary(&[0xab; 100], 100),
            page.json(json, None),
            page.json("null", None),
            page.json("12345678901234567890.5", None),
        ];
        assert_eq!(page.shortened, 0);
        for value in values {
            assert_eq!(page.push(vec![value], 10_000), Ok(()));
        }
        assert_eq!(page.len(), 6);
        let (first, written) = page.finish();
        let shown = "\\u{202e}\\u{0}".repeat(100) + "…";
        let hex = "ab".repeat(100);
        let expected = [
            json!([i64::MIN.to_string()]),
            json!([shown]),
            json!([hex]),
            json!([json]),
            json!(["null"]),
        ];
        assert_eq!(json!(first), json!(expected));
        let content = written.map(|written| written.content).unwrap_or_default();
        let read: Value = serde_json::from_slice(&content).unwrap_or_default();
        let exact = json!([12_345_678_901_234_567_i64, 1.5]);
        let digits = "12345678901234567890.5";
        let expected = json!([[i64::MIN], [text], [hex], [exact], ["null"], [digits]]);
        assert_eq!(read.get("data"), Some(&expected));
    }

    #[test]
    fn a_file_cuts_and_says_so() {
        let mut page = Page::new(Some(Format::Csv), ["v"].into_iter());
        let text = page.text(&"x".repeat(65_537), None);
        assert!(text.as_str().is_some_and(|t| t.ends_with("x… [65536 of 65537 characters]")));
        let binary = page.binary(&vec![1; 65_536], 70_000);
        assert!(binary.as_str().is_some_and(|t| t.ends_with("01… [65536 of 70000 bytes]")));
        assert_eq!(page.shortened, 2);
    }
}
