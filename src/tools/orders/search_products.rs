//! `search_products`: find a product by words.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::page;
use crate::{
    backend::catalog::Product,
    caller::Scope,
    text::{excerpt, inline},
    tool::{Ctx, Effect, Output, Tool, ToolError},
    toolset::Toolset,
};

/// The tool.
pub(crate) struct SearchProducts;

/// What to look for.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Args {
    /// Words that must all occur in SKU, name or description.
    #[schemars(length(min = 1, max = 200), example = &"desk lamp")]
    query: String,
    /// true: only products in stock; false: only those out of stock.
    in_stock: Option<bool>,
    /// Most products to return.
    #[schemars(range(min = 1, max = page::MAX))]
    #[serde(default = "page::default_limit")]
    limit: u32,
}

/// What was found.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Found {
    /// Best matches first.
    products: Vec<Product>,
    /// Whether more products match.
    more_available: bool,
}

impl Output for Found {
    fn text(&self) -> String {
        if self.products.is_empty() {
            return "No product matches. Try fewer or other words; the resource catalog://all \
                    lists every product."
                .to_owned();
        }
        let mut text = String::from("sku | name | price | stock | description");
        for product in &self.products {
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "\n{} | {} | {} {} | {} | {}",
                inline(&product.sku),
                inline(&product.name),
                product.price,
                product.currency,
                product.stock,
                excerpt(&product.description, 120)
            );
        }
        if self.more_available {
            let _ = write!(
                text,
                "\nMORE AVAILABLE: add a word to the query, or raise limit (at most {})",
                page::MAX
            );
        }
        text
    }

    fn records(&self) -> usize {
        self.products.len()
    }

    fn keep(&mut self, keep: usize) {
        self.products.truncate(keep);
        self.more_available = true;
    }
}

impl Tool for SearchProducts {
    const NAME: &'static str = "search_products";
    const TITLE: &'static str = "Search products";
    const DESCRIPTION: &'static str = "Finds products in the catalog by words: SKU, name, price, \
        stock and description, best matches first, at most 50. Do not use it to find orders \
        (list_orders); with a known SKU read the resource catalog://item/{sku} instead.";
    const TOOLSET: Toolset = Toolset::Orders;
    const SCOPE: Option<Scope> = Some(Scope::OrdersRead);
    const EFFECT: Effect = Effect::ReadOnly;
    type Args = Args;
    type Output = Found;

    async fn call(ctx: &Ctx, args: Args) -> Result<Found, ToolError> {
        let found = ctx.backends.catalog.search(&args.query, args.in_stock, args.limit).await?;
        Ok(Found { products: found.items, more_available: found.more })
    }
}
