//! A GitHub App as the credential: a short-lived JWT, signed with the App's key,
//! buys a token of its installation, which is kept until shortly before it ends.

use std::{fmt, sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use reqwest::Method;
use rustls::{
    SignatureScheme,
    crypto::ring::sign::RsaSigningKey,
    pki_types::{PrivateKeyDer, pem::PemObject as _},
    sign::SigningKey,
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;
use tokio::sync::Mutex;

use super::{
    classify,
    error::{GithubError, Problem},
    repository::ApiPath,
    request::Accept,
    token::Token,
    transport::{Outgoing, Transport},
};
use crate::{
    backend::Cause,
    config::{Secret, github::RepoName},
};

/// Before its end a token is replaced, so that none ends under way.
const EARLY: Duration = Duration::from_mins(5);
/// GitHub takes at most ten minutes, and its clock may differ from ours.
const JWT_BEFORE: i64 = 60;
const JWT_AFTER: i64 = 540;
const TIMEOUT: Duration = Duration::from_secs(10);

/// An installed App.
pub(super) struct App {
    id: String,
    key: Arc<dyn SigningKey>,
    home: Option<RepoName>,
    /// Held while a token is bought, so that one purchase serves all who wait.
    state: Mutex<State>,
}

struct State {
    installation: Option<u64>,
    bought: Option<(Token, Timestamp)>,
}

#[derive(Deserialize)]
struct Installation {
    id: u64,
}

#[derive(Deserialize)]
struct Bought {
    token: String,
    expires_at: Timestamp,
}

impl App {
    /// Fails on a key that is not RSA.
    pub(super) fn new(
        id: &str,
        private_key: &Secret,
        installation: Option<u64>,
        home: Option<RepoName>,
    ) -> Result<Self, Cause> {
        let unusable = "GITHUB_APP_PRIVATE_KEY: is not an RSA private key that can be read";
        let der = PrivateKeyDer::from_pem_slice(private_key.expose().as_bytes());
        let key = RsaSigningKey::new(&der.map_err(|_| unusable)?).map_err(|_| unusable)?;
        let state = Mutex::new(State { installation, bought: None });
        Ok(Self { id: id.to_owned(), key: Arc::new(key), home, state })
    }

    /// The installation's token.
    pub(super) async fn token(&self, transport: &Transport) -> Result<Token, GithubError> {
        let mut state = self.state.lock().await;
        let soon = Timestamp::now().checked_add(EARLY).unwrap_or(Timestamp::MAX);
        if let Some((token, _)) = state.bought.as_ref().filter(|(_, end)| *end > soon) {
            return Ok(token.clone());
        }
        let jwt = Token::new(&self.jwt(Timestamp::now())?)?;
        let installation = match state.installation {
            Some(id) => id,
            None => self.find(transport, &jwt).await?,
        };
        state.installation = Some(installation);
        let id = installation.to_string();
        let path = ApiPath::root(&["app", "installations", &id, "access_tokens"]);
        let about = "the installation of the GitHub App";
        let bought: Bought = ask(transport, &jwt, &Method::POST, &path, about).await?;
        let token = Token::new(&bought.token)?;
        state.bought = Some((token.clone(), bought.expires_at));
        Ok(token)
    }

    /// Drops `token` if it is the one that is kept.
    pub(super) async fn forget(&self, token: &Token) {
        let mut state = self.state.lock().await;
        if state.bought.as_ref().is_some_and(|(kept, _)| kept.print() == token.print()) {
            state.bought = None;
        }
    }

    async fn find(&self, transport: &Transport, jwt: &Token) -> Result<u64, GithubError> {
        // Configuration asks for a repository where no installation is named.
        let Some(home) = &self.home else { return Err(Problem::NoRepository.into()) };
        let path = ApiPath::root(&["repos", home.owner(), home.name(), "installation"]);
        let about = format!("an installation of the GitHub App for {home}");
        let found: Installation = ask(transport, jwt, &Method::GET, &path, &about).await?;
        Ok(found.id)
    }

    fn jwt(&self, now: Timestamp) -> Result<String, GithubError> {
        let (issued, ends) = (now.as_second() - JWT_BEFORE, now.as_second() + JWT_AFTER);
        let claims = json!({ "iat": issued, "exp": ends, "iss": self.id });
        let part = |value: String| URL_SAFE_NO_PAD.encode(value);
        let claimed = format!("{}.{}", part(HEADER.to_owned()), part(claims.to_string()));
        let cannot = || GithubError::new(Problem::AppKey);
        let signer =
            self.key.choose_scheme(&[SignatureScheme::RSA_PKCS1_SHA256]).ok_or_else(cannot)?;
        let signature = signer.sign(claimed.as_bytes()).map_err(|error| cannot().because(error))?;
        Ok(format!("{claimed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

const HEADER: &str = r#"{"alg":"RS256","typ":"JWT"}"#;

async fn ask<T: DeserializeOwned>(
    transport: &Transport,
    jwt: &Token,
    method: &Method,
    path: &ApiPath,
    about: &str,
) -> Result<T, GithubError> {
    let Some(target) = path.text.as_deref() else { return Err(Problem::BadPath.into()) };
    let accept = Accept::Json.media_type();
    let authorization = jwt.header();
    let out = Outgoing {
        method,
        target,
        authorization,
        accept,
        etag: None,
        body: None,
        timeout: TIMEOUT,
    };
    let answer = classify::check(transport.exchange(&out).await?, about)?;
    serde_json::from_slice(&answer.body)
        .map_err(|error| GithubError::new(Problem::Malformed).at(answer.at).because(error))
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("id", &self.id).finish_non_exhaustive()
    }
}
