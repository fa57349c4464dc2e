//! How text that people type becomes something to look up.

/// An identifier as it is stored (upper case), or nothing when no stored
/// identifier can look like that.
pub(super) fn identifier(input: &str) -> Option<String> {
    let id = input.trim();
    let plausible = !id.is_empty() && id.len() <= 64 && id.bytes().all(is_identifier_byte);
    plausible.then(|| id.to_ascii_uppercase())
}

/// What to look for in folded text. NUL cannot be stored, so it is dropped.
pub(super) fn needle(input: &str) -> String {
    input.trim().replace('\0', "").to_lowercase()
}

/// The half-open range of identifiers that start with `prefix`; `None` when none can.
pub(super) fn prefix_range(prefix: &str) -> Option<(String, String)> {
    // Sorts after every byte an identifier may hold.
    const LAST: char = '~';
    if prefix.trim().is_empty() {
        return Some((String::new(), LAST.to_string()));
    }
    identifier(prefix).map(|start| (start.clone(), format!("{start}{LAST}")))
}

fn is_identifier_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_trimmed_and_upper_cased() {
        assert_eq!(identifier("  a100\t").as_deref(), Some("A100"));
        assert_eq!(identifier("sku-1").as_deref(), Some("SKU-1"));
    }

    #[test]
    fn what_cannot_be_an_identifier_is_not_looked_up() {
        for input in ["", "  ", "A 100", "A100'", "Ä100", "%", "a\0b", &"x".repeat(65)] {
            assert_eq!(identifier(input), None, "{input:?}");
        }
    }

    #[test]
    fn needles_fold_every_script() {
        assert_eq!(needle(" ÉLODIE\0 "), "élodie");
    }

    #[test]
    fn a_prefix_range_holds_exactly_its_prefix() {
        let (start, end) = prefix_range("a10").unwrap_or_default();
        let inside = |id: &str| start.as_str() <= id && id < end.as_str();
        assert!(inside("A10") && inside("A100") && inside("A10Z_"));
        assert!(!inside("A1") && !inside("A11"));
        assert_eq!(prefix_range("a%"), None);
    }
}
