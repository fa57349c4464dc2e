//! When to stop.

use std::io;

use tokio_util::sync::CancellationToken;

/// A token that fires at SIGTERM or Ctrl-C.
pub fn shutdown() -> io::Result<CancellationToken> {
    let token = CancellationToken::new();
    let fired = token.clone();
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    let wait = async move {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => (),
            _ = terminate.recv() => (),
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
        fired.cancel();
    };
    super::http::spawn(wait);
    Ok(token)
}
