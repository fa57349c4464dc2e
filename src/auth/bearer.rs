//! Bearer tokens, kept as digests and compared in constant time.

use std::fmt;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::config::Secret;

/// A token that is let in.
#[derive(Clone)]
pub(super) struct Token {
    digest: [u8; 32],
}

impl Token {
    /// Keeps the digest of `token`.
    pub(super) fn new(token: &Secret) -> Self {
        Self { digest: Sha256::digest(token.expose()).into() }
    }

    /// Whether `sent` is the token. The time taken tells nothing: digests have
    /// one length and are compared in full.
    pub(super) fn is(&self, sent: &[u8]) -> bool {
        let sent: [u8; 32] = Sha256::digest(sent).into();
        self.digest.ct_eq(&sent).into()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token")
    }
}

/// The token in an `Authorization` value of the `Bearer` scheme (RFC 6750, 2.1;
/// the scheme's letter case is free by RFC 9110, 11.1).
pub(super) fn credentials(value: &[u8]) -> Option<&[u8]> {
    let (scheme, rest) = value.split_at_checked(7)?;
    let token = rest.trim_ascii();
    let plain = !token.is_empty() && !token.iter().any(u8::is_ascii_whitespace);
    (scheme.eq_ignore_ascii_case(b"bearer ") && plain).then_some(token)
}
