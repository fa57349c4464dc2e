//! What kind of file it is.

/// The media type of a file: what its first bytes say, or else its name.
pub(super) fn media_type(name: &str, content: &[u8]) -> &'static str {
    const IMAGES: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
    ];
    const TEXTS: &[(&str, &str)] = &[
        ("csv", "text/csv"),
        ("tsv", "text/tab-separated-values"),
        ("md", "text/markdown"),
        ("html", "text/html"),
        ("json", "application/json"),
        ("svg", "image/svg+xml"),
        ("xml", "application/xml"),
    ];
    if let Some((_, kind)) = IMAGES.iter().find(|(magic, _)| content.starts_with(magic)) {
        return kind;
    }
    if content.starts_with(b"RIFF") && content.get(8..12) == Some(b"WEBP") {
        return "image/webp";
    }
    if content.starts_with(b"%PDF-") {
        return "application/pdf";
    }
    if std::str::from_utf8(content).is_err() || content.contains(&0) {
        return "application/octet-stream";
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let known = TEXTS.iter().find(|(known, _)| extension.as_deref() == Some(*known));
    known.map_or("text/plain", |(_, kind)| kind)
}

/// Whether hosts show it and models can look at it.
pub(super) fn is_picture(media_type: &str) -> bool {
    matches!(media_type, "image/png" | "image/jpeg" | "image/gif" | "image/webp")
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn content_says_more_than_a_name() {
        assert_eq!(media_type("a.txt", b"\x89PNG\r\n\x1a\nrest"), "image/png");
        assert_eq!(media_type("a.png", b"no picture"), "text/plain");
        assert_eq!(media_type("a.webp", b"RIFF....WEBPVP8 "), "image/webp");
        assert_eq!(media_type("A.CSV", b"a,b\n"), "text/csv");
        assert_eq!(media_type("a.csv", b"a\0b"), "application/octet-stream");
        assert_eq!(media_type("a", b"\xff"), "application/octet-stream");
        assert_eq!(media_type("a", b""), "text/plain");
    }
}
