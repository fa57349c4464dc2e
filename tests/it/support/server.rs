//! The program serving HTTP on a port of its own.

use std::net::{Ipv4Addr, SocketAddr};

use super::{http::Client, program::Program};

/// The bearer token that servers of tests are started with.
pub(crate) const TOKEN: &str = "correct-horse-battery-staple";

/// A server; killed when dropped.
pub(crate) struct Server {
    pub(crate) program: Program,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// On the embedded database, with nothing configured but the token.
    pub(crate) async fn new() -> Self {
        Self::with(&[]).await
    }

    /// The same with `env` besides.
    pub(crate) async fn with(env: &[(&str, &str)]) -> Self {
        let usual = [("HTTP_PORT", "0"), ("TOOLHUB_API_TOKEN", TOKEN)];
        Self::bare(&[&usual, env].concat()).await
    }

    /// With nothing but `env`.
    pub(crate) async fn bare(env: &[(&str, &str)]) -> Self {
        let program = Program::start(&["--http"], env);
        let serving = program.log.message("serving").await;
        let port = serving["server.port"].as_u64().unwrap();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.try_into().unwrap()));
        Self { program, address }
    }

    /// A client with the right token.
    pub(crate) fn client(&self) -> Client {
        Client::new(self.address, Some(TOKEN))
    }

    /// A client without any token.
    pub(crate) fn stranger(&self) -> Client {
        Client::new(self.address, None)
    }
}
