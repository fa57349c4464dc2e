//! HTTP towards GitHub: one pool of connections, TLS by rustls with ring, and
//! the rule that a credential goes to the configured host only.

use std::{error::Error, time::Duration};

use bytes::{Bytes, BytesMut};
use reqwest::{
    Client, Method, RequestBuilder, Response, StatusCode, Url,
    header::{
        ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, IF_NONE_MATCH, LOCATION,
    },
    redirect::Policy,
};

use super::error::{At, GithubError, Problem};
use crate::{
    about,
    backend::{Cause, tls},
};

/// The longest answer that is read.
pub(super) const LONGEST_ANSWER: usize = 8 * 1024 * 1024;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const IDLE: Duration = Duration::from_secs(90);
const REDIRECTS: usize = 3;

/// Sends requests.
#[derive(Debug)]
pub(super) struct Transport {
    client: Client,
    base: Url,
}

/// What is sent.
#[derive(Debug)]
pub(super) struct Outgoing<'a> {
    pub(super) method: &'a Method,
    /// Path and query below the API's root.
    pub(super) target: &'a str,
    pub(super) authorization: &'a HeaderValue,
    pub(super) accept: &'static str,
    pub(super) etag: Option<&'a str>,
    pub(super) body: Option<&'a serde_json::Value>,
    pub(super) timeout: Duration,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) at: At,
}

impl Transport {
    /// Towards the API at `base`.
    pub(super) fn new(base: &str) -> Result<Self, Cause> {
        let user_agent = format!("{}/{}", about::NAME, about::VERSION);
        let client = Client::builder()
            .tls_backend_preconfigured(tls::client()?)
            .user_agent(user_agent)
            .redirect(Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .pool_idle_timeout(IDLE)
            .build()?;
        Ok(Self { client, base: Url::parse(base)? })
    }

    /// Sends a request and reads the whole answer; follows redirects within the
    /// host.
    pub(super) async fn exchange(&self, out: &Outgoing<'_>) -> Result<Answer, GithubError> {
        let mut url = self.url(out.target)?;
        for _ in 0..=REDIRECTS {
            let response = self.open(out, &url).await?;
            let Some(next) = redirected(&response) else { return whole(out, response).await };
            if !self.is_home(&next) {
                break;
            }
            url = next;
        }
        Err(GithubError::new(Problem::Redirected).at(out.at(None)))
    }

    /// Sends a request that is answered with a redirect to another host, and
    /// follows it there without the credential.
    pub(super) async fn elsewhere(&self, out: &Outgoing<'_>) -> Result<Elsewhere, GithubError> {
        let mut url = self.url(out.target)?;
        for _ in 0..=REDIRECTS {
            let response = self.open(out, &url).await?;
            let Some(next) = redirected(&response) else {
                return Ok(Elsewhere::Answer(whole(out, response).await?));
            };
            if self.is_home(&next) {
                url = next;
                continue;
            }
            if next.scheme() != self.base.scheme() {
                break;
            }
            // The address holds a signature: it must not stand in an error.
            let sent = self.client.get(next).timeout(out.timeout).send().await;
            return sent.map(Elsewhere::Response).map_err(|error| failure(out, error));
        }
        Err(GithubError::new(Problem::Redirected).at(out.at(None)))
    }

    async fn open(&self, out: &Outgoing<'_>, url: &Url) -> Result<Response, GithubError> {
        let request = self.client.request(out.method.clone(), url.clone());
        out.dress(request).send().await.map_err(|error| failure(out, error))
    }

    fn url(&self, target: &str) -> Result<Url, GithubError> {
        let url = format!("{}{target}", self.base.as_str().trim_end_matches('/'));
        Url::parse(&url).map_err(|error| GithubError::new(Problem::BadPath).because(error))
    }

    fn is_home(&self, url: &Url) -> bool {
        url.origin() == self.base.origin()
    }
}

/// Where a redirect led.
#[derive(Debug)]
pub(super) enum Elsewhere {
    /// Nowhere: GitHub itself answered.
    Answer(Answer),
    /// To another host, whose body is still to be read.
    Response(Response),
}

impl Outgoing<'_> {
    fn dress(&self, request: RequestBuilder) -> RequestBuilder {
        let mut request = request
            .timeout(self.timeout)
            .header(AUTHORIZATION, self.authorization)
            .header(ACCEPT, self.accept)
            .header("x-github-api-version", "2022-11-28");
        if let Some(etag) = self.etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(body) = self.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.to_string());
        }
        request
    }

    /// Which exchange this is, for the log: no query, which may hold anything.
    pub(super) fn at(&self, headers: Option<&HeaderMap>) -> At {
        let path = self.target.split('?').next().unwrap_or_default();
        let id = headers.and_then(|headers| headers.get("x-github-request-id")?.to_str().ok());
        At { exchange: Some(format!("{} {path}", self.method)), request_id: id.map(Into::into) }
    }
}

async fn whole(out: &Outgoing<'_>, mut response: Response) -> Result<Answer, GithubError> {
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    let at = out.at(Some(&headers));
    let mut body = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(None) => break,
            Ok(Some(chunk)) if body.len() + chunk.len() > LONGEST_ANSWER => {
                return Err(GithubError::new(Problem::TooLong(LONGEST_ANSWER)).at(at));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Err(error) => return Err(failure(out, error).at(at)),
        }
    }
    Ok(Answer { status, headers, body: body.freeze(), at })
}

fn redirected(response: &Response) -> Option<Url> {
    if ![301, 302, 307, 308].contains(&response.status().as_u16()) {
        return None;
    }
    response.url().join(response.headers().get(LOCATION)?.to_str().ok()?).ok()
}

/// What a failure of reqwest's means. Its address is dropped.
pub(super) fn failure(out: &Outgoing<'_>, error: reqwest::Error) -> GithubError {
    let error = error.without_url();
    let problem = if error.is_timeout() {
        Problem::TimedOut(out.timeout)
    } else if error.is_connect() {
        unconnected(&error)
    } else if error.is_body() || error.is_decode() {
        Problem::Truncated
    } else {
        Problem::Connect
    };
    GithubError::new(problem).at(out.at(None)).because(error)
}

fn unconnected(error: &reqwest::Error) -> Problem {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.is::<rustls::Error>() {
            return Problem::Tls;
        }
        // The connector's own type is private; this is its name for it.
        if error.to_string() == "dns error" {
            return Problem::Dns;
        }
        cause = beneath(error);
    }
    Problem::Connect
}

/// An `io::Error` skips what it wraps when it is asked for its source.
fn beneath<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}
