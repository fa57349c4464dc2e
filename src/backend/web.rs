//! HTTP towards servers that may be anything: to see whether they are there.
//! No proxy, no redirect, no more than a small answer.

use std::time::Duration;

use http::HeaderMap;
use reqwest::{Client, RequestBuilder, redirect::Policy};

use super::{Cause, tls};

/// The longest answer that is read.
const LONGEST_ANSWER: usize = 1024 * 1024;

/// A server at a base URL.
#[derive(Debug)]
pub struct Web {
    client: Client,
    base: String,
}

/// What came back.
#[derive(Debug)]
pub struct WebAnswer {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Vec<u8>,
}

/// Why nothing came back. The URL is not in it.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// The request could not be made.
    #[error("not a URL that can be asked")]
    Url {
        /// Why.
        #[source]
        source: Cause,
    },
    /// Nobody answers, or not in HTTP.
    #[error("no answer")]
    NoAnswer {
        /// Why.
        #[source]
        source: Cause,
    },
    /// It did not answer in time.
    #[error("no answer in time")]
    Late,
    /// It does not end.
    #[error("an answer that is longer than {LONGEST_ANSWER} bytes")]
    TooLong,
}

impl Web {
    /// The server at `base`, given `patience` for each answer.
    pub fn new(base: &str, patience: Duration) -> Result<Self, WebError> {
        let wrong = |source| WebError::Url { source };
        let tls = if base.starts_with("https:") { tls::client() } else { tls::unused() };
        let client = Client::builder()
            .tls_backend_preconfigured(tls.map_err(wrong)?)
            .no_proxy()
            .redirect(Policy::none())
            .timeout(patience)
            .build()
            .map_err(|error| wrong(error.into()))?;
        Ok(Self { client, base: base.trim_end_matches('/').to_owned() })
    }

    /// Asks for `path`.
    pub async fn get(&self, path: &str) -> Result<WebAnswer, WebError> {
        self.send(self.client.get(self.url(path))).await
    }

    /// Sends JSON to `path`.
    pub async fn post(
        &self,
        path: &str,
        headers: HeaderMap,
        body: String,
    ) -> Result<WebAnswer, WebError> {
        self.send(self.client.post(self.url(path)).headers(headers).body(body)).await
    }

    /// Ends what `path` and `headers` name.
    pub async fn delete(&self, path: &str, headers: HeaderMap) -> Result<WebAnswer, WebError> {
        self.send(self.client.delete(self.url(path)).headers(headers)).await
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    async fn send(&self, request: RequestBuilder) -> Result<WebAnswer, WebError> {
        let mut response = request.send().await.map_err(failure)?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(failure)? {
            if body.len() + chunk.len() > LONGEST_ANSWER {
                return Err(WebError::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(WebAnswer { status, headers, body })
    }
}

fn failure(error: reqwest::Error) -> WebError {
    let source = error.without_url();
    if source.is_builder() {
        WebError::Url { source: source.into() }
    } else if source.is_timeout() {
        WebError::Late
    } else {
        WebError::NoAnswer { source: source.into() }
    }
}
