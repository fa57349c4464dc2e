//! Field values on a line of text: what a caller sent must not end the line,
//! nor command the terminal.

use std::fmt::{self, Write as _};

/// A value whose control characters are shown, not obeyed.
pub(super) struct Escaped<'a>(pub(super) &'a dyn fmt::Debug);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaper(f), "{:?}", self.0)
    }
}

struct Escaper<'a, 'f>(&'a mut fmt::Formatter<'f>);

impl fmt::Write for Escaper<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for plain in text.split_inclusive(char::is_control) {
            let mut rest = plain.chars();
            match rest.next_back() {
                Some(last) if last.is_control() => {
                    write!(self.0, "{}{}", rest.as_str(), last.escape_default())?;
                }
                _ => self.0.write_str(plain)?,
            }
        }
        Ok(())
    }
}
