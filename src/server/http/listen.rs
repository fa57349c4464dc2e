//! Connections: accepted up to a bound, dropped when slow or idle, drained at
//! the end.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, atomic::AtomicI64},
    time::Duration,
};

use axum::{Router, body::Body};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use prometheus_client::metrics::gauge::Gauge;
use socket2::{Domain, Protocol, Socket, Type};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::Instant,
};
use tower::ServiceExt as _;

use super::drain::Drain;
use crate::config::HttpConfig;

/// Connections that may wait to be accepted; bursts of thousands are normal.
const BACKLOG: i32 = 4096;

/// Opens a listener with a long backlog.
pub(super) fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    TcpListener::from_std(socket.into())
}

/// Serves until told to stop. Then: readiness fails and new MCP requests are
/// refused (the routes see `shutdown` too), running requests finish, streams
/// are closed, connections are closed; all of it within the drain time.
pub(super) async fn run(
    listener: TcpListener,
    router: Router,
    config: &HttpConfig,
    open: &Gauge<i64, AtomicI64>,
    drain: Drain,
) {
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(config.max_connections));
    let server = Connections { router, graceful: &graceful, room, open, idle: config.read_timeout };

    let deadline = tokio::select! {
        () = server.accept(&listener) => return,
        () = drain.told() => Instant::now() + config.drain_timeout,
    };
    tracing::info!(requests = drain.requests(), "draining");
    // Probes and refusals are still answered while running calls finish.
    tokio::select! {
        () = server.accept(&listener) => (),
        () = drain.done() => (),
        () = tokio::time::sleep_until(deadline) => {
            tracing::warn!(requests = drain.requests(), "drain time is over");
        }
    }
    drop(listener);
    drain.over().cancel();
    // What is left has at most to flush its last bytes.
    let flushed = Duration::from_millis(500);
    if tokio::time::timeout(flushed, graceful.shutdown()).await.is_err() {
        tracing::info!("closing connections that are still open");
    }
}

struct Connections<'a> {
    router: Router,
    graceful: &'a GracefulShutdown,
    room: Arc<Semaphore>,
    open: &'a Gauge<i64, AtomicI64>,
    idle: Duration,
}

impl Connections<'_> {
    async fn accept(&self, listener: &TcpListener) {
        loop {
            // Closed never: we hold it.
            let Ok(permit) = Arc::clone(&self.room).acquire_owned().await else { return };
            match listener.accept().await {
                Ok((stream, peer)) => self.serve(stream, peer, permit),
                // Most often "too many open files": let some close.
                Err(error) => {
                    tracing::warn!(error = error.to_string(), "cannot accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    fn serve(&self, stream: TcpStream, peer: SocketAddr, permit: impl Send + 'static) {
        tune(&stream, self.idle);
        let router = self.router.clone();
        let service = service_fn(move |request: hyper::Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(peer);
            router.clone().oneshot(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            // Bounds a slow head, and idleness between requests.
            .header_read_timeout(self.idle)
            .serve_connection(TokioIo::new(stream), service);
        let connection = self.graceful.watch(connection);
        let open = self.open.clone();
        open.inc();
        spawn(async move {
            // What goes wrong on a connection is the client's leaving.
            let _ = connection.await;
            open.dec();
            drop(permit);
        });
    }
}

/// Replies leave at once; a peer that stops reading is dropped.
fn tune(stream: &TcpStream, patience: Duration) {
    let tuned = stream.set_nodelay(true);
    #[cfg(target_os = "linux")]
    let tuned =
        tuned.and_then(|()| socket2::SockRef::from(stream).set_tcp_user_timeout(Some(patience)));
    #[cfg(not(target_os = "linux"))]
    let _ = patience;
    if let Err(error) = tuned {
        tracing::debug!(error = error.to_string(), "cannot tune a connection");
    }
}

/// Runs `task` on its own: the one home of detached tasks.
#[expect(clippy::disallowed_methods, reason = "the one home of detached tasks")]
pub(crate) fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    drop(tokio::spawn(task));
}
