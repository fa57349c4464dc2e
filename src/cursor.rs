//! Cursors: where a listing goes on, carried by the client, believed only when
//! signed. Opaque text of about 50 characters; valid for a day, for the same
//! listing with the same filters.

use std::{fmt, iter, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

const VERSION: u8 = 1;
const TAG_BYTES: usize = 16;
const LIFETIME: Duration = Duration::from_hours(24);

/// Why a cursor is refused. The text is what a model reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CursorError {
    /// Not a cursor of ours, altered, or signed with a key that is gone.
    #[error("is not a cursor this server gave out, or was altered")]
    Invalid,
    /// Given out too long ago.
    #[error("has expired")]
    Expired,
    /// Given out for another listing or other filters.
    #[error("belongs to a call with other arguments")]
    OtherQuery,
}

/// Signs and checks cursors.
#[derive(Clone)]
pub struct Cursors {
    signing: Key,
    accepted: Vec<Key>,
}

type Key = [u8; 32];

impl Cursors {
    /// Cursors signed with `signing`; those of the `older` keys are still accepted.
    pub fn new<K: AsRef<[u8]>>(signing: K, older: impl IntoIterator<Item = K>) -> Self {
        Self { signing: derive(signing), accepted: older.into_iter().map(derive).collect() }
    }

    /// A cursor at `position` of the listing that `query` identifies.
    pub fn seal(&self, query: &str, position: &[u8]) -> String {
        self.seal_at(query, position, Timestamp::now())
    }

    fn seal_at(&self, query: &str, position: &[u8], now: Timestamp) -> String {
        let mut bytes = vec![VERSION];
        // Seconds until the year 2106 fit.
        bytes.extend(u32::try_from(now.as_second()).unwrap_or(u32::MAX).to_be_bytes());
        bytes.extend(fingerprint(query));
        bytes.extend(position);
        bytes.extend(tag(&self.signing, &bytes));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The position inside `cursor`, if it was given out for `query`.
    pub fn open(&self, query: &str, cursor: &str) -> Result<Vec<u8>, CursorError> {
        self.open_at(query, cursor, Timestamp::now())
    }

    fn open_at(&self, query: &str, cursor: &str, now: Timestamp) -> Result<Vec<u8>, CursorError> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| CursorError::Invalid)?;
        let (signed, sent) = bytes.split_last_chunk::<TAG_BYTES>().ok_or(CursorError::Invalid)?;
        let genuine = iter::once(&self.signing)
            .chain(&self.accepted)
            .any(|key| subtle::ConstantTimeEq::ct_eq(&tag(key, signed)[..], &sent[..]).into());
        if !genuine {
            return Err(CursorError::Invalid);
        }
        let ([VERSION, issued @ ..], rest) =
            signed.split_first_chunk::<5>().ok_or(CursorError::Invalid)?
        else {
            return Err(CursorError::Invalid);
        };
        let (query_print, position) = rest.split_first_chunk::<4>().ok_or(CursorError::Invalid)?;
        let age = now.as_second() - i64::from(u32::from_be_bytes(*issued));
        if age > LIFETIME.as_secs().cast_signed() {
            return Err(CursorError::Expired);
        }
        if *query_print != fingerprint(query) {
            return Err(CursorError::OtherQuery);
        }
        Ok(position.to_vec())
    }
}

impl fmt::Debug for Cursors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cursors").finish_non_exhaustive()
    }
}

/// A key for this purpose alone, of the right length whatever was configured.
fn derive(key: impl AsRef<[u8]>) -> Key {
    Sha256::new_with_prefix(b"toolhub cursor\0").chain_update(key).finalize().into()
}

fn fingerprint(query: &str) -> [u8; 4] {
    let digest: [u8; 32] = Sha256::digest(query).into();
    let [a, b, c, d, ..] = digest;
    [a, b, c, d]
}

fn tag(key: &Key, signed: &[u8]) -> [u8; TAG_BYTES] {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
    let full: [u8; 32] = mac.chain_update(signed).finalize().into_bytes().into();
    let mut tag = [0; TAG_BYTES];
    tag.iter_mut().zip(full).for_each(|(to, from)| *to = from);
    tag
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cursors() -> Cursors {
        Cursors::new("a key", [])
    }

    #[test]
    fn a_rotated_key_is_still_accepted_and_a_removed_one_is_not() {
        let old = cursors().seal("q", b"p");
        assert_eq!(Cursors::new("new", ["a key"]).open("q", &old), Ok(b"p".to_vec()));
        assert_eq!(Cursors::new("new", []).open("q", &old), Err(CursorError::Invalid));
    }

    #[test]
    fn a_cursor_expires_after_a_day() {
        let now = Timestamp::now();
        let cursor = cursors().seal_at("q", b"p", now);
        let later = |hours: i64| now + jiff::SignedDuration::from_hours(hours);
        assert!(cursors().open_at("q", &cursor, later(23)).is_ok());
        assert_eq!(cursors().open_at("q", &cursor, later(25)), Err(CursorError::Expired));
    }

    proptest! {
        #[test]
        fn what_was_sealed_opens(query: String, position: Vec<u8>) {
            let cursor = cursors().seal(&query, &position);
            prop_assert_eq!(cursors().open(&query, &cursor), Ok(position));
        }

        #[test]
        fn other_arguments_are_refused(query: String, other: String, position: Vec<u8>) {
            prop_assume!(query != other);
            let cursor = cursors().seal(&query, &position);
            prop_assert_eq!(cursors().open(&other, &cursor), Err(CursorError::OtherQuery));
        }

        #[test]
        fn a_changed_character_is_refused(at: prop::sample::Index, to in "[A-Za-z0-9_-]") {
            let cursor = cursors().seal("q", b"position");
            let at = at.index(cursor.len());
            let mut changed = cursor.clone();
            changed.replace_range(at..=at, &to);
            prop_assume!(changed != cursor);
            prop_assert_eq!(cursors().open("q", &changed), Err(CursorError::Invalid));
        }

        #[test]
        fn garbage_is_refused(garbage: String) {
            prop_assert_eq!(cursors().open("q", &garbage), Err(CursorError::Invalid));
        }
    }
}
