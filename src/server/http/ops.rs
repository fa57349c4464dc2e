//! Health and metrics, for load balancers and Prometheus.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use serde_json::json;

use super::edge::{AllowedHost, Edge, refuse, unauthorized};
use crate::text::chain;

/// `GET /healthz`: the process runs.
pub(super) async fn healthz(_: AllowedHost) -> Response {
    Json(json!({ "status": "ok" })).into_response()
}

/// `GET /readyz`: calls would succeed now; 503 while draining or while the
/// database does not answer.
pub(super) async fn readyz(State(edge): State<Arc<Edge>>, _: AllowedHost) -> Response {
    let unready = |reason: &str| {
        let body = Json(json!({ "status": "unavailable", "reason": reason }));
        (StatusCode::SERVICE_UNAVAILABLE, body).into_response()
    };
    if edge.drain().begun() {
        return unready("shutting down");
    }
    match edge.backends.database.ready().await {
        Ok(()) => Json(json!({ "status": "ready" })).into_response(),
        Err(error) => {
            tracing::warn!(error.chain = chain(&error), "not ready");
            unready("the order database does not answer")
        }
    }
}

/// `GET /metrics`: no token for a scraper on this machine, the token for others.
pub(super) async fn metrics(
    State(edge): State<Arc<Edge>>,
    _: AllowedHost,
    Extension(peer): Extension<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    // A proxy on this machine speaks for someone elsewhere.
    let forwarded = ["forwarded", "x-forwarded-for", "x-real-ip"];
    let local =
        peer.ip().is_loopback() && !forwarded.iter().any(|name| headers.contains_key(*name));
    if !local && let Err(denied) = edge.admit(&headers) {
        return unauthorized(denied);
    }
    let pool = edge.backends.database.status();
    edge.metrics.pool("orders", "idle", pool.available);
    edge.metrics.pool("orders", "used", pool.size.saturating_sub(pool.available));
    edge.metrics.pool("orders", "waiting", pool.waiting);
    edge.metrics.pool("orders", "max", pool.max);
    let cache = edge.backends.catalog_cache.counts();
    edge.metrics.cache("catalog", "hit", cache.hits);
    edge.metrics.cache("catalog", "miss", cache.misses);
    if let Some(sandbox) = &edge.backends.sandbox {
        edge.metrics.pool("sandbox", "idle", sandbox.idle());
        edge.metrics.pool("sandbox", "max", sandbox.limits().pool);
        edge.metrics.sandbox_sessions(sandbox.sessions());
        for (labels, total) in sandbox.runs() {
            edge.metrics.sandbox(&labels, total);
        }
    }
    edge.sessions().count().await;
    match edge.metrics.encode() {
        Ok(text) => {
            let form = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(CONTENT_TYPE, form)], text).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Everything else.
pub(super) async fn not_found(_: AllowedHost) -> Response {
    let text = "Nothing here. MCP is at /mcp; /healthz, /readyz and /metrics are beside it.";
    refuse(StatusCode::NOT_FOUND, -32000, text)
}
