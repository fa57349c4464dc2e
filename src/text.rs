//! Text that came from elsewhere, made safe to stand among our own words. A leaf.

/// `text` on one line, with everything that hides or pretends made visible:
/// control characters (line breaks among them), bidirectional overrides,
/// zero-width and tag characters.
pub fn inline(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for char in text.chars() {
        if deceives(char) {
            shown.extend(char.escape_unicode());
        } else {
            shown.push(char);
        }
    }
    shown
}

/// The first `limit` characters of [`inline`] text, with an ellipsis when there was more.
pub fn excerpt(text: &str, limit: usize) -> String {
    let cut: String = text.chars().take(limit).collect();
    let more = if cut.len() < text.len() { "…" } else { "" };
    inline(&cut) + more
}

fn deceives(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{ad}' | '\u{61c}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_shown() {
        assert_eq!(inline("Ravi Käß 東京 🦀"), "Ravi Käß 東京 🦀");
        assert_eq!(inline("a\nMORE AVAILABLE\0"), "a\\u{a}MORE AVAILABLE\\u{0}");
        assert_eq!(inline("x\u{202e}y\u{200b}z\u{e0041}"), "x\\u{202e}y\\u{200b}z\\u{e0041}");
        assert_eq!(inline("\u{1b}[31m"), "\\u{1b}[31m");
    }

    #[test]
    fn excerpts_count_characters() {
        assert_eq!(excerpt("äöü", 3), "äöü");
        assert_eq!(excerpt("äöüß", 3), "äöü…");
    }
}
