//! What answers within a sandbox and starts processes there: `process.Process` of
//! envd, by the Connect protocol.

use std::{io, sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::{Bytes, BytesMut};
use futures_util::stream::BoxStream;
use reqwest::{
    RequestBuilder,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use serde_json::json;

use super::{
    api::{Api, Made},
    connect::push,
    error::E2bError,
    events::{Event, Events},
    http::send,
};
use crate::backend::Cause;

/// The port that envd listens on.
const PORT: u16 = 49983;
/// How long a process may take to start, or to read what it is sent.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often envd says something, for whoever is between to keep the connection.
const PING_SECONDS: u64 = 30;
/// Bytes of input in one message.
const PIECE: usize = 256 * 1024;

/// The envd of one sandbox.
#[derive(Debug)]
pub(super) struct Envd {
    api: Arc<Api>,
    url: String,
    headers: HeaderMap,
}

impl Envd {
    /// That of a sandbox that was just made.
    pub(super) fn of(api: Arc<Api>, made: &Made) -> Result<Self, E2bError> {
        let headers = headers(made).map_err(E2bError::Malformed)?;
        let id = made.id.as_str();
        let url = match &api.config.sandbox_url {
            Some(url) => url.clone(),
            None => {
                let domain = made.domain.as_deref().unwrap_or(&api.config.domain);
                format!("https://{PORT}-{id}.{domain}")
            }
        };
        Ok(Self { api, url, headers })
    }

    /// Starts a process of root's; its number, and what it writes.
    pub(super) async fn start(
        &self,
        command: &[String],
    ) -> Result<(u32, BoxStream<'static, io::Result<Bytes>>), E2bError> {
        let (program, arguments) =
            command.split_first().map_or(("", command), |(first, rest)| (first.as_str(), rest));
        let request = json!({
            "process": {
                "cmd": program,
                "args": arguments,
                "envs": { "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
                "cwd": "/",
            },
            "stdin": true,
        });
        let mut body = BytesMut::new();
        push(&mut body, &request.to_string());
        let request = self.call("Start", body.freeze());
        let request = request.header("keepalive-ping-interval", PING_SECONDS);
        let mut events = self.ask(request).await?;
        loop {
            match events.next().await? {
                Some(Event::Started(pid)) => return Ok((pid, events.output())),
                Some(Event::Nothing) => {}
                _ => return Err(E2bError::Process("it does not say its number".to_owned())),
            }
        }
    }

    /// Writes to a process. By a stream: envd logs the input of other calls.
    pub(super) async fn write(&self, pid: u32, input: &[u8]) -> Result<(), E2bError> {
        let mut body = BytesMut::new();
        push(&mut body, &json!({ "start": { "process": { "pid": pid } } }).to_string());
        for piece in input.chunks(PIECE) {
            let message = json!({ "data": { "input": { "stdin": STANDARD.encode(piece) } } });
            push(&mut body, &message.to_string());
        }
        let request = self.call("StreamInput", body.freeze());
        let mut events = self.ask(request).await?;
        while events.message().await?.is_some() {}
        Ok(())
    }

    async fn ask(&self, request: RequestBuilder) -> Result<Events, E2bError> {
        let answer = send(request, PATIENCE, &self.api.config.api_key).await;
        answer.map(Events::of).map_err(E2bError::inside)
    }

    fn call(&self, method: &str, body: Bytes) -> RequestBuilder {
        let url = format!("{}/process.Process/{method}", self.url);
        self.api.client.post(url).headers(self.headers.clone()).body(body)
    }
}

fn headers(made: &Made) -> Result<HeaderMap, Cause> {
    let mut headers = HeaderMap::new();
    let mut set = |name: &'static str, value: &str, is_secret: bool| {
        let mut value = HeaderValue::from_str(value)?;
        value.set_sensitive(is_secret);
        headers.insert(HeaderName::from_static(name), value);
        Ok::<_, Cause>(())
    };
    set("connect-protocol-version", "1", false)?;
    set("e2b-sandbox-id", made.id.as_str(), false)?;
    set("e2b-sandbox-port", &PORT.to_string(), false)?;
    set("content-type", "application/connect+json", false)?;
    set("authorization", &format!("Basic {}", STANDARD.encode("root:")), false)?;
    let token = made.envd_access_token.as_deref();
    set("x-access-token", token.ok_or("a sandbox without an access token")?, true)?;
    Ok(headers)
}
