//! Files that code made, kept for a while for whoever had the code run.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use moka::future::Cache;

/// How long a file can be read.
pub const KEPT: Duration = Duration::from_mins(15);
/// Bytes of all files together; the ones nobody reads go first.
const MOST_BYTES: u64 = 128 * 1024 * 1024;

/// The files of all runs of late.
#[derive(Debug, Clone)]
pub struct FileStore(Cache<String, Arc<Run>>);

/// The files of one run.
#[derive(Debug)]
struct Run {
    owner: String,
    files: Vec<KeptFile>,
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

impl FileStore {
    pub(super) fn new() -> Self {
        let weigh = |_: &String, run: &Arc<Run>| {
            let bytes: usize = run.files.iter().map(|file| file.content.len() + 256).sum();
            u32::try_from(bytes).unwrap_or(u32::MAX)
        };
        let cache = Cache::builder().time_to_live(KEPT).max_capacity(MOST_BYTES).weigher(weigh);
        Self(cache.build())
    }

    /// Keeps the files of one run of `owner`'s; the id to find them by.
    pub async fn keep(
        &self,
        owner: &str,
        files: Vec<KeptFile>,
    ) -> Result<String, getrandom::Error> {
        let mut id = [0; 16];
        getrandom::fill(&mut id)?;
        let id = format!("{:032x}", u128::from_be_bytes(id));
        self.0.insert(id.clone(), Arc::new(Run { owner: owner.to_owned(), files })).await;
        Ok(id)
    }

    /// The file of that name from that run, for its owner alone.
    pub async fn get(&self, owner: &str, id: &str, name: &str) -> Option<KeptFile> {
        let run = self.0.get(id).await.filter(|run| run.owner == owner)?;
        run.files.iter().find(|file| file.name == name).cloned()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test may fail loudly")]

    use super::*;

    #[tokio::test]
    async fn files_are_their_owners_alone() {
        let store = FileStore::new();
        let content = Bytes::from_static(b"1");
        let file = KeptFile { name: "a.csv".to_owned(), mime_type: "text/csv", content };
        let id = store.keep("ann", vec![file]).await.expect("randomness");
        assert!(store.get("ann", &id, "a.csv").await.is_some());
        assert!(store.get("bob", &id, "a.csv").await.is_none());
        assert!(store.get("ann", &id, "b.csv").await.is_none());
        assert!(store.get("ann", "0", "a.csv").await.is_none());
    }
}
