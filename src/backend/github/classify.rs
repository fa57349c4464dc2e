//! What an answer's status, headers and message mean.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde::Deserialize;

use super::{
    error::{BadField, GithubError, Problem},
    quota::{self, USUAL_WAIT},
    transport::Answer,
};

/// The answer, if it is a success.
pub(super) fn check(answer: Answer, about: &str) -> Result<Answer, GithubError> {
    if answer.status.is_success() {
        return Ok(answer);
    }
    let problem = problem(&answer, about);
    Err(GithubError::new(problem).at(answer.at))
}

/// Whether it is JSON, as far as it says.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    media_type(headers).is_some_and(|kind| kind.ends_with("json"))
}

fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next()?.trim().to_ascii_lowercase())
}

/// What GitHub writes into the body of a refusal.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Told {
    message: String,
    errors: Vec<ToldField>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum ToldField {
    Text(String),
    Field { field: Option<String>, code: Option<String>, message: Option<String> },
}

fn problem(answer: &Answer, about: &str) -> Problem {
    let (status, headers) = (answer.status.as_u16(), &answer.headers);
    if status < 500 && media_type(headers).as_deref() == Some("text/html") {
        return Problem::NotJson;
    }
    let told: Told = serde_json::from_slice(&answer.body).unwrap_or_default();
    match status {
        401 => Problem::Credential,
        403 | 429 => forbidden(status, headers, &told.message),
        404 => Problem::NotFound(about.to_owned()),
        409 => Problem::Conflict(told.message),
        410 => Problem::Gone(about.to_owned()),
        422 => invalid(told),
        451 => Problem::Legal,
        300..=399 => Problem::Redirected,
        500.. => {
            Problem::Server { status, retry_after: quota::retry_after(headers, Timestamp::now()) }
        }
        _ => Problem::Status(status),
    }
}

/// 403 and 429 mean many things: the headers decide first, then the message.
fn forbidden(status: u16, headers: &HeaderMap, message: &str) -> Problem {
    let now = Timestamp::now();
    let says = |words: &str| message.to_ascii_lowercase().contains(words);
    let wait = quota::retry_after(headers, now);
    let used_up = quota::number(headers, "x-ratelimit-remaining") == Some(0)
        && !says("not accessible")
        && !says("must have");
    let reset = quota::reset(headers).filter(|reset| *reset > now);
    match wait {
        Some(wait) if used_up => return Problem::RateLimit { reset, wait },
        Some(wait) => return Problem::SecondaryLimit(wait),
        None if used_up => return exceeded(reset, now),
        None => {}
    }
    if says("secondary rate limit") || says("abuse detection") {
        Problem::SecondaryLimit(USUAL_WAIT)
    } else if says("api rate limit exceeded") {
        exceeded(reset, now)
    } else if says("login attempts") {
        Problem::LockedOut
    } else if says("user-agent") || says("administrative rules") {
        Problem::Agent
    } else if headers.contains_key("x-github-sso") {
        Problem::SingleSignOn
    } else if status == 429 {
        Problem::SecondaryLimit(USUAL_WAIT)
    } else {
        Problem::NotPermitted(permissions(headers))
    }
}

fn exceeded(reset: Option<Timestamp>, now: Timestamp) -> Problem {
    let wait = reset.map_or(USUAL_WAIT, |reset| quota::between(now, reset));
    Problem::RateLimit { reset, wait: wait.max(Duration::from_secs(1)) }
}

/// What the endpoint accepts: for fine-grained tokens and Apps, else for classic tokens.
fn permissions(headers: &HeaderMap) -> Option<String> {
    ["x-accepted-github-permissions", "x-accepted-oauth-scopes"].iter().find_map(|name| {
        let value = headers.get(*name)?.to_str().ok()?.trim();
        let plain = |c: char| c.is_ascii_alphanumeric() || "_=;,: ".contains(c);
        (!value.is_empty() && value.len() <= 200 && value.chars().all(plain))
            .then(|| value.to_owned())
    })
}

fn invalid(told: Told) -> Problem {
    let fields = told.errors.into_iter().map(|error| match error {
        ToldField::Text(problem) => BadField { field: String::new(), problem },
        ToldField::Field { field, code, message } => {
            let problem = message.unwrap_or_else(|| in_words(code.as_deref()).to_owned());
            BadField { field: field.unwrap_or_default(), problem }
        }
    });
    Problem::Invalid { fields: fields.collect(), message: told.message }
}

/// GitHub's validation codes.
fn in_words(code: Option<&str>) -> &'static str {
    match code {
        Some("missing") => "does not exist",
        Some("missing_field") => "is required",
        Some("already_exists") => "already exists",
        Some("unprocessable") => "cannot be processed",
        _ => "is not valid",
    }
}
