// STUB
//! Stands in for the real room.
#![allow(missing_docs, missing_debug_implementations, clippy::unused_async)]
pub struct Backends {
    pub database: Db,
}
#[derive(Clone)]
pub struct Db;
impl Db {
    pub async fn ready(&self) -> Result<(), std::io::Error> {
        Ok(())
    }
    pub fn kind(&self) -> &'static str {
        "sqlite"
    }
    pub async fn has_orders(&self) -> Result<bool, std::io::Error> {
        Ok(true)
    }
}
pub mod seed {
    pub async fn orders(
        _db: &super::Db,
        orders: u64,
        progress: impl Fn(u64),
    ) -> Result<(), std::io::Error> {
        for done in (0..=orders).step_by(1000) {
            progress(done);
        }
        Ok(())
    }
}
