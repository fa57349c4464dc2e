//! What GitHub says of the credential, for an operator.

use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use reqwest::header::{DATE, HeaderMap};

use super::{ApiPath, Github, error::GithubError, request::Request};

/// What GitHub says of the credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The scopes of a classic token; other credentials have none.
    pub scopes: Vec<String>,
    /// When a token ends, if GitHub says, in its own words.
    pub expires: Option<String>,
    /// How far GitHub's clock is ahead of this machine's.
    pub ahead: Option<SignedDuration>,
}

impl Github {
    /// Asks what counts against no limit.
    pub async fn standing(&self) -> Result<Standing, GithubError> {
        let request = Request::get(ApiPath::root(&["rate_limit"]));
        let before = Timestamp::now();
        let headers = self.headers(&request).await?;
        let ours = before + (Timestamp::now().duration_since(before) / 2);
        Ok(Standing::read(&headers, ours))
    }
}

impl Standing {
    fn read(headers: &HeaderMap, ours: Timestamp) -> Self {
        let text = |name: &str| headers.get(name)?.to_str().ok();
        let scopes = text("x-oauth-scopes").unwrap_or_default().split(',').map(str::trim);
        let date = headers.get(DATE).and_then(|date| rfc2822::parse(date.to_str().ok()?).ok());
        Self {
            scopes: scopes.filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
            expires: text("github-authentication-token-expiration").map(str::to_owned),
            ahead: date.map(|date| date.timestamp().duration_since(ours)),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn headers_are_read() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("x-oauth-scopes", "repo, admin:org"),
            ("github-authentication-token-expiration", "2026-12-31 23:00:00 UTC"),
            ("date", "Fri, 27 Nov 2026 12:01:00 GMT"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let standing = Standing::read(&headers, "2026-11-27T12:00:00Z".parse().unwrap());
        assert_eq!(standing.scopes, ["repo", "admin:org"]);
        assert_eq!(standing.expires.as_deref(), Some("2026-12-31 23:00:00 UTC"));
        assert_eq!(standing.ahead, Some(SignedDuration::from_secs(60)));
        let nothing = Standing { scopes: Vec::new(), expires: None, ahead: None };
        assert_eq!(Standing::read(&HeaderMap::new(), Timestamp::now()), nothing);
    }
}
