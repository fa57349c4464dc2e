//! GitHub's limits as its headers tell them, so that a call that would be
//! refused is not sent.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderValue};

use super::{error::Problem, request::Resource};

/// What GitHub asks to wait when it names no time.
pub(super) const USUAL_WAIT: Duration = Duration::from_mins(1);

#[derive(Debug, Default)]
pub(super) struct Quota(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    windows: HashMap<Resource, Window>,
    /// Until when GitHub wants no call at all.
    blocked_until: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    remaining: u64,
    reset: Timestamp,
}

impl Quota {
    /// Whether a call may be sent; what is in its way otherwise.
    pub(super) fn admit(&self, resource: Resource, now: Timestamp) -> Result<(), Problem> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = state.blocked_until.filter(|until| *until > now) {
            return Err(Problem::SecondaryLimit(between(now, until)));
        }
        let Some(window) = state.windows.get(&resource) else { return Ok(()) };
        if window.reset <= now {
            state.windows.remove(&resource);
            return Ok(());
        }
        // Not counted down here: an answer that has not changed costs nothing.
        if window.remaining > 0 {
            return Ok(());
        }
        Err(Problem::RateLimit { reset: Some(window.reset), wait: between(now, window.reset) })
    }

    /// Notes what the headers of an answer say.
    pub(super) fn note(&self, asked: Resource, headers: &HeaderMap) {
        let Some((remaining, reset)) = number(headers, "x-ratelimit-remaining").zip(reset(headers))
        else {
            return;
        };
        let resource = match headers.get("x-ratelimit-resource").map(HeaderValue::as_bytes) {
            None => asked,
            Some(b"core") => Resource::Core,
            Some(b"search") => Resource::Search,
            Some(b"code_search") => Resource::CodeSearch,
            Some(_) => return,
        };
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = state.windows.entry(resource).or_insert(Window { remaining, reset });
        // Answers overtake each other: in one window the lower count is the later.
        *known = match known.reset.cmp(&reset) {
            std::cmp::Ordering::Less => Window { remaining, reset },
            std::cmp::Ordering::Equal => {
                Window { remaining: known.remaining.min(remaining), reset }
            }
            std::cmp::Ordering::Greater => *known,
        };
    }

    /// Sends nothing for `wait`.
    pub(super) fn block(&self, wait: Duration, now: Timestamp) {
        let until = now.checked_add(wait).unwrap_or(now);
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.blocked_until = state.blocked_until.max(Some(until));
    }
}

/// When the limit is filled again.
pub(super) fn reset(headers: &HeaderMap) -> Option<Timestamp> {
    let seconds = i64::try_from(number(headers, "x-ratelimit-reset")?).ok()?;
    Timestamp::from_second(seconds).ok()
}

/// `Retry-After`, in seconds or as a date, at least a second and at most a day.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = headers.get("retry-after")?.to_str().ok()?.trim();
    let wait = match value.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let date = jiff::fmt::rfc2822::parse(value).ok()?;
            between(now, date.timestamp())
        }
    };
    Some(wait.clamp(Duration::from_secs(1), Duration::from_hours(24)))
}

/// Whole seconds from `now` to `then`, rounded up, at least one.
pub(super) fn between(now: Timestamp, then: Timestamp) -> Duration {
    let left = then.duration_since(now).unsigned_abs();
    let ahead = if then > now { left } else { Duration::ZERO };
    Duration::from_secs(u64::try_from(ahead.as_millis().div_ceil(1000)).unwrap_or(u64::MAX).max(1))
}

pub(super) fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

    use super::*;

    fn headers(remaining: u64, reset: i64) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-ratelimit-remaining", remaining.into());
        headers.insert("x-ratelimit-reset", reset.into());
        headers
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn what_would_exceed_the_limit_is_not_sent() {
        let quota = Quota::default();
        assert_eq!(quota.admit(Resource::Core, at(100)), Ok(()), "nothing is known yet");
        quota.note(Resource::Core, &headers(1, 160));
        assert_eq!(quota.admit(Resource::Core, at(100)), Ok(()));
        assert_eq!(quota.admit(Resource::Core, at(100)), Ok(()), "it may have cost nothing");
        quota.note(Resource::Core, &headers(0, 160));
        // An answer that was overtaken.
        quota.note(Resource::Core, &headers(2, 160));
        let refused = Problem::RateLimit { reset: Some(at(160)), wait: USUAL_WAIT };
        assert_eq!(quota.admit(Resource::Core, at(100)), Err(refused));
        assert_eq!(quota.admit(Resource::Search, at(100)), Ok(()), "another limit");
        assert_eq!(quota.admit(Resource::Core, at(160)), Ok(()), "filled again");
    }

    #[test]
    fn a_block_holds_for_everything_and_ends() {
        let quota = Quota::default();
        quota.block(Duration::from_secs(30), at(100));
        quota.block(Duration::from_secs(5), at(100));
        let wait = Problem::SecondaryLimit(Duration::from_secs(20));
        assert_eq!(quota.admit(Resource::Search, at(110)), Err(wait));
        assert_eq!(quota.admit(Resource::Search, at(130)), Ok(()));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let wait = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("retry-after", value.parse().unwrap());
            retry_after(&headers, at(784_111_777)).map(|wait| wait.as_secs())
        };
        assert_eq!(wait("7"), Some(7));
        assert_eq!(wait("0"), Some(1));
        assert_eq!(wait("99999999999"), Some(86_400));
        assert_eq!(wait("Sun, 06 Nov 1994 08:50:07 GMT"), Some(30));
        assert_eq!(wait("soon"), None);
    }
}
