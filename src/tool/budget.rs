//! What a text costs a model, estimated.

/// Estimates the tokens of `text` in an `o200k`-like vocabulary.
///
/// Counts what such a vocabulary splits on: words (one token up to eight
/// letters, then one per further five), digits in threes, punctuation, line
/// breaks. One pass, no allocation, no table.
pub fn tokens(text: &str) -> usize {
    let mut quarters = 0;
    let mut class = Class::Space;
    let mut run = 0_usize;
    for byte in text.bytes() {
        let next = Class::of(byte);
        if next != class {
            quarters += class.quarters(run);
            (class, run) = (next, 0);
        }
        run += 1;
    }
    (quarters + class.quarters(run)).div_ceil(4)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Lower,
    Upper,
    Digit,
    Space,
    Newline,
    Punctuation,
    Other,
}

impl Class {
    const fn of(byte: u8) -> Self {
        match byte {
            b'a'..=b'z' => Self::Lower,
            b'A'..=b'Z' => Self::Upper,
            b'0'..=b'9' => Self::Digit,
            b' ' | b'\t' => Self::Space,
            b'\n' | b'\r' => Self::Newline,
            0x80.. => Self::Other,
            _ => Self::Punctuation,
        }
    }

    /// Quarter tokens that a run of this class costs.
    const fn quarters(self, run: usize) -> usize {
        if run == 0 {
            return 0;
        }
        match self {
            Self::Lower if run <= 8 => 4,
            Self::Lower => 4 + (run - 8).div_ceil(5) * 4,
            Self::Upper if run == 1 => 1,
            Self::Space if run == 1 => 0,
            Self::Space | Self::Newline => 4,
            Self::Upper | Self::Digit | Self::Punctuation => run.div_ceil(3) * 4,
            // Two bytes of UTF-8 outside ASCII cost about one token.
            Self::Other => run * 2,
        }
    }
}
