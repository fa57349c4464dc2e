//! Proof that a preview was seen: sealed, bound to the caller, the tool, its
//! arguments and the target as it was, valid for a short time and once.

use std::{fmt, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rmcp::model::{RequestStateCodec, RequestStateError, SealOptions};
use sha2::{Digest as _, Sha256};

use crate::{config::Secret, tool::Preview};

const NONCE_BYTES: usize = 12;
const DIGEST_BYTES: usize = 16;

/// Seals and opens proofs.
#[derive(Clone)]
pub struct Seal {
    codec: RequestStateCodec,
    lifetime: Duration,
}

/// No seal can be made.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The system gives no random bytes.
    #[error("no random key can be made")]
    Random(#[from] getrandom::Error),
    /// The keys are not usable together.
    #[error("the keys are not usable")]
    Keys(#[from] RequestStateError),
}

/// The way a proof comes back; one that was made for one way is worth nothing
/// on the other: a model never sees what a person's dialogue was sealed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Channel {
    /// As an argument, from a model.
    Token,
    /// As `requestState`, from a client that asked its person.
    Dialogue,
}

/// What a proof holds for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Binding<'a> {
    pub(super) principal: &'a str,
    pub(super) tool: &'a str,
    /// The digest of the arguments.
    pub(super) arguments: &'a str,
}

/// A proof that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proof {
    /// To be used once.
    pub(super) nonce: String,
    preview: [u8; DIGEST_BYTES],
}

impl Seal {
    /// With the operator's keys, of which the first seals; a random one for this
    /// process where there are none.
    pub fn new(keys: &[Secret], lifetime: Duration) -> Result<Self, SealError> {
        let mut ring: Vec<(String, [u8; 32])> = Vec::with_capacity(keys.len().max(1));
        for key in keys {
            let key = derive(key.expose().as_bytes());
            if !ring.iter().any(|(_, known)| *known == key) {
                ring.push((id(&key), key));
            }
        }
        if ring.is_empty() {
            let mut random = [0; 32];
            getrandom::fill(&mut random)?;
            ring.push((id(&random), random));
        }
        let active = ring.first().map(|(id, _)| id.clone()).unwrap_or_default();
        Ok(Self { codec: RequestStateCodec::new_with_keyring(active, ring)?, lifetime })
    }

    /// How long a proof is valid.
    pub const fn lifetime(&self) -> Duration {
        self.lifetime
    }

    /// Seals that `preview` was shown.
    pub(super) fn close(
        &self,
        channel: Channel,
        binding: Binding<'_>,
        preview: &Preview,
    ) -> Result<String, getrandom::Error> {
        let mut payload = [0; NONCE_BYTES + DIGEST_BYTES];
        let (nonce, digest) = payload.split_at_mut(NONCE_BYTES);
        getrandom::fill(nonce)?;
        digest.copy_from_slice(&digest_of(preview));
        let bound = binding.bytes(channel);
        let options = SealOptions::new().associated_data(&bound).ttl(self.lifetime);
        Ok(self.codec.seal_with(&payload, &options))
    }

    /// The proof inside `sealed`, if it holds for this call now.
    pub(super) fn open(
        &self,
        channel: Channel,
        binding: Binding<'_>,
        sealed: &str,
    ) -> Option<Proof> {
        let payload = self.codec.open_with(sealed, &binding.bytes(channel)).ok()?;
        let (nonce, digest) = payload.split_at_checked(NONCE_BYTES)?;
        Some(Proof { nonce: URL_SAFE_NO_PAD.encode(nonce), preview: digest.try_into().ok()? })
    }
}

impl Proof {
    /// Whether `preview` is the very one that was shown.
    pub(super) fn is_of(&self, preview: &Preview) -> bool {
        self.preview == digest_of(preview)
    }
}

impl Binding<'_> {
    fn bytes(&self, channel: Channel) -> Vec<u8> {
        let channel = match channel {
            Channel::Token => "token",
            Channel::Dialogue => "dialogue",
        };
        lengths_and_bytes(&[channel, self.principal, self.tool, self.arguments])
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seal").field("lifetime", &self.lifetime).finish_non_exhaustive()
    }
}

/// A key for this purpose alone, of the right length whatever was configured.
fn derive(key: &[u8]) -> [u8; 32] {
    Sha256::new_with_prefix(b"toolhub confirmation\0").chain_update(key).finalize().into()
}

/// A name for the key that tells nothing of it.
fn id(key: &[u8; 32]) -> String {
    let digest: [u8; 32] = Sha256::new_with_prefix(b"id\0").chain_update(key).finalize().into();
    let [a, b, c, ..] = digest;
    URL_SAFE_NO_PAD.encode([a, b, c])
}

fn digest_of(preview: &Preview) -> [u8; DIGEST_BYTES] {
    let digest: [u8; 32] =
        Sha256::digest(lengths_and_bytes(&[&preview.version, &preview.text])).into();
    let mut half = [0; DIGEST_BYTES];
    half.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    half
}

/// The texts such that no other texts give the same bytes.
fn lengths_and_bytes(texts: &[&str]) -> Vec<u8> {
    texts
        .iter()
        .flat_map(|text| [&text.len().to_be_bytes()[..], text.as_bytes()].concat())
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    const HOUR: Duration = Duration::from_hours(1);
    const CALL: Binding<'_> = Binding { principal: "ann", tool: "cancel", arguments: "abc" };

    fn key(letter: &str) -> Secret {
        Secret::new(letter.repeat(44))
    }

    fn preview(text: &str, version: &str) -> Preview {
        Preview { text: text.to_owned(), version: version.to_owned() }
    }

    #[test]
    fn a_proof_holds_for_its_call_and_its_way_alone() {
        let seal = Seal::new(&[key("a")], HOUR).unwrap();
        let sealed = seal.close(Channel::Token, CALL, &preview("t", "1")).unwrap();
        assert!(seal.open(Channel::Token, CALL, &sealed).unwrap().is_of(&preview("t", "1")));
        let others = [
            Binding { principal: "bob", ..CALL },
            Binding { tool: "refund", ..CALL },
            Binding { arguments: "abx", ..CALL },
            // The same letters, shifted.
            Binding { principal: "anncancel", tool: "", ..CALL },
        ];
        for other in others {
            assert_eq!(seal.open(Channel::Token, other, &sealed), None, "{other:?}");
        }
        assert_eq!(seal.open(Channel::Dialogue, CALL, &sealed), None);
    }

    #[test]
    fn a_proof_is_of_one_preview() {
        let seal = Seal::new(&[], HOUR).unwrap();
        let sealed = seal.close(Channel::Dialogue, CALL, &preview("t", "1")).unwrap();
        let proof = seal.open(Channel::Dialogue, CALL, &sealed).unwrap();
        assert!(proof.is_of(&preview("t", "1")));
        for other in [preview("t", "2"), preview("u", "1"), preview("t1", "")] {
            assert!(!proof.is_of(&other), "{other:?}");
        }
    }

    #[test]
    fn every_altered_character_is_refused() {
        let seal = Seal::new(&[key("a")], HOUR).unwrap();
        let sealed = seal.close(Channel::Token, CALL, &preview("t", "1")).unwrap();
        for at in 0..sealed.len() {
            for to in ["A", "b", "-", "."] {
                let mut altered = sealed.clone();
                altered.replace_range(at..=at, to);
                let opened = seal.open(Channel::Token, CALL, &altered);
                assert!(altered == sealed || opened.is_none(), "{altered}");
            }
            assert_eq!(seal.open(Channel::Token, CALL, sealed.get(..at).unwrap()), None);
        }
    }

    #[test]
    fn an_expired_proof_is_refused() {
        let sealed = |lifetime| {
            let seal = Seal::new(&[key("a")], lifetime).unwrap();
            let sealed = seal.close(Channel::Token, CALL, &preview("t", "1")).unwrap();
            let closed = std::time::Instant::now();
            // Expiry counts in whole milliseconds.
            while closed.elapsed() < Duration::from_millis(2) {}
            seal.open(Channel::Token, CALL, &sealed)
        };
        assert_eq!(sealed(Duration::ZERO), None);
        assert!(sealed(HOUR).is_some());
    }

    #[test]
    fn keys_rotate() {
        let old = Seal::new(&[key("a")], HOUR).unwrap();
        let sealed = old.close(Channel::Token, CALL, &preview("t", "1")).unwrap();
        let both = Seal::new(&[key("b"), key("a"), key("b")], HOUR).unwrap();
        assert!(both.open(Channel::Token, CALL, &sealed).is_some());
        let new = Seal::new(&[key("b")], HOUR).unwrap();
        assert_eq!(new.open(Channel::Token, CALL, &sealed), None);
        // The first signs: a replica that knows only the new key can read it.
        let sealed = both.close(Channel::Token, CALL, &preview("t", "1")).unwrap();
        assert!(new.open(Channel::Token, CALL, &sealed).is_some());
        // Processes without keys do not believe each other.
        let stranger = Seal::new(&[], HOUR).unwrap();
        assert_eq!(stranger.open(Channel::Token, CALL, &sealed), None);
    }
}
