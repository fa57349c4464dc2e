//! Governed SQL: named sources, what of them may be seen, and the guard in front.

pub mod catalog;
mod description;
mod error;
mod fresh;
pub mod guard;
mod order;
mod postgres;
mod request;
mod rows;
mod samples;
mod shape;
mod source;
mod sqlite;
mod visible;
mod written;

pub use catalog::Catalog;
pub use description::{
    ColumnDescription, ForeignKey, Index, Reference, TableDescription, TableInfo, TableKind,
};
pub use error::SqlError;
pub use guard::Refusal;
pub use request::{Plan, Query};
pub use rows::{ResultColumn, Rows, Truncation};
pub use source::{Kind, Source, SourceState};
pub use written::{Format, Written};

use std::collections::BTreeMap;

use super::{KeptFiles, db::OpenError};
use crate::{
    config::{SqlConfig, sql::ORDERS},
    nearest::nearest,
};

/// The name of the file that a kept result is.
pub const RESULT: &str = "result";
/// Bytes of all results together that are kept.
const KEPT_BYTES: usize = 128 * 1024 * 1024;

/// Every source, by name, and the results of late that are kept.
#[derive(Debug, Clone)]
pub struct Sql {
    sources: BTreeMap<String, Source>,
    results: KeptFiles,
}

impl Sql {
    /// Makes every source. None is asked for anything yet: one that cannot be
    /// reached is served as soon as it can.
    pub fn open(config: &SqlConfig) -> Result<Self, OpenError> {
        let mut sources = BTreeMap::new();
        for (name, config) in &config.sources {
            sources.insert(name.clone(), Source::open(name, config)?);
        }
        Ok(Self { sources, results: KeptFiles::new(KEPT_BYTES) })
    }

    /// Every source, by name.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// The results that are kept.
    pub fn results(&self) -> &KeptFiles {
        &self.results
    }

    /// The source of that name; the order database when none is named.
    pub fn source(&self, name: Option<&str>) -> Result<&Source, SqlError> {
        let name = name.unwrap_or(ORDERS);
        self.sources.get(name).ok_or_else(|| SqlError::UnknownSource {
            name: name.to_owned(),
            nearest: nearest(name, self.sources.keys().map(String::as_str)).map(str::to_owned),
        })
    }
}
