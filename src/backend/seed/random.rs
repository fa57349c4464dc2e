//! Numbers that look random and are the same on every machine.

/// A generator (`SplitMix64`) that starts anew for every thing that is generated, so
/// that any of them can be generated without the ones before it.
pub(super) struct Random(u64);

impl Random {
    /// The generator of thing number `index` of its `kind`.
    pub(super) fn new(kind: u64, index: u64) -> Self {
        let mut random = Self(kind.rotate_left(32) ^ index.wrapping_mul(0xD134_2543_DE82_EF95));
        random.next();
        random
    }

    /// A number below `bound`.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        // The upper half of a product with a number below 2^64 is below the bound.
        let wide = u128::from(self.next()) * u128::from(bound);
        u64::try_from(wide >> 64).unwrap_or_default()
    }

    /// One of `choices`, which must not be empty.
    #[expect(clippy::indexing_slicing, reason = "`below` stays below the length")]
    pub(super) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let index = self.below(choices.len() as u64);
        &choices[usize::try_from(index).unwrap_or_default()]
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}
