//! Who is calling: the one place where a [`Caller`] is made.

mod bearer;

use axum::http::{HeaderMap, header::AUTHORIZATION};

use crate::{
    caller::{Caller, Scope},
    config::AuthConfig,
};
use bearer::Token;

/// The person or host at the other end of stdio or the command line: it started
/// this process, so it may do whatever the process may.
pub fn local() -> Caller {
    Caller::new("local", Scope::ALL)
}

/// Decides who an HTTP request comes from.
#[derive(Debug, Clone)]
pub struct Gatekeeper(Rule);

#[derive(Debug, Clone)]
enum Rule {
    /// No proof asked for; only ever on a loopback address.
    Open,
    /// A bearer token (RFC 6750).
    Bearer(Token),
}

/// HTTP cannot be served: nothing says who may call.
#[derive(Debug, thiserror::Error)]
#[error(
    "HTTP needs a token: set TOOLHUB_API_TOKEN (for instance to the output of `openssl rand -hex \
     32`), or TOOLHUB_AUTH=none to let every local process in"
)]
pub struct NoToken;

/// Why a request is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// No `Authorization` header.
    Missing,
    /// More than one, or not `Bearer <token>`.
    Malformed,
    /// A token that is not known.
    Wrong,
}

impl Gatekeeper {
    /// The gatekeeper that `config` asks for.
    pub fn new(config: &AuthConfig) -> Result<Self, NoToken> {
        match config {
            AuthConfig::Unset => Err(NoToken),
            AuthConfig::None => Ok(Self(Rule::Open)),
            AuthConfig::Bearer(token) => Ok(Self(Rule::Bearer(Token::new(token)))),
        }
    }

    /// Who sends a request with these headers.
    pub fn admit(&self, headers: &HeaderMap) -> Result<Caller, Denied> {
        let Rule::Bearer(expected) = &self.0 else {
            return Ok(Caller::new("anonymous", Scope::ALL));
        };
        let mut values = headers.get_all(AUTHORIZATION).iter();
        let value = values.next().ok_or(Denied::Missing)?;
        // A second header could be the one a proxy looked at.
        if values.next().is_some() {
            return Err(Denied::Malformed);
        }
        let sent = bearer::credentials(value.as_bytes()).ok_or(Denied::Malformed)?;
        if expected.is(sent) { Ok(Caller::new("token", Scope::ALL)) } else { Err(Denied::Wrong) }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test may fail loudly")]

    use super::*;
    use crate::config::Secret;

    fn headers(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, value.parse().expect("a header value"));
        }
        headers
    }

    #[test]
    fn only_the_very_token_is_let_in() {
        let config = AuthConfig::Bearer(Secret::new("correct-horse-battery"));
        let keeper = Gatekeeper::new(&config).expect("a token is set");
        let admit = |values: &[&str]| keeper.admit(&headers(values)).map(|_| ());
        assert_eq!(admit(&["Bearer correct-horse-battery"]), Ok(()));
        assert_eq!(admit(&["bearer  correct-horse-battery "]), Ok(()));
        assert_eq!(admit(&[]), Err(Denied::Missing));
        assert_eq!(admit(&["Bearer correct-horse-batter"]), Err(Denied::Wrong));
        assert_eq!(admit(&["Bearer correct-horse-battery2"]), Err(Denied::Wrong));
        assert_eq!(admit(&["Bearer Correct-Horse-Battery"]), Err(Denied::Wrong));
        assert_eq!(admit(&["Basic correct-horse-battery"]), Err(Denied::Malformed));
        assert_eq!(admit(&["correct-horse-battery"]), Err(Denied::Malformed));
        assert_eq!(admit(&["Bearer"]), Err(Denied::Malformed));
        assert_eq!(admit(&["Bearer correct-horse-battery x"]), Err(Denied::Malformed));
        let twice = ["Bearer correct-horse-battery"; 2];
        assert_eq!(admit(&twice), Err(Denied::Malformed));
    }

    #[test]
    fn http_without_a_decision_is_refused() {
        assert!(Gatekeeper::new(&AuthConfig::Unset).is_err());
    }
}
