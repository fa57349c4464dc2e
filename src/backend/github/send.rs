//! The road of one request: may it be sent, is there time, what came back, is it
//! worth another try.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use super::{
    Github, Paged,
    cache::{Answers, Key, Stored},
    classify,
    error::{GithubError, Problem},
    log::{LONGEST_LOG, LogReader, LogSpan, LogWindow},
    request::Request,
    token::Token,
    transport::{self, Answer, Elsewhere, Outgoing},
};

/// How often an idempotent request is sent again.
const RETRIES: u32 = 2;
/// The longest one attempt may take.
const ATTEMPT: Duration = Duration::from_secs(15);
/// A longer wait is the caller's to decide on.
const LONGEST_PAUSE: Duration = Duration::from_secs(3);
/// What is left for what comes after the answer.
const MARGIN: Duration = Duration::from_millis(200);

impl Github {
    /// What stands above the answer; asks anew, whatever is remembered.
    pub(super) async fn headers(&self, request: &Request) -> Result<HeaderMap, GithubError> {
        let (target, token) = self.prepare(request).await?;
        Ok(self.persist(request, &target, &token, None).await?.headers)
    }

    /// Reads JSON.
    pub async fn json<T: DeserializeOwned>(&self, request: &Request) -> Result<T, GithubError> {
        Ok(self.page(request).await?.value)
    }

    /// Reads one page of JSON, and whether there is another.
    pub async fn page<T: DeserializeOwned>(
        &self,
        request: &Request,
    ) -> Result<Paged<T>, GithubError> {
        let stored = self.fetch(request).await?;
        if !stored.json {
            return Err(GithubError::new(Problem::NotJson).at(request.exchange()));
        }
        let value = serde_json::from_slice(&stored.body).map_err(|error| {
            GithubError::new(Problem::Malformed).at(request.exchange()).because(error)
        })?;
        Ok(Paged { value, more: stored.more })
    }

    /// Reads text (see [`Request::accept`]); what is not UTF-8 is replaced.
    pub async fn text(&self, request: &Request) -> Result<String, GithubError> {
        let stored = self.fetch(request).await?;
        Ok(String::from_utf8_lossy(&stored.body).into_owned())
    }

    /// Changes something and reads what GitHub says of it.
    pub async fn send<T: DeserializeOwned>(&self, request: &Request) -> Result<T, GithubError> {
        let answer = self.deliver(request).await?;
        // What has no content is `null`: a `T` of `()` or `Option` takes it.
        let body: &[u8] = if answer.body.is_empty() { b"null" } else { &answer.body };
        serde_json::from_slice(body).map_err(|error| {
            GithubError::new(Problem::Malformed).at(answer.at).because(error).unsure()
        })
    }

    /// Reads a window of a job's log.
    pub async fn log(&self, request: &Request, span: LogSpan) -> Result<LogWindow, GithubError> {
        let (target, token) = self.prepare(request).await?;
        self.admit(request)?;
        let out = self.outgoing(request, &target, &token, None);
        let answered = self.inner.transport.elsewhere(&out).await;
        let response = match self.noted(answered)? {
            Elsewhere::Answer(answer) => {
                let answer = self.understood(request, &token, answer).await?;
                let mut reader = LogReader::new(span);
                reader.feed(&answer.body);
                return Ok(reader.finish(false));
            }
            Elsewhere::Response(response) => response,
        };
        self.inner.circuit.note(false, Instant::now());
        let status = response.status().as_u16();
        // The other host answers 404 for what has expired.
        let problem = match status {
            200..=299 => None,
            404 | 410 => Some(Problem::Gone(request.path.about.clone())),
            status => Some(Problem::Server { status, retry_after: None }),
        };
        if let Some(problem) = problem {
            return Err(GithubError::new(problem).at(request.exchange()));
        }
        let mut response = response;
        let (mut reader, mut read) = (LogReader::new(span), 0);
        while let Some(chunk) =
            response.chunk().await.map_err(|error| transport::failure(&out, error))?
        {
            read += chunk.len();
            reader.feed(&chunk);
            if read > LONGEST_LOG {
                return Ok(reader.finish(true));
            }
        }
        Ok(reader.finish(false))
    }

    /// Reads through the memory of answers.
    async fn fetch(&self, request: &Request) -> Result<Stored, GithubError> {
        let (target, token) = self.prepare(request).await?;
        let key = Answers::key(&token, &target, request.accept);
        let kept = self.inner.answers.get(&key).await;
        if let Some(kept) = kept.as_ref().filter(|kept| kept.at.elapsed() < request.fresh_for) {
            return Ok(kept.clone());
        }
        let etag = kept.as_ref().and_then(|kept| kept.etag.as_deref());
        let answer = self.persist(request, &target, &token, etag).await?;
        self.remember(key, kept, answer).await
    }

    async fn remember(
        &self,
        key: Key,
        kept: Option<Stored>,
        answer: Answer,
    ) -> Result<Stored, GithubError> {
        let stored = match kept {
            Some(kept) if answer.status.as_u16() == 304 => Stored { at: Instant::now(), ..kept },
            _ => stored(answer),
        };
        self.inner.answers.put(key, &stored).await;
        Ok(stored)
    }

    /// Sends what is no GET.
    async fn deliver(&self, request: &Request) -> Result<Answer, GithubError> {
        let (target, token) = self.prepare(request).await?;
        let answer = self.persist(request, &target, &token, None).await;
        answer.map_err(|error| if error.may_have_arrived() { error.unsure() } else { error })
    }

    async fn prepare(&self, request: &Request) -> Result<(String, Token), GithubError> {
        let target = request.target().ok_or(Problem::BadPath)?;
        let token = self.inner.credential.token(&self.inner.transport).await?;
        Ok((target, token))
    }

    /// Tries until it goes well, or trying has no sense any more.
    async fn persist(
        &self,
        request: &Request,
        target: &str,
        token: &Token,
        etag: Option<&str>,
    ) -> Result<Answer, GithubError> {
        let mut tries = 0;
        let mut last: Option<GithubError> = None;
        loop {
            // What stops another try is no better news than why it was wanted.
            if let Err(stop) = self.admit(request) {
                return Err(last.unwrap_or(stop));
            }
            let out = self.outgoing(request, target, token, etag);
            let answered = self.noted(self.inner.transport.exchange(&out).await);
            let result = match answered {
                Ok(answer) => self.understood(request, token, answer).await,
                Err(error) => Err(error),
            };
            let Err(mut error) = result else { return result };
            // An earlier try may have done what this one was refused for.
            let doubt = |last: &GithubError| last.unsure || last.may_have_arrived();
            error.unsure |= request.changes() && last.as_ref().is_some_and(doubt);
            let again = request.is_idempotent() && error.is_transient() && tries < RETRIES;
            let Some(pause) = again.then(|| pause(tries, &error)).flatten() else {
                return Err(error);
            };
            if self.left().is_some_and(|left| left < pause + MARGIN * 2) {
                return Err(error);
            }
            tokio::time::sleep(pause).await;
            tries += 1;
            last = Some(error);
        }
    }

    fn admit(&self, request: &Request) -> Result<(), GithubError> {
        if self.left().is_some_and(|left| left < MARGIN) {
            return Err(Problem::TimedOut(Duration::ZERO).into());
        }
        self.inner.circuit.admit(Instant::now()).map_err(Problem::CircuitOpen)?;
        Ok(self.inner.quota.admit(request.resource, Timestamp::now())?)
    }

    /// Notes for the circuit breaker how an exchange went.
    fn noted<T>(&self, result: Result<T, GithubError>) -> Result<T, GithubError> {
        if let Err(error) = &result {
            self.inner.circuit.note(error.is_outage(), Instant::now());
        }
        result
    }

    /// The answer if it is a success, its headers noted.
    async fn understood(
        &self,
        request: &Request,
        token: &Token,
        answer: Answer,
    ) -> Result<Answer, GithubError> {
        self.inner.quota.note(request.resource, &answer.headers);
        if answer.status.as_u16() == 304 {
            self.inner.circuit.note(false, Instant::now());
            return Ok(answer);
        }
        let result = classify::check(answer, &request.path.about);
        let outage = result.as_ref().is_err_and(GithubError::is_outage);
        self.inner.circuit.note(outage, Instant::now());
        match result.as_ref().map_err(|error| &error.problem) {
            Err(Problem::Credential) => self.inner.credential.refused(token).await,
            Err(Problem::SecondaryLimit(wait)) => self.inner.quota.block(*wait, Timestamp::now()),
            _ => {}
        }
        result
    }

    fn outgoing<'a>(
        &self,
        request: &'a Request,
        target: &'a str,
        token: &'a Token,
        etag: Option<&'a str>,
    ) -> Outgoing<'a> {
        let left = self.left().map_or(ATTEMPT, |left| left.saturating_sub(MARGIN));
        Outgoing {
            method: &request.method,
            target,
            authorization: token.header(),
            accept: request.accept.media_type(),
            etag,
            body: request.body.as_ref(),
            timeout: left.min(ATTEMPT),
        }
    }

    /// How long whoever asked still waits.
    fn left(&self) -> Option<Duration> {
        Some(self.deadline?.saturating_duration_since(Instant::now()))
    }
}

/// How long to wait before another try: what GitHub asks for if that is short,
/// else longer from try to try and never the same twice.
fn pause(tries: u32, error: &GithubError) -> Option<Duration> {
    if let Problem::Server { retry_after: Some(wait), .. } = error.problem {
        return (wait <= LONGEST_PAUSE).then_some(wait);
    }
    let most = 250 << tries;
    let jitter = getrandom::u32().map_or(0, |random| random % most);
    Some(Duration::from_millis(u64::from(most / 2 + jitter / 2)))
}

fn stored(answer: Answer) -> Stored {
    let header = |name: &str| answer.headers.get(name)?.to_str().ok();
    let more = header("link").is_some_and(|link| link.contains("rel=\"next\""));
    let etag = header("etag").map(str::to_owned);
    let json = classify::is_json(&answer.headers);
    Stored { body: answer.body, etag, more, json, at: Instant::now() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_short() {
        let error = GithubError::new(Problem::Connect);
        for (tries, least, most) in [(0, 125, 250), (1, 250, 500)] {
            let pause = pause(tries, &error).map(|pause| pause.as_millis());
            assert!(pause.is_some_and(|pause| (least..=most).contains(&pause)), "{pause:?}");
        }
        let wait = |seconds| {
            let retry_after = Some(Duration::from_secs(seconds));
            pause(0, &Problem::Server { status: 503, retry_after }.into())
        };
        assert_eq!(wait(2), Some(Duration::from_secs(2)));
        assert_eq!(wait(60), None);
    }
}
