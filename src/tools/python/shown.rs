//! Text of which only the begin and the end may be shown.

use crate::{backend::sandbox::Captured, text::reveal};

const GAP: &str = "\n[... left out ...]\n";

/// What was written to a stream, readable: UTF-8, with what deceives made visible.
pub(super) fn captured(output: &Captured) -> String {
    if output.tail.is_empty() && output.bytes <= output.head.len() as u64 {
        return readable(&output.head);
    }
    // Characters that the cut went through are no more than noise.
    let head = match std::str::from_utf8(&output.head) {
        Err(error) if error.error_len().is_none() => output.head.get(..error.valid_up_to()),
        _ => None,
    };
    let is_continued = |byte: &&u8| (0x80..0xc0).contains(*byte);
    let broken = output.tail.iter().take(3).take_while(is_continued).count();
    let tail = output.tail.get(broken..).unwrap_or_default();
    [&readable(head.unwrap_or(&output.head)), GAP, &readable(tail)].concat()
}

fn readable(bytes: &[u8]) -> String {
    reveal(&String::from_utf8_lossy(bytes))
}

/// Three quarters of `room` characters from the begin, the rest from the end.
pub(super) fn cut(text: &str, room: usize) -> String {
    let length = text.chars().count();
    if length <= room {
        return text.to_owned();
    }
    let head: String = text.chars().take(room * 3 / 4).collect();
    let tail: String = text.chars().skip(length - room / 4).collect();
    [&head, GAP, &tail].concat()
}

/// The room for each of several texts so that all of them together have `total`
/// characters: short ones stay whole.
pub(super) fn share(lengths: &[usize], total: usize) -> usize {
    let mut sorted = lengths.to_vec();
    sorted.sort_unstable();
    let mut left = total;
    for (place, length) in sorted.iter().enumerate() {
        let each = left / (sorted.len() - place);
        if *length > each {
            return each;
        }
        left -= length;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_stay_whole() {
        assert_eq!(share(&[10, 1000, 1000], 510), 250);
        assert_eq!(share(&[10, 20], 100), 100);
        assert_eq!(share(&[0, 0, 0, 5000], 1000), 1000);
        assert_eq!(share(&[], 7), 7);
    }

    #[test]
    fn begin_and_end_stay() {
        assert_eq!(cut("abcdefgh", 8), "abcdefgh");
        assert_eq!(cut("abcdefgh", 4), "abc\n[... left out ...]\nh");
    }

    #[test]
    fn a_cut_character_does_not_show() {
        let captured = |head: &[u8], tail: &[u8], bytes| {
            captured(&Captured { head: head.to_vec(), tail: tail.to_vec(), bytes })
        };
        assert_eq!(captured(b"a\xc3", b"\xa4b", 100), "a\n[... left out ...]\nb");
        assert_eq!(captured(b"a\xffb", b"", 3), "a\u{fffd}b");
        assert_eq!(captured(b"\x1b[2J", b"", 4), "\\u{1b}[2J");
    }
}
