//! A job's log: found by a redirect to another host, read line by line in
//! bounded memory, given back as a window.

use std::{collections::VecDeque, fmt::Write as _};

/// Most lines of a window.
const WINDOW: usize = 200;
/// The most of a log that is read.
pub(super) const LONGEST_LOG: usize = 64 * 1024 * 1024;
/// Characters of a line that are kept.
const LINE: usize = 2000;
/// Errors that are remembered.
const ERRORS: usize = 50;
const ERROR_MARK: &str = "##[error]";

/// Which lines of a log are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogSpan {
    /// So many before the first `##[error]`, in all at most `lines`; the end of
    /// the log when there is no such line.
    Error {
        /// Lines before it.
        before: usize,
        /// Lines in all.
        lines: usize,
    },
    /// `lines` lines from the line `first`, counted from 1.
    Lines {
        /// The first.
        first: usize,
        /// How many.
        lines: usize,
    },
}

/// A part of a log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogWindow {
    /// The number of the first line given, from 1.
    pub first: usize,
    /// The lines; an overlong one ends with "… N more characters".
    pub lines: Vec<String>,
    /// How many lines the whole log has, as far as it was read.
    pub total: usize,
    /// Where `##[error]` stands; at most 50 line numbers.
    pub errors: Vec<usize>,
    /// Whether the log went on beyond what is read.
    pub cut: bool,
}

/// Reads a log as it comes.
#[derive(Debug)]
pub(super) struct LogReader {
    span: LogSpan,
    partial: Vec<u8>,
    /// Bytes of the line under way that are not kept.
    dropped: usize,
    recent: VecDeque<String>,
    window: LogWindow,
}

impl LogReader {
    pub(super) fn new(span: LogSpan) -> Self {
        Self {
            span,
            partial: Vec::new(),
            dropped: 0,
            recent: VecDeque::new(),
            window: LogWindow::default(),
        }
    }

    pub(super) fn feed(&mut self, mut bytes: &[u8]) {
        while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
            let (line, rest) = bytes.split_at(end);
            self.keep(line);
            self.end_line();
            bytes = rest.get(1..).unwrap_or_default();
        }
        self.keep(bytes);
    }

    pub(super) fn finish(mut self, cut: bool) -> LogWindow {
        if !self.partial.is_empty() {
            self.end_line();
        }
        self.window.cut = cut;
        // No error: the end of the log says most.
        if matches!(self.span, LogSpan::Error { .. }) && self.window.errors.is_empty() {
            self.window.first = (self.window.total + 1).saturating_sub(self.recent.len());
            self.window.lines = self.recent.into();
        }
        self.window
    }

    fn keep(&mut self, bytes: &[u8]) {
        // Four bytes a character at most.
        let room = (LINE * 4).saturating_sub(self.partial.len()).min(bytes.len());
        let (kept, dropped) = bytes.split_at(room);
        self.partial.extend_from_slice(kept);
        self.dropped += dropped.len();
    }

    fn end_line(&mut self) {
        let line = String::from_utf8_lossy(&self.partial);
        let line = line.strip_suffix('\r').unwrap_or(&line).trim_start_matches('\u{feff}');
        let more = line.chars().count().saturating_sub(LINE) + self.dropped;
        let mut text: String = line.chars().take(LINE).collect();
        if more > 0 {
            // Writing to a String cannot fail.
            let _ = write!(text, "… {more} more characters");
        }
        self.partial.clear();
        self.dropped = 0;
        self.line(text);
    }

    fn line(&mut self, text: String) {
        self.window.total += 1;
        let number = self.window.total;
        let is_error = text.contains(ERROR_MARK);
        match self.span {
            LogSpan::Lines { first, lines } => {
                if number >= first.max(1) && self.window.lines.len() < lines.min(WINDOW) {
                    self.window.lines.push(text);
                    self.window.first = first.max(1);
                }
            }
            LogSpan::Error { before, lines } => {
                let (before, lines) = (before.min(WINDOW), lines.clamp(1, WINDOW));
                if is_error && self.window.errors.is_empty() {
                    let skip = self.recent.len().saturating_sub(before.min(lines - 1));
                    self.window.lines = self.recent.drain(..).skip(skip).collect();
                    self.window.first = number - self.window.lines.len();
                    self.window.lines.push(text);
                } else if !self.window.errors.is_empty() {
                    if self.window.lines.len() < lines {
                        self.window.lines.push(text);
                    }
                } else {
                    if self.recent.len() == lines {
                        self.recent.pop_front();
                    }
                    self.recent.push_back(text);
                }
            }
        }
        if is_error && self.window.errors.len() < ERRORS {
            self.window.errors.push(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(log: &str, span: LogSpan) -> (usize, Vec<String>, usize, Vec<usize>) {
        let mut reader = LogReader::new(span);
        // In pieces that respect no line.
        log.as_bytes().chunks(7).for_each(|chunk| reader.feed(chunk));
        let LogWindow { first, lines, total, errors, .. } = reader.finish(false);
        (first, lines, total, errors)
    }

    fn lines(range: std::ops::RangeInclusive<u32>) -> String {
        range.flat_map(|number| ["line ".to_owned(), number.to_string(), "\r\n".into()]).collect()
    }

    fn owned(lines: &[&str]) -> Vec<String> {
        lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_window_lies_around_the_first_error() {
        let log = lines(1..=20) + "##[error]boom\n" + &lines(22..=30) + "##[error]again";
        let (first, shown, total, errors) = read(&log, LogSpan::Error { before: 2, lines: 5 });
        assert_eq!((first, total, errors), (19, 31, vec![21, 31]));
        assert_eq!(shown, owned(&["line 19", "line 20", "##[error]boom", "line 22", "line 23"]));
    }

    #[test]
    fn without_an_error_the_end_is_shown() {
        let (first, shown, total, errors) =
            read(&lines(1..=20), LogSpan::Error { before: 2, lines: 3 });
        assert_eq!((first, total, errors), (18, 20, vec![]));
        assert_eq!(shown, owned(&["line 18", "line 19", "line 20"]));
        assert_eq!(read("", LogSpan::Error { before: 2, lines: 3 }), (1, vec![], 0, vec![]));
    }

    #[test]
    fn any_part_can_be_asked_for() {
        let (first, shown, ..) = read(&lines(1..=20), LogSpan::Lines { first: 4, lines: 2 });
        assert_eq!((first, shown), (4, owned(&["line 4", "line 5"])));
        let (_, shown, total, _) = read(&lines(1..=20), LogSpan::Lines { first: 40, lines: 2 });
        assert_eq!((shown, total), (vec![], 20));
    }

    #[test]
    fn an_overlong_line_says_how_much_is_missing() {
        let (_, shown, ..) = read(&"x".repeat(10_000), LogSpan::Lines { first: 1, lines: 1 });
        let expected = "x".repeat(LINE) + "… 8000 more characters";
        assert_eq!(shown, [expected]);
    }
}
