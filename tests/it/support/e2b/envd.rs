//! envd: `process.Process` of the machines, by the Connect protocol with JSON.

use std::{collections::BTreeMap, convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, State as Known},
    http::{HeaderMap, StatusCode},
    response::Response,
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use bollard::container::LogOutput;
use futures_util::{StreamExt as _, stream};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{sync::mpsc, time::timeout};

use super::{
    State,
    connect::{envelope, messages},
    form::{failed, read, refusal},
    machine::{Machine, Output},
};

const PORT: &str = "49983";
/// How often something is said when a client does not ask for more.
const PING: Duration = Duration::from_secs(90);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Start {
    process: Process,
    #[serde(default)]
    stdin: Option<bool>,
    #[serde(default, rename = "tag")]
    _tag: Option<String>,
}

/// `ProcessConfig`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Process {
    cmd: String,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    envs: BTreeMap<String, String>,
    cwd: Option<String>,
}

/// `StreamInputRequest`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
enum Input {
    Start { process: Selector },
    Data { input: Stdin },
    Keepalive {},
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Selector {
    pid: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stdin {
    stdin: String,
}

pub(super) fn routes(state: &Arc<State>) -> Router {
    Router::new()
        .route("/health", get(async || StatusCode::NO_CONTENT))
        .route("/process.Process/Start", post(start))
        .route("/process.Process/StreamInput", post(input))
        .layer(DefaultBodyLimit::disable())
        .with_state(Arc::clone(state))
}

/// The machine and the user that a request is for, if it may.
fn entrance(state: &State, headers: &HeaderMap) -> Result<(Arc<Machine>, String), Box<Response>> {
    let header =
        |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let id = header("e2b-sandbox-id");
    if header("e2b-sandbox-port") != PORT || id.is_empty() {
        return Err(state.wrong("without the headers that say which sandbox".into()).into());
    }
    let Some(machine) = state.machine(id) else {
        let body = json!({ "sandboxId": id, "message": "The sandbox was not found", "code": 502 });
        return Err(super::form::answer(StatusCode::BAD_GATEWAY, body).into());
    };
    if header("x-access-token") != machine.token {
        let message = "unauthorized access, please provide a valid access token";
        return Err(refusal(StatusCode::UNAUTHORIZED, message).into());
    }
    if header("content-type") != "application/connect+json" {
        return Err(
            failed(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unknown", "another media type").into()
        );
    }
    if header("connect-protocol-version") != "1" {
        return Err(state.wrong("without the version of the protocol".into()).into());
    }
    let user =
        header("authorization").strip_prefix("Basic ").and_then(|text| STANDARD.decode(text).ok());
    let user = user.and_then(|user| String::from_utf8(user).ok()).unwrap_or_default();
    match user.split_once(':') {
        Some((user @ ("root" | "user"), "")) => Ok((machine, user.to_owned())),
        _ => Err(failed(StatusCode::UNAUTHORIZED, "unauthenticated", "invalid username").into()),
    }
}

async fn start(Known(state): Known<Arc<State>>, headers: HeaderMap, body: Bytes) -> Response {
    let (machine, user) = match entrance(&state, &headers) {
        Ok(entrance) => entrance,
        Err(refused) => return *refused,
    };
    let asked = messages(&body).and_then(|all| match all.as_slice() {
        [one] => read::<Start>(one),
        all => Err(format!("{} messages to start with", all.len())),
    });
    let Start { process, stdin, .. } = match asked {
        Ok(asked) => asked,
        Err(problem) => return state.wrong(problem),
    };
    if stdin == Some(false) {
        return state.wrong("a process without an input has no use".into());
    }
    let ping =
        headers.get("keepalive-ping-interval").and_then(|ping| ping.to_str().ok()?.parse().ok());
    let command = [vec![process.cmd], process.args].concat();
    let cwd = process.cwd.as_deref().unwrap_or("/root");
    match machine.run(command, &user, &process.envs, cwd).await {
        Ok((pid, output)) => streamed(pid, output, ping.map_or(PING, Duration::from_secs)),
        Err(error) => {
            let error = json!({ "code": "invalid_argument", "message": error.to_string() });
            connect(Body::from(envelope(2, &json!({ "error": error }))))
        }
    }
}

/// What a process does, as it does it. Read to its end even if the client leaves.
fn streamed(pid: u32, mut output: Output, ping: Duration) -> Response {
    let (sender, receiver) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let say = |event: Value| {
            // The client may have left.
            let _ = sender.send(envelope(0, &json!({ "event": event })));
        };
        say(json!({ "start": { "pid": pid } }));
        loop {
            match timeout(ping, output.next()).await {
                Err(_) => say(json!({ "keepalive": {} })),
                Ok(Some(LogOutput::StdErr { message })) => {
                    say(json!({ "data": { "stderr": STANDARD.encode(message) } }));
                }
                Ok(Some(part)) => {
                    say(json!({ "data": { "stdout": STANDARD.encode(part.into_bytes()) } }));
                }
                Ok(None) => break,
            }
        }
        say(json!({ "end": { "exited": true, "status": "exit status 0" } }));
        let _ = sender.send(envelope(2, &json!({})));
    });
    let parts = stream::unfold(receiver, async |mut receiver| {
        Some((Ok::<_, Infallible>(receiver.recv().await?), receiver))
    });
    connect(Body::from_stream(parts))
}

async fn input(Known(state): Known<Arc<State>>, headers: HeaderMap, body: Bytes) -> Response {
    let machine = match entrance(&state, &headers) {
        Ok((machine, _)) => machine,
        Err(refused) => return *refused,
    };
    let asked = messages(&body).and_then(|all| all.into_iter().map(read::<Input>).collect());
    let asked: Vec<Input> = match asked {
        Ok(asked) => asked,
        Err(problem) => return state.wrong(problem),
    };
    let mut process = None;
    for message in asked {
        match (message, process) {
            (Input::Start { process: Selector { pid } }, None) => process = Some(pid),
            (Input::Keepalive {}, _) => {}
            (Input::Data { input: Stdin { stdin } }, Some(pid)) => {
                let Ok(bytes) = STANDARD.decode(stdin) else {
                    return state.wrong("an input that is not base64".into());
                };
                if machine.write(pid, &bytes).await.is_none() {
                    let error = json!({ "code": "not_found", "message": "no such process" });
                    return connect(Body::from(envelope(2, &json!({ "error": error }))));
                }
            }
            _ => return state.wrong("an input that does not say whose it is".into()),
        }
    }
    connect(Body::from([envelope(0, &json!({})), envelope(2, &json!({}))].concat()))
}

fn connect(body: Body) -> Response {
    let response = Response::builder().header("content-type", "application/connect+json");
    response.body(body).unwrap()
}
