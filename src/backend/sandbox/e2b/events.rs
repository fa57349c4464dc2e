//! What a process in a sandbox does, as envd tells it.

use std::{io, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::{Bytes, BytesMut};
use futures_util::{
    StreamExt as _,
    stream::{self, BoxStream},
};
use reqwest::Response;
use serde::Deserialize;
use tokio::time::timeout;

use super::{
    connect::{Step, pull},
    error::E2bError,
    http::failure,
};
use crate::text::excerpt;

/// Nothing is heard for so long only where the connection is lost.
const SILENCE: Duration = Duration::from_secs(100);
/// Characters of a complaint that are kept.
const MOST_SAID: usize = 500;

/// The stream of one process.
pub(super) struct Events {
    response: Response,
    received: BytesMut,
    /// What it complained about last.
    complaint: Option<String>,
    is_over: bool,
}

/// One of them.
#[derive(Debug)]
pub(super) enum Event {
    Started(u32),
    Stdout(Bytes),
    Stderr(Bytes),
    Ended(String),
    Nothing,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    event: Kind,
}

/// One of these is there.
#[derive(Default, Deserialize)]
struct Kind {
    start: Option<Start>,
    data: Option<Data>,
    end: Option<End>,
}

#[derive(Deserialize)]
struct Start {
    #[serde(default)]
    pid: u32,
}

#[derive(Deserialize)]
struct Data {
    stdout: Option<String>,
    stderr: Option<String>,
}

#[derive(Deserialize)]
struct End {
    #[serde(default)]
    status: String,
}

impl Events {
    pub(super) fn of(response: Response) -> Self {
        Self { response, received: BytesMut::new(), complaint: None, is_over: false }
    }

    /// The next one; none at the end.
    pub(super) async fn next(&mut self) -> Result<Option<Event>, E2bError> {
        match self.message().await? {
            None => Ok(None),
            Some(message) => Event::read(&message).map(Some),
        }
    }

    /// The next message as it is; none at the end.
    pub(super) async fn message(&mut self) -> Result<Option<Bytes>, E2bError> {
        loop {
            match pull(&mut self.received)? {
                Step::Message(message) => return Ok(Some(message)),
                Step::End => return Ok(None),
                Step::More => {}
            }
            let chunk = timeout(SILENCE, self.response.chunk()).await;
            let late = |_| E2bError::TimedOut { host: "the sandbox".to_owned(), after: SILENCE };
            match chunk.map_err(late)?.map_err(failure)? {
                Some(chunk) => self.received.extend_from_slice(&chunk),
                None => return Err(E2bError::Malformed("the end comes too early".into())),
            }
        }
    }

    /// What the process writes to its standard output from now on. How it ends is
    /// an error, since nobody lets it end before it is read to its last word.
    pub(super) fn output(self) -> BoxStream<'static, io::Result<Bytes>> {
        stream::unfold(self, async |mut events| {
            let part = events.part().await?;
            events.is_over = part.is_err();
            Some((part.map_err(io::Error::other), events))
        })
        .boxed()
    }

    async fn part(&mut self) -> Option<Result<Bytes, E2bError>> {
        if self.is_over {
            return None;
        }
        loop {
            match self.next().await {
                Ok(Some(Event::Stdout(bytes))) => return Some(Ok(bytes)),
                Ok(Some(Event::Stderr(bytes))) => self.complain(&bytes),
                Ok(Some(Event::Ended(status))) => return Some(Err(self.end(&status))),
                Ok(Some(Event::Started(_) | Event::Nothing)) => {}
                Ok(None) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }

    fn complain(&mut self, bytes: &[u8]) {
        let text = excerpt(String::from_utf8_lossy(bytes).trim_end(), MOST_SAID);
        tracing::warn!(text, "a sandbox complains");
        self.complaint = Some(text);
    }

    fn end(&mut self, status: &str) -> E2bError {
        let complaint = self.complaint.take();
        let words = [Some(excerpt(status, MOST_SAID)), complaint];
        E2bError::Ended(words.into_iter().flatten().collect::<Vec<_>>().join(": "))
    }
}

impl Event {
    fn read(message: &[u8]) -> Result<Self, E2bError> {
        let malformed = |error: serde_json::Error| E2bError::Malformed(error.into());
        let Kind { start, data, end } =
            serde_json::from_slice::<Message>(message).map_err(malformed)?.event;
        let bytes = |text: String| match STANDARD.decode(text) {
            Ok(bytes) => Ok(Bytes::from(bytes)),
            Err(error) => Err(E2bError::Malformed(error.into())),
        };
        Ok(match (start, data, end) {
            (Some(start), ..) => Self::Started(start.pid),
            (_, Some(Data { stdout: Some(text), .. }), _) => Self::Stdout(bytes(text)?),
            (_, Some(Data { stderr: Some(text), .. }), _) => Self::Stderr(bytes(text)?),
            (.., Some(end)) => Self::Ended(end.status),
            _ => Self::Nothing,
        })
    }
}
