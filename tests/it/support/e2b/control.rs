//! The API that makes machines and ends them.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Request, State as Known},
    http::{HeaderMap, HeaderValue, StatusCode, Uri},
    middleware::{self, Next},
    response::Response,
    routing::{delete, get, post},
};
use serde_json::{Value, json};

use super::{
    KEY, State,
    form::{NewSandbox, Timeout, answer, filter, query, read, refusal},
    machine::Machine,
};

/// The templates that the key may use.
const TEMPLATES: [&str; 2] = ["base", "code-interpreter-v1"];
/// Fewer than may be asked for, so that there is more than one page.
const PAGE: usize = 2;
const LONGEST: u32 = 24 * 3600;

pub(super) fn routes(state: &Arc<State>) -> Router {
    Router::new()
        .route("/sandboxes", post(make))
        .route("/sandboxes/{id}", delete(end))
        .route("/sandboxes/{id}/timeout", post(renew))
        .route("/v2/sandboxes", get(list))
        .route_layer(middleware::from_fn_with_state(Arc::clone(state), guard))
        .with_state(Arc::clone(state))
}

/// The key, and the fault that a test wants.
async fn guard(Known(state): Known<Arc<State>>, request: Request, next: Next) -> Response {
    if request.headers().get("x-api-key").is_none_or(|key| key != KEY) {
        let key = request.headers().get("x-api-key").map(|key| key.to_str().unwrap().to_owned());
        // Its words hold the key: no log of ours may.
        let message = format!("Invalid API key {}", key.unwrap_or_default());
        return refusal(StatusCode::UNAUTHORIZED, &message);
    }
    let is_json =
        request.headers().get("content-type").is_some_and(|kind| kind == "application/json");
    if request.method() == "POST" && !is_json {
        return state.wrong("a body that is not said to be JSON".into());
    }
    let Some(fault) = state.inner().fault.clone() else { return next.run(request).await };
    let mut response = refusal(StatusCode::from_u16(fault.status).unwrap(), fault.message);
    if let Some(seconds) = fault.retry_after {
        response.headers_mut().insert("retry-after", HeaderValue::from(seconds));
    }
    response
}

async fn make(Known(state): Known<Arc<State>>, body: Bytes) -> Response {
    let asked: NewSandbox = match read(&body) {
        Ok(asked) => asked,
        Err(problem) => return state.wrong(problem),
    };
    if !TEMPLATES.contains(&asked.template.as_str()) {
        let message = format!("template '{}' not found", asked.template);
        return refusal(StatusCode::NOT_FOUND, &message);
    }
    let is_shut = asked.secure
        && !asked.auto_pause
        && asked.allow_internet_access == Some(false)
        && asked.network.allow_public_traffic == Some(false);
    if !is_shut || asked.network.deny_out.is_some() || asked.timeout > LONGEST {
        return state.wrong(format!("an open sandbox: {}", String::from_utf8_lossy(&body)));
    }
    let known = Arc::clone(&state);
    let start = async move {
        let machine = Arc::new(Machine::start(&known.name, asked).await);
        known.inner().machines.insert(machine.id.clone(), Arc::clone(&machine));
        machine
    };
    let machine = state.see_through(start).await;
    let made = json!({
        "templateID": machine.template,
        "sandboxID": machine.id,
        "clientID": "6532622b",
        "envdVersion": "0.5.0",
        "envdAccessToken": machine.token,
        "trafficAccessToken": "traffic",
        "domain": null,
    });
    answer(StatusCode::CREATED, made)
}

async fn end(Known(state): Known<Arc<State>>, Path(id): Path<String>) -> Response {
    let machine = state.inner().machines.remove(&id);
    let Some(machine) = machine else { return missing(&id) };
    state.see_through(async move { machine.end().await }).await;
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

async fn renew(Known(state): Known<Arc<State>>, Path(id): Path<String>, body: Bytes) -> Response {
    let lifetime = match read::<Timeout>(&body) {
        Ok(asked) => Duration::from_secs(asked.timeout.into()),
        Err(problem) => return state.wrong(problem),
    };
    let Some(machine) = state.machine(&id) else { return missing(&id) };
    machine.live_on(lifetime);
    state.inner().renewals += 1;
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

async fn list(Known(state): Known<Arc<State>>, uri: Uri, _: HeaderMap) -> Response {
    let known = ["metadata", "state", "order", "startedAfter", "template", "nextToken", "limit"];
    let asked = match query(uri.query(), &known) {
        Ok(asked) => asked,
        Err(problem) => return state.wrong(problem),
    };
    let limit = asked.get("limit").map_or(Ok(100), |limit| limit.parse::<usize>());
    let Ok(limit @ 1..=100) = limit else { return state.wrong(format!("limit: {asked:?}")) };
    let wanted = filter(asked.get("metadata").map_or("", String::as_str));
    let after = asked.get("nextToken").map_or("", String::as_str);
    let all: Vec<_> = state.inner().machines.values().cloned().collect();
    let mut found = all.iter().filter(|machine| machine.is_marked(&wanted) && &*machine.id > after);
    let page: Vec<_> = found.by_ref().take(limit.min(PAGE)).collect();
    let listed: Vec<Value> = page.iter().map(|machine| machine.listed()).collect();
    let mut response = answer(StatusCode::OK, Value::Array(listed));
    if let (Some(last), Some(_)) = (page.last(), found.next()) {
        response.headers_mut().insert("x-next-token", HeaderValue::from_str(&last.id).unwrap());
    }
    response
}

fn missing(id: &str) -> Response {
    refusal(
        StatusCode::NOT_FOUND,
        &format!("Sandbox \"{id}\" doesn't exist or you don't have access to it"),
    )
}
