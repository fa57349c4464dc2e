//! Text for a person: colours where a terminal is there, styles with one meaning each.

use anstyle::{AnsiColor, Style};

/// Stdout that drops colours when it is not a terminal.
pub(super) type Out = anstream::AutoStream<std::io::StdoutLock<'static>>;

/// Locks stdout for one command.
pub(super) fn stdout() -> Out {
    anstream::AutoStream::auto(std::io::stdout().lock())
}

pub(super) const HEADING: Style = AnsiColor::Yellow.on_default().bold();
pub(super) const NAME: Style = AnsiColor::Green.on_default().bold();
pub(super) const TYPE: Style = AnsiColor::Cyan.on_default();
pub(super) const QUIET: Style = Style::new().dimmed();
pub(super) const BAD: Style = AnsiColor::Red.on_default().bold();

/// The first sentence of a description.
pub(super) fn first_sentence(text: &str) -> &str {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let sentence = line.split_once(". ").map_or(line, |(sentence, _)| sentence);
    sentence.trim_end().trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_sentence_ends_at_a_full_stop_before_a_blank() {
        assert_eq!(first_sentence("Reads v1.2 files. Do not use it."), "Reads v1.2 files");
        assert_eq!(first_sentence("\n One line\nthen more"), "One line");
        assert_eq!(first_sentence("No stop"), "No stop");
        assert_eq!(first_sentence("Stop."), "Stop");
        assert_eq!(first_sentence(""), "");
    }
}
