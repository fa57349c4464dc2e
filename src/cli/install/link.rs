//! What links are made of.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// `text` as a part of a query.
pub(super) fn percent(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}
