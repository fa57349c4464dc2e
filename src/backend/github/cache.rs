//! Answers that GitHub is asked about again with their ETag: while nothing has
//! changed the answer is "304", which counts against no limit. Bounded; an entry
//! belongs to one credential, address and form.

use std::time::{Duration, Instant};

use bytes::Bytes;
use moka::future::Cache;
use sha2::{Digest as _, Sha256};

use super::{request::Accept, token::Token};

const BYTES: u64 = 32 * 1024 * 1024;
/// A larger answer is not kept.
const LARGEST: usize = 1024 * 1024;
const UNUSED: Duration = Duration::from_hours(1);

pub(super) type Key = [u8; 32];

/// The body of an answer and what its headers said.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) body: Bytes,
    pub(super) etag: Option<String>,
    pub(super) more: bool,
    pub(super) json: bool,
    pub(super) at: Instant,
}

#[derive(Debug)]
pub(super) struct Answers(Cache<Key, Stored>);

impl Answers {
    pub(super) fn new() -> Self {
        let weigh =
            |_: &Key, stored: &Stored| u32::try_from(stored.body.len() + 256).unwrap_or(u32::MAX);
        Self(Cache::builder().max_capacity(BYTES).weigher(weigh).time_to_idle(UNUSED).build())
    }

    /// What identifies an answer.
    pub(super) fn key(token: &Token, target: &str, accept: Accept) -> Key {
        Sha256::new()
            .chain_update(token.print())
            .chain_update(accept.media_type())
            .chain_update([0])
            .chain_update(target)
            .finalize()
            .into()
    }

    pub(super) async fn get(&self, key: &Key) -> Option<Stored> {
        self.0.get(key).await
    }

    pub(super) async fn put(&self, key: Key, stored: &Stored) {
        if stored.etag.is_some() && stored.body.len() <= LARGEST {
            self.0.insert(key, stored.clone()).await;
        }
    }
}
