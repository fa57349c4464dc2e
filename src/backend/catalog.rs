//! The products for sale.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    BackendError, Db, Slice,
    db::{Fields, Query},
    money::{Amount, Currency},
    text,
};

/// A product for sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Product {
    /// Stock keeping unit, for instance `SKU-1`.
    pub sku: String,
    /// Name.
    pub name: String,
    /// What it is, in a sentence.
    pub description: String,
    /// Price of one, as a decimal string.
    pub price: Amount,
    /// ISO 4217 code of the price.
    pub currency: Currency,
    /// Units in stock; 0 is sold out.
    pub stock: u64,
    /// When this entry last changed (UTC).
    pub updated_at: Timestamp,
}

/// Reads the catalog.
#[derive(Debug, Clone)]
pub struct Catalog {
    db: Db,
}

const COLUMNS: &str =
    "SELECT sku, name, description, price_minor, currency, stock, updated_at FROM products";

/// More words than any product is found by; the rest of a longer query is ignored.
const MAX_WORDS: usize = 16;

impl Catalog {
    pub(super) fn new(db: Db) -> Self {
        Self { db }
    }

    /// Products in the order of their SKU, after `after_sku`.
    pub async fn all(
        &self,
        after_sku: Option<&str>,
        limit: u32,
    ) -> Result<Slice<Product>, BackendError> {
        let mut query = self.db.compose(COLUMNS);
        if let Some(sku) = after_sku {
            let after = query.bind(text::needle(sku).to_uppercase());
            query.condition(&format!("sku > {after}"));
        }
        query.push(" ORDER BY sku");
        self.page(query, limit).await
    }

    /// One product, by its SKU in any letter case.
    pub async fn item(&self, sku: &str) -> Result<Option<Product>, BackendError> {
        let Some(sku) = text::identifier(sku) else { return Ok(None) };
        let mut query = self.db.compose(COLUMNS);
        let sku = query.bind(sku);
        query.condition(&format!("sku = {sku}"));
        query.optional(product).await
    }

    /// Products in whose SKU, name or description every word of `words` occurs,
    /// in any letter case. Those with most words in the name come first.
    pub async fn search(
        &self,
        words: &str,
        in_stock: Option<bool>,
        limit: u32,
    ) -> Result<Slice<Product>, BackendError> {
        let mut query = self.db.compose(COLUMNS);
        if let Some(in_stock) = in_stock {
            query.condition(if in_stock { "stock > 0" } else { "stock = 0" });
        }
        let mut misses = Vec::new();
        for word in text::needle(words).split_whitespace().take(MAX_WORDS) {
            let word = query.bind(word);
            let [sku, name, description] = ["sku", "name", "description"]
                .map(|column| query.dialect().contains(column, &word));
            query.condition(&format!("({sku} OR {name} OR {description})"));
            misses.push(format!("CASE WHEN {name} THEN 0 ELSE 1 END"));
        }
        query.push(" ORDER BY ");
        if !misses.is_empty() {
            query.push(&format!("{}, ", misses.join(" + ")));
        }
        query.push("sku");
        self.page(query, limit).await
    }

    /// How many products there are.
    pub async fn count(&self) -> Result<u64, BackendError> {
        self.db.compose("SELECT count(*) FROM products").one(Fields::count).await
    }

    /// SKUs that start with `prefix`, in any letter case.
    pub async fn suggest_skus(
        &self,
        prefix: &str,
        limit: u32,
    ) -> Result<Vec<String>, BackendError> {
        self.db.suggest("products", "sku", prefix, limit).await
    }

    /// When the catalog last changed; `None` when it is empty.
    pub async fn last_modified(&self) -> Result<Option<Timestamp>, BackendError> {
        self.db
            .compose("SELECT updated_at FROM products ORDER BY updated_at DESC LIMIT 1")
            .optional(Fields::time)
            .await
    }

    async fn page(&self, mut query: Query<'_>, limit: u32) -> Result<Slice<Product>, BackendError> {
        query.limit(limit.saturating_add(1));
        Ok(Slice::cut(query.all(product).await?, limit))
    }
}

fn product(row: &mut Fields) -> Result<Product, BackendError> {
    let (sku, name, description) = (row.text()?, row.text()?, row.text()?);
    let (price, currency) = (row.int()?, row.parse::<Currency>()?);
    Ok(Product {
        sku,
        name,
        description,
        price: currency.amount(price),
        currency,
        stock: row.count()?,
        updated_at: row.time()?,
    })
}
