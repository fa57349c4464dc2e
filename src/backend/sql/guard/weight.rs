//! How large a value can get: a bound on what an expression makes out of its
//! inputs, so that no short statement asks the database for a giant value.
//! Stored values count as [`COLUMN`] bytes however long they are, and so do
//! parameters: what is bounded is growth, not data.

use std::cmp::max;

use super::Refusal;

/// The most an expression may grow to, in bytes.
const MOST: u64 = 4 << 20;
/// What a stored value or a parameter counts as.
const COLUMN: u64 = 256;
/// What a number, a date or the like counts as.
const SMALL: u64 = 64;
/// What a numeric of many digits counts as.
const DIGITS: u64 = 32 << 10;
/// Rows that an aggregate is taken to collect.
const COLLECTED: u64 = 4;

/// The bytes of a value, and how often it holds the row before it in a recursive
/// query: more than once, and it doubles with every turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weight {
    bytes: u64,
    turns: u64,
}

impl Weight {
    pub(super) const COLUMN: Self = Self::bytes(COLUMN);
    pub(super) const SMALL: Self = Self::bytes(SMALL);
    pub(super) const DIGITS: Self = Self::bytes(DIGITS);
    pub(super) const NONE: Self = Self::bytes(0);

    pub(super) const fn bytes(bytes: u64) -> Self {
        Self { bytes, turns: 0 }
    }

    /// Its bytes.
    pub(super) fn size(self) -> u64 {
        self.bytes
    }

    /// A text of the statement, should it be read as JSON or numbers.
    pub(super) fn of(text: &str) -> Self {
        let exponents = u64::try_from(exponents(text)).unwrap_or(u64::MAX);
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        Self::bytes(length.saturating_add(exponents.saturating_mul(4 * DIGITS)))
    }

    /// Both, one after the other.
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            bytes: self.bytes.saturating_add(other.bytes),
            turns: self.turns.saturating_add(other.turns),
        }
    }

    /// One or the other.
    pub(super) fn or(self, other: Self) -> Self {
        Self { bytes: max(self.bytes, other.bytes), turns: max(self.turns, other.turns) }
    }

    /// One for every byte of the other.
    pub(super) fn times(self, other: Self) -> Self {
        let bytes = self.bytes.max(1).saturating_mul(other.bytes.max(1));
        let turns = if self.turns > 0 && other.turns > 0 {
            u64::MAX
        } else {
            max(
                self.turns.saturating_mul(other.bytes.max(1)),
                other.turns.saturating_mul(self.bytes.max(1)),
            )
        };
        Self { bytes, turns }
    }

    /// That many of it.
    pub(super) fn scaled(self, factor: u64) -> Self {
        Self { bytes: self.bytes.saturating_mul(factor), turns: self.turns.saturating_mul(factor) }
    }

    /// Calculated from both: PostgreSQL's numbers have an end.
    pub(super) fn calculated(self, other: Self) -> Self {
        let either = self.or(other);
        let bytes = self.bytes.saturating_add(other.bytes).min(either.bytes.max(DIGITS));
        Self { bytes, ..either }
    }

    /// Read as JSON or as an array of numbers: `1e99999` in a long made-up text
    /// stands for very many digits.
    pub(super) fn parsed(self) -> Self {
        if self.bytes > 4 * COLUMN { self.scaled(DIGITS) } else { self }
    }

    /// Many rows of it in one value.
    pub(super) fn collected(self) -> Self {
        self.scaled(COLLECTED)
    }

    /// As seen by the next turn of a recursive query.
    pub(super) fn turning(self) -> Self {
        Self { bytes: self.bytes, turns: 1 }
    }

    /// As seen by those who read a recursive query's result, outside of any other.
    pub(super) fn turned(self) -> Self {
        Self { bytes: self.bytes, turns: 0 }
    }

    /// Refuses a value that grows too large.
    pub(super) fn checked(self) -> Result<Self, Refusal> {
        if self.bytes > MOST {
            return Err(Refusal::new("an expression", "could make a very large value")
                .instead("repeat, join or collect less text at once"));
        }
        Ok(self)
    }

    /// Refuses a column that grows by more than a fixed amount per turn.
    pub(super) fn steady(self) -> Result<Self, Refusal> {
        if self.turns > 1 {
            return Err(Refusal::new(
                "a recursive query",
                "may not make a value out of several copies of the row before it",
            )
            .instead("append something of fixed size, such as path || name"));
        }
        Ok(self)
    }
}

/// How many numbers with an exponent of four digits or more `text` holds.
fn exponents(text: &str) -> usize {
    let is_number = |(place, _): &(usize, &str)| {
        let before = text.get(..*place).unwrap_or_default();
        let mantissa = before.trim_end_matches(|char: char| char.is_ascii_digit() || char == '.');
        let after = text.get(place + 1..).unwrap_or_default();
        let after = after.strip_prefix('+').unwrap_or(after);
        let rest = after.trim_start_matches(|char: char| char.is_ascii_digit());
        mantissa.len() < before.len()
            && !mantissa.ends_with(|char: char| char.is_ascii_alphanumeric())
            && after.len() - rest.len() >= 4
            && !rest.starts_with(|char: char| char.is_ascii_alphanumeric() || char == '-')
    };
    text.match_indices(['e', 'E']).filter(is_number).count()
}
