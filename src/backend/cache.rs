//! The catalog in memory for a while: hosts read it often, it changes rarely.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use moka::future::Cache;

use super::{BackendError, Catalog, Slice, catalog::Product};

/// Products on one page of the whole catalog.
const PAGE: u32 = 100;
/// Pages and products kept at most.
const CAPACITY: u64 = 10_000;

/// A page of the whole catalog.
#[derive(Debug, Clone, PartialEq)]
pub struct CatalogPage {
    /// By SKU.
    pub products: Slice<Product>,
    /// When any product last changed.
    pub last_modified: Option<Timestamp>,
}

/// How often the memory served, since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CacheCounts {
    /// Answered from memory.
    pub hits: u64,
    /// Asked of the database.
    pub misses: u64,
}

/// The [`Catalog`] behind a memory: concurrent readers of one entry share one
/// look-up, errors and absent products are not remembered.
#[derive(Clone)]
pub struct CatalogCache {
    catalog: Catalog,
    pages: Cache<Option<String>, Arc<CatalogPage>>,
    products: Cache<String, Arc<Product>>,
    lookups: Arc<AtomicU64>,
    misses: Arc<AtomicU64>,
}

impl CatalogCache {
    /// Remembers for `ttl`; zero remembers nothing.
    pub fn new(catalog: Catalog, ttl: Duration) -> Self {
        Self {
            catalog,
            pages: Cache::builder().max_capacity(CAPACITY).time_to_live(ttl).build(),
            products: Cache::builder().max_capacity(CAPACITY).time_to_live(ttl).build(),
            lookups: Arc::default(),
            misses: Arc::default(),
        }
    }

    /// The page behind the SKU `after`, or the first.
    pub async fn page(&self, after: Option<&str>) -> Result<Arc<CatalogPage>, Arc<BackendError>> {
        self.lookups.fetch_add(1, Ordering::Relaxed);
        let load = async {
            self.misses.fetch_add(1, Ordering::Relaxed);
            let (products, last_modified) =
                tokio::try_join!(self.catalog.all(after, PAGE), self.catalog.last_modified())?;
            Ok(Arc::new(CatalogPage { products, last_modified }))
        };
        self.pages.try_get_with(after.map(str::to_owned), load).await
    }

    /// The product with that SKU, in any letter case.
    pub async fn item(&self, sku: &str) -> Result<Option<Arc<Product>>, Arc<BackendError>> {
        self.lookups.fetch_add(1, Ordering::Relaxed);
        let load = async {
            self.misses.fetch_add(1, Ordering::Relaxed);
            match self.catalog.item(sku).await {
                Ok(Some(product)) => Ok(Arc::new(product)),
                Ok(None) => Err(Absent::NoProduct),
                Err(error) => Err(Absent::Failed(Arc::new(error))),
            }
        };
        match self.products.try_get_with(sku.trim().to_uppercase(), load).await {
            Ok(product) => Ok(Some(product)),
            Err(absent) => match &*absent {
                Absent::NoProduct => Ok(None),
                Absent::Failed(error) => Err(Arc::clone(error)),
            },
        }
    }

    /// How often the memory served.
    pub fn counts(&self) -> CacheCounts {
        let misses = self.misses.load(Ordering::Relaxed);
        let lookups = self.lookups.load(Ordering::Relaxed);
        CacheCounts { hits: lookups.saturating_sub(misses), misses }
    }
}

/// Why a product is not put into the memory.
enum Absent {
    NoProduct,
    Failed(Arc<BackendError>),
}

impl fmt::Debug for CatalogCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CatalogCache").field("counts", &self.counts()).finish_non_exhaustive()
    }
}
