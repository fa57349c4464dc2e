//! Sample data: the same on every machine, as much of it as wanted.

mod fixed;
mod names;
mod postgres;
mod products;
mod random;
mod sample;
mod sqlite;

use super::{
    BackendError, Db, OpenError,
    db::{Engine, Fields},
};
use sample::Batch;

/// How many orders are generated for the embedded database.
const EMBEDDED_ORDERS: u64 = 500;

/// Orders written in one transaction; the embedded database is written in one.
const BATCH: u64 = 10_000;

/// What a run of [`seed`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeedReport {
    /// Orders that were written by this run.
    pub added: u64,
    /// Sample orders that are there now.
    pub orders: u64,
}

/// Fills the database up to `orders` generated orders, beside the two that are
/// always there. Running it again adds nothing, running it with more adds the
/// rest, and a run that was interrupted is taken up where it stopped.
/// `progress` is told how many of the generated orders are there.
pub async fn seed(
    db: &Db,
    orders: u64,
    mut progress: impl FnMut(u64),
) -> Result<SeedReport, BackendError> {
    let mut writer = Writer::open(db).await?;
    let end = fixed::ORDERS + orders;
    let start = first_missing(db, end).await?;
    let mut next = start;
    while next < end {
        let until = end.min(next + BATCH);
        writer.write(Batch::of(next..until)).await?;
        next = until;
        progress(next.saturating_sub(fixed::ORDERS));
    }
    if start < end {
        writer.analyze().await?;
    }
    Ok(SeedReport { added: end.saturating_sub(start), orders: end.max(start) })
}

/// Gives a new embedded database its sample data.
pub(super) async fn embedded(db: &Db) -> Result<(), OpenError> {
    let filled = async {
        let any = db.compose("SELECT 1 FROM orders LIMIT 1").optional(Fields::int).await?;
        if any.is_none() {
            seed(db, EMBEDDED_ORDERS, |_| {}).await?;
        }
        Ok(())
    };
    filled.await.map_err(|source| OpenError::Sample { source })
}

/// Batches are written in order and whole, so what is there is a beginning:
/// bisect for its end.
async fn first_missing(db: &Db, end: u64) -> Result<u64, BackendError> {
    let (mut low, mut high) = (0, end);
    while low < high {
        let middle = low + (high - low) / 2;
        let mut query = db.compose("SELECT 1 FROM orders");
        let id = query.bind(sample::order_id(middle));
        query.condition(&format!("order_id = {id}"));
        let there = query.optional(Fields::int).await?.is_some();
        if there { low = middle + 1 } else { high = middle }
    }
    Ok(low)
}

/// The only one who seeds this database, until it is dropped.
enum Writer {
    Sqlite(sqlite::Writer),
    Postgres(postgres::Writer),
}

impl Writer {
    async fn open(db: &Db) -> Result<Self, BackendError> {
        Ok(match db.engine() {
            Engine::Sqlite(sqlite) => Self::Sqlite(sqlite::Writer::open(sqlite).await?),
            Engine::Postgres(postgres) => Self::Postgres(postgres::Writer::open(postgres).await?),
        })
    }

    async fn write(&mut self, batch: Batch) -> Result<(), BackendError> {
        match self {
            Self::Sqlite(writer) => writer.write(batch).await,
            Self::Postgres(writer) => writer.write(&batch).await,
        }
    }

    /// Tells the planner what the tables now hold.
    async fn analyze(&self) -> Result<(), BackendError> {
        match self {
            Self::Sqlite(writer) => writer.analyze().await,
            Self::Postgres(writer) => writer.analyze().await,
        }
    }
}
