//! The port of `toolhub --http`: free, or served by a toolhub that answers in
//! both generations of the protocol.

use std::{
    io::ErrorKind,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use http::{HeaderMap, HeaderValue, header};
use serde_json::Value;
use tokio::net::TcpListener;

use super::{
    Checklist, Ground,
    talk::{self, Era, Server},
};
use crate::{
    about,
    backend::{
        Web,
        web::{WebAnswer, WebError},
    },
    config::{AuthConfig, Config, HttpConfig},
};

/// How long a server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(3);
const SESSION: &str = "mcp-session-id";

pub(super) async fn look(ground: &Ground, list: &mut Checklist) -> anyhow::Result<()> {
    let Some(config) = ground.config() else { return Ok(()) };
    let (host, port) = (config.http.host, config.http.port);
    if port == 0 {
        return list.ok("HTTP_PORT is 0: the system chooses a free port");
    }
    let address = SocketAddr::new(host, port);
    let Err(error) = TcpListener::bind(address).await else {
        return list.ok(&format!("{address} is free"));
    };
    match error.kind() {
        ErrorKind::AddrInUse => return occupied(ground, list, config).await,
        ErrorKind::AddrNotAvailable => {
            list.fail(&format!("HTTP_HOST {host} is no address of this machine"))?;
            list.cure("set HTTP_HOST=127.0.0.1, or 0.0.0.0 for every interface");
        }
        ErrorKind::PermissionDenied => {
            list.fail(&format!("this user may not listen on port {port}"))?;
            list.cure("set HTTP_PORT to 1024 or more, and let a reverse proxy have the low port");
        }
        _ => {
            list.fail(&format!("nothing can listen on {address}: {error}"))?;
            list.cure("set another HTTP_HOST or HTTP_PORT");
        }
    }
    Ok(())
}

/// Where the server of this configuration is asked from this machine.
pub(in crate::cli) fn base_url(http: &HttpConfig) -> String {
    let host = match http.host {
        IpAddr::V4(host) if host.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(host) if host.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        host => host,
    };
    format!("http://{}", SocketAddr::new(host, http.port))
}

async fn occupied(ground: &Ground, list: &mut Checklist, config: &Config) -> anyhow::Result<()> {
    let base = base_url(&config.http);
    let web = Web::new(&base, PATIENCE)?;
    let is_toolhub = web.get("/healthz").await.is_ok_and(|answer| is_healthy(&answer));
    if !is_toolhub {
        let port = config.http.port;
        let line = format!("another program listens on port {port}");
        if ground.serves_http() { list.fail(&line) } else { list.note(&line) }?;
        list.cure(&format!(
            "`ss -ltnp 'sport = :{port}'` names it; stop it, or set another HTTP_PORT"
        ));
        return Ok(());
    }
    match web.get("/readyz").await {
        Ok(answer) if answer.status == 200 => list.ok(&format!("{base} serves and is ready"))?,
        Ok(answer) => {
            list.fail(&format!("{base} serves and is not ready: {}", reason(&answer)))?;
            list.cure("see its log for `not ready`, and the checks of the databases here");
        }
        Err(error) => {
            list.fail(&format!("{base}/readyz: {error}"))?;
            list.cure("restart that server");
        }
    }
    for era in Era::BOTH {
        protocol(list, &web, config, era).await?;
    }
    Ok(())
}

fn is_healthy(answer: &WebAnswer) -> bool {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    answer.status == 200 && body.get("status").is_some_and(|status| status == "ok")
}

/// The `reason` of a server that is not ready.
pub(in crate::cli) fn reason(answer: &WebAnswer) -> String {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let reason = body.get("reason").and_then(Value::as_str);
    reason.map_or_else(
        || format!("status {}", answer.status),
        |reason| crate::text::excerpt(reason, 200),
    )
}

/// Whether the server answers in `era`, to this configuration's token.
async fn protocol(
    list: &mut Checklist,
    web: &Web,
    config: &Config,
    era: Era,
) -> anyhow::Result<()> {
    let version = era.version();
    let restart = "restart the server with the configuration of today";
    let answer = match greet(web, config, era).await {
        Ok(answer) => answer,
        Err(error) => {
            list.fail(&format!("/mcp, {version}: {error}"))?;
            list.cure(restart);
            return Ok(());
        }
    };
    match (answer.status, &config.auth) {
        (401, AuthConfig::Bearer(_)) => {
            list.fail(&format!("/mcp, {version}: it does not take this TOOLHUB_API_TOKEN"))?;
            list.cure(restart);
        }
        (401, _) => {
            list.note(&format!("/mcp, {version}: it asks for a token that is not set here"))?;
            list.cure("set TOOLHUB_API_TOKEN here as it is set there");
        }
        _ => {
            let reply = message(&answer.body);
            match reply.get("result").map(Server::of) {
                Some(server) if server.version == about::VERSION => {
                    list.ok(&format!("/mcp, {version}: {} answers", server.name))?;
                }
                Some(Server { name, version: other }) => {
                    list.note(&format!(
                        "/mcp, {version}: {name} {other} answers; this is {}",
                        about::VERSION
                    ))?;
                    list.cure(restart);
                }
                None => {
                    let (status, said) = (answer.status, talk::complaint(&reply));
                    list.fail(&format!("/mcp, {version}: {said} (status {status})"))?;
                    list.cure(restart);
                }
            }
        }
    }
    Ok(())
}

/// Sends the greeting, and ends the session that it may have begun.
async fn greet(web: &Web, config: &Config, era: Era) -> Result<WebAnswer, WebError> {
    let mut headers = HeaderMap::new();
    if let AuthConfig::Bearer(token) = &config.auth
        && let Ok(mut value) = HeaderValue::from_str(&format!("Bearer {}", token.expose()))
    {
        value.set_sensitive(true);
        headers.insert(header::AUTHORIZATION, value);
    }
    headers.insert("mcp-protocol-version", HeaderValue::from_static(era.version()));
    let mut ending = headers.clone();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let accept = HeaderValue::from_static("application/json, text/event-stream");
    headers.insert(header::ACCEPT, accept);
    if era == Era::Modern {
        headers.insert("mcp-method", HeaderValue::from_static(era.greeting()));
    }
    let body = era.request(1, era.greeting()).to_string();
    let answer = web.post("/mcp", headers, body).await?;
    if let Some(session) = answer.headers.get(SESSION) {
        ending.insert(SESSION, session.clone());
        // It would end on its own, a little later.
        let _ = web.delete("/mcp", ending).await;
    }
    Ok(answer)
}

/// A JSON body, or the last event of a stream that holds some.
fn message(body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    let events = text.lines().filter_map(|line| line.strip_prefix("data:"));
    let last = events.map(str::trim).rfind(|event| !event.is_empty());
    serde_json::from_str(last.unwrap_or(&text)).unwrap_or_default()
}
