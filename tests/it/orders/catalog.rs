//! The catalog: reading all of it, one of it, and searching.

use toolhub::backend::Catalog;

use super::on_both;
use crate::support::database::{Kind, Opened};

on_both!(
    pages_make_up_the_catalog,
    items_are_found_by_sku,
    every_word_counts,
    nothing_is_a_pattern,
    an_empty_catalog_is_fine
);

async fn skus(catalog: &Catalog, words: &str, in_stock: Option<bool>) -> Vec<String> {
    let found = catalog.search(words, in_stock, 50).await.unwrap();
    assert!(!found.more);
    found.items.into_iter().map(|product| product.sku).collect()
}

async fn pages_make_up_the_catalog(kind: Kind) {
    let opened = Opened::sample(kind).await;
    let catalog = &opened.backends.catalog;
    let all = catalog.all(None, 100).await.unwrap();
    assert_eq!((all.items.len() as u64, all.more), (catalog.count().await.unwrap(), false));
    let (mut walked, mut after) = (Vec::new(), None::<String>);
    loop {
        let page = catalog.all(after.as_deref(), 7).await.unwrap();
        after = page.items.last().map(|product| product.sku.clone());
        walked.extend(page.items);
        if !page.more {
            break;
        }
    }
    assert_eq!(walked, all.items);
    assert_eq!(catalog.last_modified().await.unwrap().unwrap().to_string(), "2025-01-01T00:00:00Z");
}

async fn items_are_found_by_sku(kind: Kind) {
    let opened = Opened::sample(kind).await;
    let catalog = &opened.backends.catalog;
    let product = catalog.item(" sku-1 ").await.unwrap().unwrap();
    assert_eq!((product.sku.as_str(), product.name.as_str()), ("SKU-1", "Mechanical keyboard"));
    assert_eq!((product.price.to_string(), product.stock), ("159.50".into(), 42));
    let product = catalog.item("SKU-53").await.unwrap().unwrap();
    assert_eq!((product.price.to_string(), product.currency.as_str()), ("18500".into(), "JPY"));
    for sku in ["SKU-99", "SKU-_", "", "ＳＫＵ-1", "SKU-1' --"] {
        assert_eq!(catalog.item(sku).await.unwrap(), None, "{sku:?}");
    }
    assert_eq!(catalog.suggest_skus("sku-5", 3).await.unwrap(), ["SKU-5", "SKU-50", "SKU-51"]);
}

async fn every_word_counts(kind: Kind) {
    let opened = Opened::sample(kind).await;
    let catalog = &opened.backends.catalog;
    assert_eq!(skus(catalog, "wireless MOUSE", None).await, ["SKU-2"]);
    assert_eq!(skus(catalog, "mouse nowhere", None).await, Vec::<String>::new());
    assert_eq!(skus(catalog, "BRÛLÉE", None).await, ["SKU-47"]);
    assert_eq!(skus(catalog, "抹茶", Some(false)).await, ["SKU-55"]);
    assert_eq!(skus(catalog, "抹茶", Some(true)).await, Vec::<String>::new());
    // The name before the description: cables first, then what mentions them.
    let cables = catalog.search("cable", None, 50).await.unwrap().items;
    let named = cables.iter().take_while(|product| product.name.to_lowercase().contains("cable"));
    assert_eq!(named.count(), 4, "{cables:?}");
    assert!(cables.len() > 4);
    assert_eq!(catalog.search("", None, 10).await.unwrap().items.len(), 10);
    assert!(catalog.search("cable", None, 2).await.unwrap().more);
    let many = "usb ".repeat(10_000);
    assert_eq!(skus(catalog, &many, None).await, skus(catalog, "usb", None).await);
}

async fn nothing_is_a_pattern(kind: Kind) {
    let opened = Opened::sample(kind).await;
    let catalog = &opened.backends.catalog;
    assert_eq!(skus(catalog, "%", None).await, ["SKU-12"]);
    for words in ["_", "\\", "' OR 1=1 --", "$1", "?1"] {
        assert_eq!(skus(catalog, words, None).await, Vec::<String>::new(), "{words:?}");
    }
    assert_eq!(skus(catalog, "chef's", None).await, ["SKU-53"]);
    assert_eq!(skus(catalog, "mo\0use", None).await, ["SKU-2"]);
}

async fn an_empty_catalog_is_fine(kind: Kind) {
    let opened = Opened::empty(kind).await;
    let catalog = &opened.backends.catalog;
    assert_eq!(catalog.last_modified().await.unwrap(), None);
    assert_eq!(catalog.count().await.unwrap(), 0);
    assert!(catalog.all(None, 10).await.unwrap().items.is_empty());
}
