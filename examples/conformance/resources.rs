//! The suite's resources and its template.

use rmcp::model::{ReadResourceResult, Resource, ResourceTemplate};
use serde_json::json;

use crate::{content::PNG, literal};

/// As `resources/list` shows them.
pub(crate) fn all() -> Vec<Resource> {
    literal::constant(json!([
        { "uri": "test://static-text", "name": "static-text", "description": "A text",
          "mimeType": "text/plain" },
        { "uri": "test://static-binary", "name": "static-binary", "description": "A picture",
          "mimeType": "image/png" },
        { "uri": "test://watched-resource", "name": "watched-resource",
          "description": "A text to subscribe to", "mimeType": "text/plain" },
    ]))
}

/// As `resources/templates/list` shows them.
pub(crate) fn templates() -> Vec<ResourceTemplate> {
    literal::constant(json!([{
        "uriTemplate": "test://template/{id}/data",
        "name": "template",
        "description": "A text that names its id",
        "mimeType": "application/json",
    }]))
}

/// The contents at this URI; `None` when it is not the suite's.
pub(crate) fn read(uri: &str) -> Option<ReadResourceResult> {
    let text = |mime: &str, text: &str| json!({ "uri": uri, "mimeType": mime, "text": text });
    let contents = match uri {
        "test://static-text" => {
            text("text/plain", "This is the content of the static text resource.")
        }
        "test://watched-resource" => text("text/plain", "Watched resource content."),
        "test://static-binary" => json!({ "uri": uri, "mimeType": "image/png", "blob": PNG }),
        _ => {
            let id = uri.strip_prefix("test://template/")?.strip_suffix("/data")?;
            let data =
                json!({ "id": id, "templateTest": true, "data": format!("Data for ID: {id}") });
            text("application/json", &data.to_string())
        }
    };
    Some(literal::result(json!({ "contents": [contents], "ttlMs": 1000, "cacheScope": "public" })))
}
