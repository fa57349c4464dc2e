//! The API that makes sandboxes and ends them.

use std::{sync::Arc, time::Duration};

use reqwest::{Client, Method, RequestBuilder, Response, header::HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    error::E2bError,
    http::{self, send, whole},
};
use crate::{
    backend::{
        Cause,
        sandbox::labels::{DEADLINE, INSTANCE, deadline, instance},
    },
    config::E2bConfig,
};

/// Marks the sandboxes that toolhub made, among others of the account.
const MARK: (&str, &str) = ("toolhub", "run_python");
/// How long an answer may take; a sandbox is made in it.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long the first question may take.
const HELLO: Duration = Duration::from_secs(5);
const NEXT_PAGE: &str = "x-next-token";
const PAGES: usize = 100;

/// The API, asked with the operator's key.
#[derive(Debug)]
pub(super) struct Api {
    pub(super) client: Client,
    pub(super) config: E2bConfig,
    key: HeaderValue,
}

/// A sandbox that was made.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Made {
    #[serde(rename = "sandboxID")]
    pub(super) id: Id,
    pub(super) envd_access_token: Option<String>,
    pub(super) domain: Option<String>,
}

/// A sandbox in the list.
#[derive(Debug, Deserialize)]
struct Listed {
    #[serde(rename = "sandboxID")]
    id: Id,
    #[serde(default)]
    metadata: std::collections::HashMap<String, String>,
}

impl Listed {
    /// Whether toolhub made it: a service that does not know the filter lists all
    /// of the account's.
    fn is_ours(&self) -> bool {
        self.metadata.get(MARK.0).is_some_and(|value| value == MARK.1)
    }
}

/// A sandbox's name, of which paths and hosts can be made.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Id(Arc<str>);

impl TryFrom<String> for Id {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if text.is_empty() || !text.bytes().all(is_plain) {
            return Err("not the id of a sandbox");
        }
        Ok(Self(text.into()))
    }
}

impl Id {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Api {
    pub(super) fn new(config: E2bConfig) -> Result<Self, Cause> {
        let mut key = HeaderValue::from_str(config.api_key.expose())?;
        key.set_sensitive(true);
        Ok(Self { client: http::client()?, config, key })
    }

    /// Asks something that only a valid key is answered.
    pub(super) async fn hello(&self) -> Result<(), E2bError> {
        self.ask(self.list(1, None), HELLO).await.map(drop)
    }

    /// Makes a sandbox that ends by itself after `lifetime`.
    pub(super) async fn make(&self, lifetime: Duration) -> Result<Made, E2bError> {
        let body = json!({
            "templateID": self.config.template,
            "timeout": lifetime.as_secs(),
            "secure": true,
            "allow_internet_access": false,
            "network": { "allowPublicTraffic": false },
            "metadata": {
                (MARK.0): MARK.1,
                (INSTANCE): instance(),
                (DEADLINE): deadline().to_string(),
            },
        });
        let made = self.ask(self.post("/sandboxes", &body), PATIENCE).await;
        let made = made.map_err(|error| error.making(&self.config.template))?;
        serde_json::from_slice(&whole(made).await?)
            .map_err(|error| E2bError::Malformed(error.into()))
    }

    /// Has it end so much later than now.
    pub(super) async fn renew(&self, id: &Id, lifetime: Duration) -> Result<(), E2bError> {
        let path = format!("/sandboxes/{}/timeout", id.as_str());
        let body = json!({ "timeout": lifetime.as_secs() });
        self.ask(self.post(&path, &body), PATIENCE).await.map(drop)
    }

    /// Ends it; whether it was still there.
    pub(super) async fn remove(&self, id: &Id) -> Result<bool, E2bError> {
        let request = self.request(Method::DELETE, &format!("/sandboxes/{}", id.as_str()));
        match self.ask(request, PATIENCE).await {
            Ok(_) => Ok(true),
            Err(E2bError::Gone(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The sandboxes that toolhub made and whose deadline is as `wanted`.
    pub(super) async fn all(
        &self,
        wanted: impl Fn(Option<&String>) -> bool,
    ) -> Result<Vec<Id>, E2bError> {
        let (mut found, mut next) = (Vec::new(), None);
        for _ in 0..PAGES {
            let page = self.ask(self.list(100, next.as_deref()), PATIENCE).await?;
            let token = page.headers().get(NEXT_PAGE).and_then(|token| token.to_str().ok());
            next = token.filter(|token| !token.is_empty()).map(str::to_owned);
            let listed: Vec<Listed> = serde_json::from_slice(&whole(page).await?)
                .map_err(|error| E2bError::Malformed(error.into()))?;
            let ours = listed.into_iter().filter(Listed::is_ours);
            let ours = ours.filter(|one| wanted(one.metadata.get(DEADLINE)));
            found.extend(ours.map(|one| one.id));
            if next.is_none() {
                break;
            }
        }
        Ok(found)
    }

    fn list(&self, limit: u32, next: Option<&str>) -> RequestBuilder {
        let (name, value) = MARK;
        let mut query = vec![("metadata", format!("{name}={value}")), ("limit", limit.to_string())];
        query.extend(next.map(|token| ("nextToken", token.to_owned())));
        self.request(Method::GET, &format!("/v2/sandboxes?{}", encoded(&query)))
    }

    fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        let request = self.request(Method::POST, path);
        request.header("content-type", "application/json").body(body.to_string())
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.config.api_url);
        self.client.request(method, url).header("x-api-key", &self.key)
    }

    async fn ask(&self, request: RequestBuilder, patience: Duration) -> Result<Response, E2bError> {
        send(request, patience, &self.config.api_key).await
    }
}

/// A query of plain names.
fn encoded(query: &[(&str, String)]) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let pairs = query
        .iter()
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
    pairs.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test may fail loudly")]

    use super::Listed;

    #[test]
    fn only_what_is_marked_is_ours() {
        for (listed, is_ours) in [
            (r#"{"sandboxID":"a","metadata":{"toolhub":"run_python"}}"#, true),
            (r#"{"sandboxID":"a","metadata":{"toolhub":"other"}}"#, false),
            (r#"{"sandboxID":"a","metadata":{"toolhub.deadline":"1"}}"#, false),
            (r#"{"sandboxID":"a"}"#, false),
        ] {
            let listed: Listed = serde_json::from_str(listed).expect("a sandbox in a list");
            assert_eq!(listed.is_ours(), is_ours, "{listed:?}");
        }
    }
}
