//! The id that ties a reply to its line in the log.

use std::{
    hash::{BuildHasher as _, RandomState},
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A new id of ten characters, easy to read out: unique in practice across
/// restarts and replicas, and telling nothing.
pub(super) fn next() -> String {
    static SEED: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut bits = SEED.hash_one(COUNT.fetch_add(1, Ordering::Relaxed));
    let letter = || {
        let index = (bits % 32) as usize;
        bits /= 32;
        ALPHABET.get(index).map_or('a', |byte| char::from(*byte))
    };
    std::iter::repeat_with(letter).take(10).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_differ() {
        let ids: std::collections::HashSet<String> =
            std::iter::repeat_with(super::next).take(10_000).collect();
        assert_eq!(ids.len(), 10_000);
    }
}
