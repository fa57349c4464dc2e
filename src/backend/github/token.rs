//! What proves who asks, as it stands in a request.

use std::{fmt, sync::Arc};

use reqwest::header::HeaderValue;
use sha2::{Digest as _, Sha256};

use super::{
    app::App,
    error::{GithubError, Problem},
    transport::Transport,
};
use crate::{
    backend::Cause,
    config::{GithubConfig, github::GithubCredential},
};

/// A token in the form of a header; shared, never printed.
#[derive(Clone)]
pub(super) struct Token {
    header: HeaderValue,
    print: [u8; 32],
}

impl Token {
    /// Fails on text that cannot stand in a header.
    pub(super) fn new(text: &str) -> Result<Self, GithubError> {
        let header = HeaderValue::from_str(&format!("Bearer {text}"));
        let mut header = header.map_err(|_| GithubError::new(Problem::Credential))?;
        header.set_sensitive(true);
        Ok(Self { header, print: Sha256::digest(text).into() })
    }

    pub(super) const fn header(&self) -> &HeaderValue {
        &self.header
    }

    /// What tells it from other tokens without telling it.
    pub(super) const fn print(&self) -> &[u8; 32] {
        &self.print
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// Where tokens come from.
#[derive(Debug)]
pub(super) enum Credential {
    Token(Token),
    App(Arc<App>),
}

impl Credential {
    /// Fails on an App's key that is no RSA key.
    pub(super) fn new(config: &GithubConfig) -> Result<Self, Cause> {
        match &config.credential {
            GithubCredential::Token(token) => Ok(Self::Token(Token::new(token.expose())?)),
            GithubCredential::App { id, private_key, installation } => {
                let home = config.default_repo.clone();
                Ok(Self::App(Arc::new(App::new(id, private_key, *installation, home)?)))
            }
        }
    }

    /// A token that is valid now.
    pub(super) async fn token(&self, transport: &Transport) -> Result<Token, GithubError> {
        match self {
            Self::Token(token) => Ok(token.clone()),
            Self::App(app) => app.token(transport).await,
        }
    }

    /// Drops what GitHub no longer accepts.
    pub(super) async fn refused(&self, token: &Token) {
        if let Self::App(app) = self {
            app.forget(token).await;
        }
    }
}
