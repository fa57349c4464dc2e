//! MCP over Streamable HTTP, with health and metrics beside it. The layers, from
//! the outside in: connections ([`listen`]), `Host` ([`edge::AllowedHost`]),
//! who calls ([`edge::Authenticated`]), the body ([`body`]), sessions of older
//! clients ([`sessions`]), rmcp, the road.

mod body;
mod drain;
mod edge;
mod listen;
mod ops;
mod sessions;

use std::{net::SocketAddr, sync::Arc};

use anyhow::Context as _;
use axum::{
    Extension, Router,
    extract::{Request, State},
    http::{Method, StatusCode},
    response::{IntoResponse as _, Response},
    routing::{any, get},
};
use rmcp::{
    ServerHandler,
    transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{app::App, auth::Gatekeeper, mcp::Handler};
use body::Tracked;
use drain::Drain;
use edge::{AllowedHost, Authenticated, Edge};
pub(crate) use listen::spawn;

/// Binds the configured address and serves until `shutdown` fires, then drains.
pub async fn serve(app: &App, shutdown: CancellationToken) -> anyhow::Result<()> {
    let address = SocketAddr::new(app.config.http.host, app.config.http.port);
    let listener = listen::bind(address)
        .with_context(|| format!("cannot listen on {address} (HTTP_HOST, HTTP_PORT)"))?;
    let road = app.road.clone();
    let handler = Handler::for_http(road);
    serve_handler(app, listener, move || handler.clone(), shutdown).await
}

/// Serves what `make` makes behind the whole edge on `listener`.
pub async fn serve_handler<H: ServerHandler + Clone>(
    app: &App,
    listener: TcpListener,
    make: impl Fn() -> H + Clone + Send + Sync + 'static,
    shutdown: CancellationToken,
) -> anyhow::Result<()> {
    let gate = Gatekeeper::new(&app.config.auth)?;
    let address = listener.local_addr().context("the listener has no address")?;
    let idle = sessions::IDLE.max(app.config.limits.confirm_lifetime + sessions::MARGIN);
    let sessions = sessions::Sessions::new(app.config.http.max_sessions, idle, &app.metrics);
    let drain = Drain::new(shutdown);
    let mut config = StreamableHttpServerConfig::default()
        .with_json_response(true)
        .with_cancellation_token(drain.over())
        .with_max_request_body_bytes(app.config.http.max_body_bytes)
        // `Host` is checked for every route by the edge.
        .disable_allowed_hosts()
        .with_allowed_origins(edge::origins(&app.config.http, address));
    config = config.enforce_origin_validation();
    let mcp = StreamableHttpService::new(move || Ok(make()), sessions.manager(), config);
    let edge = Arc::new(Edge::new(app, gate, sessions, drain.clone(), address));

    let router = Router::new()
        .route("/mcp", any(serve_mcp::<H>))
        .layer(Extension(mcp))
        .route("/healthz", get(ops::healthz))
        .route("/readyz", get(ops::readyz))
        .route("/metrics", get(ops::metrics))
        .fallback(ops::not_found)
        .with_state(Arc::clone(&edge));

    app.backends.keep_warm();
    tracing::info!(
        network.transport = "tcp",
        server.address = address.ip().to_string(),
        server.port = address.port(),
        "serving"
    );
    app.announce();
    listen::run(listener, router, &app.config.http, app.metrics.connections(), drain).await;
    Ok(())
}

type Mcp<H> = StreamableHttpService<
    H,
    rmcp::transport::streamable_http_server::session::local::LocalSessionManager,
>;

/// One MCP request, from the edge to rmcp and back.
async fn serve_mcp<H: ServerHandler + Clone>(
    State(edge): State<Arc<Edge>>,
    _: AllowedHost,
    Authenticated(caller): Authenticated,
    Extension(mcp): Extension<Mcp<H>>,
    request: Request,
) -> Response {
    let Some(under_way) = edge.drain().begin() else {
        let text = "The server is shutting down; repeat the request.";
        return edge::refuse(StatusCode::SERVICE_UNAVAILABLE, -32000, text);
    };
    let (mut parts, body) = request.into_parts();
    let received = match body::receive(&edge, &parts, body).await {
        Ok(received) => received,
        Err(refused) => return refused,
    };
    if let Err(refused) = edge.sessions().admit(&parts.headers, &caller, received.initialize).await
    {
        return refused;
    }
    parts.extensions.insert(caller.clone());
    let method = parts.method.clone();
    let request = Request::from_parts(parts, http_body_util::Full::new(received.bytes));
    let mut response = tokio::select! {
        biased;
        () = edge.drain().over().cancelled_owned() => {
            let text = "The server is shutting down and did not wait for the answer.";
            return edge::refuse(StatusCode::SERVICE_UNAVAILABLE, -32000, text);
        }
        response = mcp.handle(request) => response,
    };
    if method == Method::DELETE && response.status() == StatusCode::ACCEPTED {
        // The session is gone by now, and some clients take "accepted" for a failure.
        *response.status_mut() = StatusCode::NO_CONTENT;
    }
    edge.sessions().bind(response.headers(), &caller).await;
    if method == Method::GET {
        // It ends when the server does, not the other way round.
        return response.into_response();
    }
    response.map(|body| Tracked::new(body, under_way)).into_response()
}
