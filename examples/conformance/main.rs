//! What the official conformance suite runs against: the product's HTTP stack and handler, with
//! the suite's own `test_*` tools, resources and prompts beside the product's. Prints its URL.
//!
//! An example, so that no release of toolhub holds any of it.

mod changes;
mod content;
mod conversation;
mod fixture;
mod literal;
mod prompts;
mod resources;
mod rounds;
mod tools;

use std::{ffi::OsString, sync::Arc};

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use toolhub::{app::App, config::Config, mcp::Handler, server::http::serve_handler};

use fixture::{Fixture, Shared};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let data = tempfile::tempdir()?;
    let environment = [
        ("TOOLHUB_DATA_DIR", data.path().into()),
        // The suite cannot send a token.
        ("TOOLHUB_AUTH", OsString::from("none")),
    ];
    let environment = environment.map(|(name, value)| (name.into(), value));
    let app = App::start(Config::load(environment.into_iter(), None)?).await?;

    let listener = TcpListener::bind("127.0.0.1:0").await?;
    announce(&listener)?;
    let (road, shared) = (Arc::clone(&app.road), Arc::new(Shared::new()?));
    let make = move || Fixture::new(Handler::for_http(Arc::clone(&road)), Arc::clone(&shared));
    serve_handler(&app, listener, make, CancellationToken::new()).await
}

#[expect(clippy::print_stdout, reason = "whoever started the fixture reads its URL here")]
fn announce(listener: &TcpListener) -> std::io::Result<()> {
    println!("http://{}/mcp", listener.local_addr()?);
    Ok(())
}
