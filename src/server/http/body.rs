//! The body of an MCP request, received whole within bounds of size and time,
//! and the body of its reply.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    http::{Method, StatusCode, header::EXPECT, request::Parts},
    response::Response,
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::{Frame, SizeHint};
use serde::Deserialize;
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::{
    edge::{Edge, refuse},
    listen::spawn,
};

/// JSON-RPC 2.0, 5.1.
const PARSE_ERROR: i32 = -32700;
const INVALID_REQUEST: i32 = -32600;
/// Most that is read of a body that is refused for its size.
const DISCARDED_BYTES: usize = 64 * 1024 * 1024;

/// A body that is JSON-RPC as far as can be told without its method.
pub(super) struct Received {
    pub(super) bytes: Bytes,
    /// Whether it opens a session of the older protocol versions.
    pub(super) initialize: bool,
}

/// Receives the body; the error is the finished refusal.
pub(super) async fn receive(
    edge: &Edge,
    parts: &Parts,
    mut body: Body,
) -> Result<Received, Response> {
    let (limit, patience) = (edge.config.max_body_bytes, edge.config.read_timeout);
    let too_large = |rest| {
        // Who asks first has sent nothing yet, and reading would be a yes.
        if !parts.headers.contains_key(EXPECT) {
            spawn(discard(rest, patience));
        }
        let text = format!("The request body is larger than {limit} bytes.");
        refuse(StatusCode::PAYLOAD_TOO_LARGE, INVALID_REQUEST, &text)
    };
    // What `Content-Length` announces need not be waited for.
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large(body));
    }
    let whole = Limited::new(&mut body, limit).collect();
    let bytes = match tokio::time::timeout(patience, whole).await {
        Ok(Ok(whole)) => whole.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => return Err(too_large(body)),
        Ok(Err(_)) => {
            let text = "The request body ended early.";
            return Err(refuse(StatusCode::BAD_REQUEST, PARSE_ERROR, text));
        }
        Err(_) => {
            let text = "The request body did not arrive in time.";
            return Err(refuse(StatusCode::REQUEST_TIMEOUT, INVALID_REQUEST, text));
        }
    };
    if parts.method != Method::POST {
        return Ok(Received { bytes, initialize: false });
    }
    let initialize =
        inspect(&bytes).map_err(|(code, text)| refuse(StatusCode::BAD_REQUEST, code, &text))?;
    Ok(Received { bytes, initialize })
}

/// Takes in what a client still sends of a body that was refused, within bounds: to
/// close on unread bytes would reset the connection, and the refusal with it.
async fn discard(mut body: Body, patience: Duration) {
    let mut left = DISCARDED_BYTES;
    let rest = async {
        while let Some(Ok(frame)) = body.frame().await {
            let read = frame.data_ref().map_or(0, Bytes::len);
            let Some(still) = left.checked_sub(read) else { return };
            left = still;
        }
    };
    // Whoever is slower, or sends more, loses the connection.
    let _ = tokio::time::timeout(patience, rest).await;
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    jsonrpc: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    method: Option<std::borrow::Cow<'a, str>>,
}

/// Whether the body is an `initialize` request; the JSON-RPC error if it is no
/// JSON-RPC message.
fn inspect(bytes: &[u8]) -> Result<bool, (i32, String)> {
    match serde_json::from_slice::<Envelope<'_>>(bytes) {
        Ok(envelope) if envelope.jsonrpc == "2.0" => {
            Ok(envelope.method.as_deref() == Some("initialize"))
        }
        Ok(_) => Err((INVALID_REQUEST, "jsonrpc must be \"2.0\".".to_owned())),
        Err(error) if error.is_data() => {
            let text = if bytes.trim_ascii_start().starts_with(b"[") {
                "JSON-RPC batches are not supported: send one message per request.".to_owned()
            } else {
                format!("Not a JSON-RPC message: {error}.")
            };
            Err((INVALID_REQUEST, text))
        }
        Err(error) => Err((PARSE_ERROR, format!("Not JSON: {error}."))),
    }
}

/// A reply's body, with its request counted as under way until the last byte is sent.
pub(super) struct Tracked<B> {
    body: B,
    _under_way: TaskTrackerToken,
}

impl<B> Tracked<B> {
    pub(super) const fn new(body: B, under_way: TaskTrackerToken) -> Self {
        Self { body, _under_way: under_way }
    }
}

impl<B: HttpBody + Unpin> HttpBody for Tracked<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn envelopes() {
        let check = |body: &str, expect: Result<bool, i32>| {
            assert_eq!(inspect(body.as_bytes()).map_err(|(code, _)| code), expect, "{body}");
        };
        check(r#"{"jsonrpc":"2.0","id":1,"method":"initialize"}"#, Ok(true));
        check(r#"{"jsonrpc":"2.0","id":1,"method":"tools\/list"}"#, Ok(false));
        check(r#"{"jsonrpc":"2.0","id":1,"result":{}}"#, Ok(false));
        check(r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, Err(INVALID_REQUEST));
        check(r#"{"id":1,"method":"ping"}"#, Err(INVALID_REQUEST));
        check(r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, Err(INVALID_REQUEST));
        check("17", Err(INVALID_REQUEST));
        check(r#"{"jsonrpc":"2.0","#, Err(PARSE_ERROR));
        check("", Err(PARSE_ERROR));
        check("\u{0}", Err(PARSE_ERROR));
        assert_eq!(inspect(b"{\"jsonrpc\":\"\xff\"}").map_err(|(code, _)| code), Err(PARSE_ERROR));
    }
}
