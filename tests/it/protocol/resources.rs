//! Resources and their templates.

use serde_json::{Value, json};

use crate::support::mcp::{Mcp, Way, on_every_way};

on_every_way!(
    every_listed_resource_can_be_read,
    uris_ignore_letter_case,
    what_does_not_exist_is_said_in_the_eras_own_code,
    a_catalog_cursor_must_be_genuine,
);

/// The one content of a resource.
async fn content(mcp: &mut Mcp, uri: &str) -> Value {
    let mut result = mcp.result("resources/read", json!({ "uri": uri })).await;
    let contents = result["contents"].as_array_mut().unwrap();
    assert_eq!(contents.len(), 1);
    assert_eq!(contents[0]["uri"], uri);
    contents[0].take()
}

async fn every_listed_resource_can_be_read(way: Way) {
    let mut mcp = Mcp::start(way).await;
    let list = mcp.result("resources/list", json!({})).await;
    for listed in list["resources"].as_array().unwrap() {
        let content = content(&mut mcp, listed["uri"].as_str().unwrap()).await;
        assert_eq!(content["mimeType"], listed["mimeType"]);
        let text = content["text"].as_str().unwrap();
        assert_eq!(listed["size"], text.len(), "{}", listed["uri"]);
        let document: Value = serde_json::from_str(text).unwrap();
        assert!(!document.is_null());
    }
    let catalog = &list["resources"][0];
    assert_eq!(catalog["annotations"]["lastModified"], "2025-01-01T00:00:00Z");
}

async fn uris_ignore_letter_case(way: Way) {
    let mut mcp = Mcp::start(way).await;
    for uri in ["catalog://item/SKU-1", "catalog://item/sku-1", "CATALOG://Item/Sku-1"] {
        let content = content(&mut mcp, uri).await;
        let product: Value = serde_json::from_str(content["text"].as_str().unwrap()).unwrap();
        assert_eq!((&product["sku"], &product["price"]), (&json!("SKU-1"), &json!("159.50")));
    }
}

async fn what_does_not_exist_is_said_in_the_eras_own_code(way: Way) {
    let mut mcp = Mcp::start(way).await;
    let code = if way.is_modern() { -32602 } else { -32002 };
    for (uri, text) in [
        (
            "catalog://item/SKU-999",
            "There is no product \"SKU-999\". Find its SKU with the tool search_products or in \
             catalog://all.",
        ),
        (
            "file:///etc/passwd",
            "There is no resource \"file:///etc/passwd\". Available: catalog://all, \
             catalog://all{?cursor}, catalog://item/{sku}, orders://statuses, config://server, \
             sql://results/{id}.",
        ),
    ] {
        let refusal = mcp.refusal("resources/read", json!({ "uri": uri })).await;
        assert_eq!(refusal, (code, text.to_owned()));
    }
}

async fn a_catalog_cursor_must_be_genuine(way: Way) {
    let mut mcp = Mcp::start(way).await;
    let (code, text) =
        mcp.refusal("resources/read", json!({ "uri": "catalog://all?cursor=xyz" })).await;
    assert_eq!(code, -32602);
    assert!(text.contains("cursor: is not one this server gave out, or is too old"), "{text}");
}
