//! Writes sample data to SQLite.

use std::fs::File;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{
    products::SampleProduct,
    sample::{Batch, FIRST_DAY, SampleCustomer, SampleOrder},
};
use crate::backend::{
    BackendError,
    db::{Sqlite, Value},
};

/// Writes batches, each in a transaction of its own.
pub(super) struct Writer {
    sqlite: Sqlite,
    _only: File,
}

impl Writer {
    pub(super) async fn open(sqlite: &Sqlite) -> Result<Self, BackendError> {
        Ok(Self { sqlite: sqlite.clone(), _only: sqlite.exclusive().await? })
    }

    pub(super) async fn write(&self, batch: Batch) -> Result<(), BackendError> {
        let work = move |connection: &mut Connection| {
            let transaction = connection.transaction()?;
            insert_products(&transaction, batch.products)?;
            insert_customers(&transaction, &batch.customers)?;
            insert_orders(&transaction, &batch.orders)?;
            transaction.commit()
        };
        self.sqlite.run(work).await
    }

    pub(super) async fn analyze(&self) -> Result<(), BackendError> {
        let sql = "PRAGMA analysis_limit = 1000; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)";
        self.sqlite.run(move |connection| connection.execute_batch(sql)).await
    }
}

fn insert_products(connection: &Connection, products: &[SampleProduct]) -> rusqlite::Result<()> {
    let updated_at = time(FIRST_DAY);
    let mut insert =
        connection.prepare_cached("INSERT INTO products VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    for SampleProduct { sku, name, description, price_minor, currency, stock } in products {
        insert.execute(params![
            sku,
            name,
            description,
            price_minor,
            currency,
            stock,
            updated_at
        ])?;
    }
    Ok(())
}

fn insert_customers(connection: &Connection, customers: &[SampleCustomer]) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached("INSERT INTO customers VALUES (?1, ?2, ?3)")?;
    for SampleCustomer { customer_id, name, email } in customers {
        insert.execute(params![customer_id, name, email])?;
    }
    Ok(())
}

fn insert_orders(connection: &Connection, orders: &[SampleOrder]) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO orders (order_id, customer_id, status, total_minor, currency, placed_at, \
         updated_at, paid_minor, refunded_minor) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    let mut insert_item =
        connection.prepare_cached("INSERT INTO order_items VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for order in orders {
        insert.execute(params![
            order.order_id,
            order.customer_id,
            order.status.as_str(),
            order.total_minor(),
            order.currency,
            time(order.placed_at),
            time(order.updated_at),
            order.paid_minor(),
            order.refunded_minor(),
        ])?;
        for item in &order.items {
            insert_item.execute(params![
                order.order_id,
                item.sku,
                item.name,
                item.quantity,
                item.unit_price_minor,
            ])?;
        }
    }
    Ok(())
}

fn time(time: Timestamp) -> Value {
    Value::Time(time)
}
