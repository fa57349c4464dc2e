//! The forms of E2B's API, as strictly as its description has them.

use std::collections::BTreeMap;

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// `NewSandbox`, but for what a client of ours has no use for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSandbox {
    #[serde(rename = "templateID")]
    pub(super) template: String,
    #[serde(default = "fifteen")]
    pub(super) timeout: u32,
    #[serde(default)]
    pub(super) secure: bool,
    pub(super) allow_internet_access: Option<bool>,
    #[serde(default)]
    pub(super) network: Network,
    #[serde(default)]
    pub(super) metadata: BTreeMap<String, String>,
    #[serde(rename = "envVars")]
    pub(super) _env_vars: Option<BTreeMap<String, String>>,
    #[serde(default, rename = "autoPause")]
    pub(super) auto_pause: bool,
}

/// `SandboxNetworkConfig`, but for its rules.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Network {
    pub(super) allow_public_traffic: Option<bool>,
    pub(super) deny_out: Option<Vec<String>>,
}

/// `SandboxTimeoutRequest`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Timeout {
    pub(super) timeout: u32,
}

fn fifteen() -> u32 {
    15
}

/// `Error`.
pub(super) fn refusal(status: StatusCode, message: &str) -> Response {
    let body = json!({ "code": status.as_u16(), "message": message });
    (status, Json(body)).into_response()
}

/// A query's parameters, each of which must be known.
pub(super) fn query(
    text: Option<&str>,
    known: &[&str],
) -> Result<BTreeMap<String, String>, String> {
    let url = format!("http://e2b/?{}", text.unwrap_or_default());
    let url = reqwest::Url::parse(&url).map_err(|error| error.to_string())?;
    let mut found = BTreeMap::new();
    for (name, value) in url.query_pairs() {
        let is_new = found.insert(name.to_string(), value.to_string()).is_none();
        if !is_new || !known.contains(&&*name) {
            return Err(format!("the parameter {name} is unknown, or there twice"));
        }
    }
    Ok(found)
}

/// What a filter such as `user=abc&app=prod` asks of the metadata.
pub(super) fn filter(text: &str) -> Vec<(String, String)> {
    let url = reqwest::Url::parse(&format!("http://e2b/?{text}")).unwrap();
    url.query_pairs().map(|(name, value)| (name.to_string(), value.to_string())).collect()
}

/// A body as JSON of one form.
pub(super) fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, String> {
    serde_json::from_slice(body)
        .map_err(|error| format!("{error}: {}", String::from_utf8_lossy(body)))
}

/// An answer of Connect's for a call without streams, or before they begin.
pub(super) fn failed(status: StatusCode, code: &str, message: &str) -> Response {
    (status, Json(json!({ "code": code, "message": message }))).into_response()
}

/// The JSON of an answer.
pub(super) fn answer(status: StatusCode, body: Value) -> Response {
    (status, Json(body)).into_response()
}
