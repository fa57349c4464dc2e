//! MCP over stdin and stdout: one client, the one that started this process.

use anyhow::Context as _;
use rmcp::{ServiceExt as _, service::QuitReason, transport::io::stdio_pipes};
use tokio_util::sync::CancellationToken;

use crate::{app::App, auth, mcp::Handler};

/// Serves until the client closes stdin or `shutdown` fires.
pub async fn serve(app: &App, shutdown: CancellationToken) -> anyhow::Result<()> {
    let handler = Handler::for_stdio(app.road.clone(), auth::local());
    app.backends.keep_warm();
    tracing::info!(network.transport = "pipe", "serving");
    app.announce();
    let running = match Box::pin(handler.serve_with_ct(stdio_pipes(), shutdown)).await {
        Ok(running) => running,
        // A client that leaves before it says hello is no fault of ours.
        Err(error) => {
            tracing::info!(error = error.to_string(), "the client left before a session began");
            return Ok(());
        }
    };
    match running.waiting().await.context("the server task failed")? {
        QuitReason::JoinError(error) => Err(error).context("the server task failed"),
        _ => Ok(()),
    }
}
