//! `catalog://all` and `catalog://item/{sku}`: the product catalog, from memory
//! while it is fresh.

use std::time::Duration;

use serde::Serialize;

use crate::{
    about::COMPLETIONS,
    backend::{CatalogPage, catalog::Product},
    caller::Scope,
    resource::{Asked, Document, Resource, Values},
    text::excerpt,
    tool::{Ctx, ToolError, Violation},
    toolset::Toolset,
};

const TTL: Duration = Duration::from_mins(1);
/// What the cursors of this listing are sealed for.
const LISTING: &str = "catalog://all";

/// The first page of all products.
pub(crate) struct All;
/// A later page.
pub(crate) struct Page;
/// One product.
pub(crate) struct Item;

#[derive(Serialize)]
struct Listing<'a> {
    products: &'a [Product],
    more_available: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

impl Resource for All {
    const URI: &'static str = "catalog://all";
    const NAME: &'static str = "catalog";
    const TITLE: &'static str = "Product catalog";
    const DESCRIPTION: &'static str = "All products with SKU, name, price and stock, by SKU, 100 \
        at a time; `next` is the URI of the following page. To find a product by words use the \
        tool search_products.";
    const TOOLSET: Toolset = Toolset::Orders;
    const SCOPE: Option<Scope> = Some(Scope::OrdersRead);
    const TTL: Duration = TTL;

    async fn read(ctx: &Ctx, _: &Values) -> Result<Document, ToolError> {
        let page = ctx.backends.catalog_cache.page(None).await?;
        listing(ctx, &page)
    }
}

impl Resource for Page {
    const URI: &'static str = "catalog://all{?cursor}";
    const NAME: &'static str = "catalog_page";
    const TITLE: &'static str = "Product catalog, further pages";
    const DESCRIPTION: &'static str = "The page of the product catalog that `next` of the page \
        before names.";
    const TOOLSET: Toolset = Toolset::Orders;
    const SCOPE: Option<Scope> = Some(Scope::OrdersRead);
    const TTL: Duration = TTL;

    async fn read(ctx: &Ctx, values: &Values) -> Result<Document, ToolError> {
        let after = ctx
            .cursors
            .open(LISTING, values.get("cursor"))
            .ok()
            .and_then(|position| String::from_utf8(position).ok());
        let Some(after) = after else {
            return Err(ToolError::InvalidArguments(vec![
                Violation::new("cursor", "is not one this server gave out, or is too old")
                    .allowed("the `next` URI of the page before; start again at catalog://all"),
            ]));
        };
        let page = ctx.backends.catalog_cache.page(Some(&after)).await?;
        listing(ctx, &page)
    }
}

impl Resource for Item {
    const URI: &'static str = "catalog://item/{sku}";
    const NAME: &'static str = "catalog_item";
    const TITLE: &'static str = "Product";
    const DESCRIPTION: &'static str = "One product by its SKU, in any letter case: name, price, \
        stock, description.";
    const TOOLSET: Toolset = Toolset::Orders;
    const SCOPE: Option<Scope> = Some(Scope::OrdersRead);
    const TTL: Duration = TTL;

    async fn read(ctx: &Ctx, values: &Values) -> Result<Document, ToolError> {
        let sku = values.get("sku");
        let Some(product) = ctx.backends.catalog_cache.item(sku).await? else {
            return Err(ToolError::NotFound {
                problem: format!("There is no product {:?}.", excerpt(sku, 64)),
                next: "Find its SKU with the tool search_products or in catalog://all.".to_owned(),
            });
        };
        Ok(Document::json(&*product)?.modified(Some(product.updated_at)))
    }

    async fn complete(ctx: &Ctx, asked: &Asked) -> Result<Vec<String>, ToolError> {
        // The one too many tells the client that there are more.
        Ok(ctx.backends.catalog.suggest_skus(&asked.prefix, COMPLETIONS + 1).await?)
    }
}

fn listing(ctx: &Ctx, page: &CatalogPage) -> Result<Document, ToolError> {
    let last = page.products.items.last().filter(|_| page.products.more);
    let next = last
        .map(|last| format!("{LISTING}?cursor={}", ctx.cursors.seal(LISTING, last.sku.as_bytes())));
    let listing =
        Listing { products: &page.products.items, more_available: page.products.more, next };
    Ok(Document::json(&listing)?.modified(page.last_modified))
}
