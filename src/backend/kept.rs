//! Files that calls made, kept in memory for a while for whoever made the call.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;

/// How long a file can be read.
pub const KEPT: Duration = Duration::from_mins(15);
/// What a file takes beside its content, more or less.
const AROUND_BYTES: usize = 1024;
/// One owner's files may take a quarter of all there is room for.
const SHARES: usize = 4;

/// Files within a bound of bytes: the oldest of an owner make room for newer ones
/// of the same, and of all of them the oldest where there is no room for anyone's.
#[derive(Debug, Clone)]
pub struct KeptFiles {
    state: Arc<Mutex<State>>,
    most_bytes: usize,
}

/// A file that can be read.
#[derive(Debug, Clone)]
pub struct KeptFile {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub mime_type: &'static str,
    /// What is in it.
    pub content: Bytes,
}

#[derive(Debug, Default)]
struct State {
    batches: HashMap<String, Batch>,
    /// Their ids, the oldest first.
    order: VecDeque<String>,
}

/// The files of one call.
#[derive(Debug)]
struct Batch {
    owner: String,
    files: Vec<KeptFile>,
    bytes: usize,
    until: Instant,
}

impl KeptFiles {
    /// Room for `most_bytes`.
    pub fn new(most_bytes: usize) -> Self {
        Self { state: Arc::default(), most_bytes }
    }

    /// Keeps the files of one call of `owner`'s; the id to find them by.
    pub fn keep(&self, owner: &str, files: Vec<KeptFile>) -> Result<String, getrandom::Error> {
        self.keep_at(Instant::now(), owner, files)
    }

    /// The file of that name and id, for its owner alone.
    pub fn get(&self, owner: &str, id: &str, name: &str) -> Option<KeptFile> {
        self.get_at(Instant::now(), owner, id, name)
    }

    fn keep_at(
        &self,
        now: Instant,
        owner: &str,
        files: Vec<KeptFile>,
    ) -> Result<String, getrandom::Error> {
        let mut id = [0; 16];
        getrandom::fill(&mut id)?;
        let id = format!("{:032x}", u128::from_be_bytes(id));
        let bytes = files.iter().map(|file| file.content.len() + AROUND_BYTES).sum();
        let mut state = self.state();
        state.expire(now);
        while state.bytes_of(Some(owner)) + bytes > self.most_bytes / SHARES
            && state.drop_oldest(Some(owner))
        {}
        while state.bytes_of(None) + bytes > self.most_bytes && state.drop_oldest(None) {}
        state.order.push_back(id.clone());
        let batch = Batch { owner: owner.to_owned(), files, bytes, until: now + KEPT };
        state.batches.insert(id.clone(), batch);
        Ok(id)
    }

    fn get_at(&self, now: Instant, owner: &str, id: &str, name: &str) -> Option<KeptFile> {
        let mut state = self.state();
        state.expire(now);
        let batch = state.batches.get(id).filter(|batch| batch.owner == owner)?;
        batch.files.iter().find(|file| file.name == name).cloned()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing is left half done where a panic could happen.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// All are kept for the same time, so that the oldest expire first.
    fn expire(&mut self, now: Instant) {
        let is_over = |batch: &Batch| batch.until <= now;
        while self.order.front().and_then(|id| self.batches.get(id)).is_some_and(is_over) {
            self.drop_oldest(None);
        }
    }

    /// Bytes of the files of `owner`, or of everybody.
    fn bytes_of(&self, owner: Option<&str>) -> usize {
        let batches = self.batches.values();
        let wanted = batches.filter(|batch| owner.is_none_or(|owner| batch.owner == owner));
        wanted.map(|batch| batch.bytes).sum()
    }

    /// Drops the oldest files of `owner`, or of anybody; whether there were any.
    fn drop_oldest(&mut self, owner: Option<&str>) -> bool {
        let is_wanted = |id: &String| {
            let batch = self.batches.get(id);
            owner.is_none_or(|owner| batch.is_some_and(|batch| batch.owner == owner))
        };
        let Some(at) = self.order.iter().position(is_wanted) else { return false };
        self.order.remove(at).is_some_and(|id| self.batches.remove(&id).is_some())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test may fail loudly")]

    use super::*;

    const MIB: usize = 1024 * 1024;

    fn files(bytes: usize) -> Vec<KeptFile> {
        let content = vec![b'x'; bytes].into();
        vec![KeptFile { name: "a.csv".to_owned(), mime_type: "text/csv", content }]
    }

    #[test]
    fn files_are_their_owners_alone() {
        let store = KeptFiles::new(MIB);
        let id = store.keep("ann", files(1)).expect("randomness");
        assert!(store.get("ann", &id, "a.csv").is_some());
        assert!(store.get("bob", &id, "a.csv").is_none());
        assert!(store.get("ann", &id, "b.csv").is_none());
        assert!(store.get("ann", "0", "a.csv").is_none());
    }

    #[test]
    fn files_are_kept_for_a_quarter_of_an_hour() {
        let (store, start) = (KeptFiles::new(MIB), Instant::now());
        let id = store.keep_at(start, "ann", files(1)).expect("randomness");
        assert!(store.get_at(start + KEPT / 2, "ann", &id, "a.csv").is_some());
        assert!(store.get_at(start + KEPT, "ann", &id, "a.csv").is_none());
        assert!(store.state().batches.is_empty(), "it takes no room any more");
    }

    #[test]
    fn who_keeps_much_loses_their_own_oldest() {
        let store = KeptFiles::new(4 * MIB);
        let of_bob = store.keep("bob", files(MIB / 2)).expect("randomness");
        let of_ann: Vec<String> =
            (0..20).map(|_| store.keep("ann", files(MIB / 4)).expect("randomness")).collect();
        let there: Vec<bool> =
            of_ann.iter().map(|id| store.get("ann", id, "a.csv").is_some()).collect();
        assert_eq!(there, [[false; 17].as_slice(), &[true; 3]].concat());
        assert!(store.get("bob", &of_bob, "a.csv").is_some());
    }

    #[test]
    fn the_oldest_of_all_go_when_there_is_no_room() {
        let store = KeptFiles::new(4 * MIB);
        let keep = |owner: usize| {
            let owner = owner.to_string();
            (store.keep(&owner, files(MIB / 2)).expect("randomness"), owner)
        };
        let kept: Vec<_> = (0..10).map(keep).collect();
        let is_there = |(id, owner): &(String, String)| store.get(owner, id, "a.csv").is_some();
        let there: Vec<bool> = kept.iter().map(is_there).collect();
        assert_eq!(there, [[false; 3].as_slice(), &[true; 7]].concat());
        assert!(store.state().bytes_of(None) <= 4 * MIB);
    }

    #[test]
    fn more_than_a_share_is_kept_alone() {
        let store = KeptFiles::new(MIB);
        let first = store.keep("ann", files(1)).expect("randomness");
        let second = store.keep("ann", files(MIB / 2)).expect("randomness");
        assert!(store.get("ann", &first, "a.csv").is_none());
        assert!(store.get("ann", &second, "a.csv").is_some());
    }
}
