//! HTTP towards E2B: one pool of connections, bounded in time and length.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::{
    Client, RequestBuilder, Response,
    header::{HeaderMap, RETRY_AFTER},
    redirect::Policy,
};

use super::error::{E2bError, Said};
use crate::{
    about,
    backend::{Cause, tls},
    config::Secret,
};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// The longest answer that is read whole: a page of a list.
const LONGEST_ANSWER: usize = 1024 * 1024;
/// How long it may take, its begin not counted.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest E2B may have one wait.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

/// Sends requests; nothing is followed elsewhere.
pub(super) fn client() -> Result<Client, Cause> {
    let client = Client::builder()
        .tls_backend_preconfigured(tls::client()?)
        .user_agent(format!("{}/{}", about::NAME, about::VERSION))
        .redirect(Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        // What is compressed comes late: it is held back until there is enough of it.
        .no_gzip()
        .build()?;
    Ok(client)
}

/// Sends a request; what is not a success is an error.
pub(super) async fn send(
    request: RequestBuilder,
    timeout: Duration,
    key: &Secret,
) -> Result<Response, E2bError> {
    let sent = tokio::time::timeout(timeout, request.send()).await;
    let response = match sent {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => return Err(failure(error)),
        Err(_) => return Err(E2bError::TimedOut { host: "E2B".to_owned(), after: timeout }),
    };
    if response.status().is_success() {
        return Ok(response);
    }
    let status = response.status().as_u16();
    let wait = retry_after(response.headers());
    let body = tokio::time::timeout(timeout, whole(response)).await;
    let body = body.ok().and_then(Result::ok).unwrap_or_default();
    Err(E2bError::of(Said::new(status, &body, key), wait))
}

/// The body, if it comes in time and is not too long.
pub(super) async fn whole(response: Response) -> Result<Bytes, E2bError> {
    match tokio::time::timeout(PATIENCE, read(response)).await {
        Ok(body) => body,
        Err(_) => Err(E2bError::TimedOut { host: "E2B".to_owned(), after: PATIENCE }),
    }
}

async fn read(mut response: Response) -> Result<Bytes, E2bError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(failure)? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            return Err(E2bError::Malformed("a very long answer".into()));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// What a failure of reqwest's means, without its address.
pub(super) fn failure(error: reqwest::Error) -> E2bError {
    let host = error.url().and_then(|url| url.host_str()).unwrap_or("E2B").to_owned();
    let is_unsent = error.is_connect() || error.is_request();
    let source = Cause::from(error.without_url());
    if is_unsent {
        E2bError::Unreachable { host, source }
    } else {
        E2bError::Broken { host, source }
    }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).clamp(Duration::from_secs(1), LONGEST_WAIT))
}
