//! Writes sample data to PostgreSQL, as binary COPY.

use std::pin::{Pin, pin};

use deadpool_postgres::ClientWrapper;
use tokio_postgres::{
    Error, Transaction,
    binary_copy::BinaryCopyInWriter,
    types::{ToSql, Type},
};

use super::{
    products::SampleProduct,
    sample::{Batch, FIRST_DAY, SampleCustomer, SampleOrder},
};
use crate::backend::{
    BackendError,
    db::{Postgres, postgres},
};

/// Writes batches, each in a transaction of its own.
pub(super) struct Writer {
    client: ClientWrapper,
}

impl Writer {
    pub(super) async fn open(postgres: &Postgres) -> Result<Self, BackendError> {
        let client = postgres.dedicated().await?;
        postgres::exclusive(&client).await.map_err(postgres::failure)?;
        Ok(Self { client })
    }

    pub(super) async fn write(&mut self, batch: &Batch) -> Result<(), BackendError> {
        self.copy(batch).await.map_err(postgres::failure)
    }

    pub(super) async fn analyze(&self) -> Result<(), BackendError> {
        let analyze = "ANALYZE customers, products, orders, order_items";
        self.client.batch_execute(analyze).await.map_err(postgres::failure)
    }

    async fn copy(&mut self, batch: &Batch) -> Result<(), Error> {
        let client: &mut tokio_postgres::Client = &mut self.client;
        let transaction = client.transaction().await?;
        copy_products(&transaction, batch.products).await?;
        copy_customers(&transaction, &batch.customers).await?;
        copy_orders(&transaction, &batch.orders).await?;
        copy_items(&transaction, &batch.orders).await?;
        transaction.commit().await
    }
}

async fn copy_products(to: &Transaction<'_>, products: &[SampleProduct]) -> Result<(), Error> {
    let types =
        [Type::TEXT, Type::TEXT, Type::TEXT, Type::INT8, Type::TEXT, Type::INT8, Type::TIMESTAMPTZ];
    let mut copy = pin!(start(to, "products", &types).await?);
    for SampleProduct { sku, name, description, price_minor, currency, stock } in products {
        let row: [&(dyn ToSql + Sync); 7] =
            [sku, name, description, price_minor, currency, stock, &FIRST_DAY];
        copy.as_mut().write(&row).await?;
    }
    finish(copy).await
}

async fn copy_customers(to: &Transaction<'_>, customers: &[SampleCustomer]) -> Result<(), Error> {
    let mut copy = pin!(start(to, "customers", &[Type::TEXT, Type::TEXT, Type::TEXT]).await?);
    for SampleCustomer { customer_id, name, email } in customers {
        copy.as_mut().write(&[customer_id, name, email]).await?;
    }
    finish(copy).await
}

async fn copy_orders(to: &Transaction<'_>, orders: &[SampleOrder]) -> Result<(), Error> {
    let types = [
        Type::TEXT,
        Type::TEXT,
        Type::TEXT,
        Type::INT8,
        Type::TEXT,
        Type::TIMESTAMPTZ,
        Type::TIMESTAMPTZ,
        Type::INT8,
        Type::INT8,
    ];
    let columns = "orders (order_id, customer_id, status, total_minor, currency, placed_at, \
                   updated_at, paid_minor, refunded_minor)";
    let mut copy = pin!(start(to, columns, &types).await?);
    for order in orders {
        let (status, total) = (order.status.as_str(), order.total_minor());
        let (paid, refunded) = (order.paid_minor(), order.refunded_minor());
        let SampleOrder { order_id, customer_id, currency, placed_at, updated_at, .. } = order;
        let row: [&(dyn ToSql + Sync); 9] = [
            order_id,
            customer_id,
            &status,
            &total,
            currency,
            placed_at,
            updated_at,
            &paid,
            &refunded,
        ];
        copy.as_mut().write(&row).await?;
    }
    finish(copy).await
}

async fn copy_items(to: &Transaction<'_>, orders: &[SampleOrder]) -> Result<(), Error> {
    let types = [Type::TEXT, Type::TEXT, Type::TEXT, Type::INT8, Type::INT8];
    let mut copy = pin!(start(to, "order_items", &types).await?);
    for order in orders {
        for item in &order.items {
            let row: [&(dyn ToSql + Sync); 5] =
                [&order.order_id, &item.sku, &item.name, &item.quantity, &item.unit_price_minor];
            copy.as_mut().write(&row).await?;
        }
    }
    finish(copy).await
}

async fn start(
    to: &Transaction<'_>,
    table: &str,
    types: &[Type],
) -> Result<BinaryCopyInWriter, Error> {
    let sink = to.copy_in(&format!("COPY {table} FROM STDIN BINARY")).await?;
    Ok(BinaryCopyInWriter::new(sink, types))
}

async fn finish(copy: Pin<&mut BinaryCopyInWriter>) -> Result<(), Error> {
    copy.finish().await?;
    Ok(())
}
