//! A client that can put a form to its person, over every way: 2026-07-28 is
//! asked by a result and repeats the call, older versions by a request while
//! the call runs.

use std::collections::VecDeque;

use reqwest::Response;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::{
    http::{Client, Reply},
    json::{self, LEGACY},
    mcp::{Line, Mcp, Session, Way},
    program::PATIENCE,
    server::Server,
    stdio::Stdio,
};

/// The result of an elicitation whose form was filled in and sent.
pub(crate) fn yes() -> Value {
    json!({ "action": "accept", "content": { "confirm": true } })
}

/// A call that was asked about.
pub(crate) struct Asked {
    /// The params of each question.
    pub(crate) questions: Vec<Value>,
    /// What became of the call.
    pub(crate) reply: Value,
}

impl Asked {
    /// What the person read in the only question.
    #[track_caller]
    pub(crate) fn message(&self) -> &str {
        assert_eq!(self.questions.len(), 1, "{:?}", self.questions);
        self.questions[0]["message"].as_str().unwrap()
    }
}

impl Mcp {
    /// A client that can ask its person.
    pub(crate) async fn asking(way: Way, env: &[(&str, &str)]) -> Self {
        let hello = json::initialize_asking(LEGACY);
        let line = match way {
            Way::HttpModern | Way::HttpLegacy => {
                let server = Server::with(env).await;
                let client = server.client();
                let session = match way {
                    Way::HttpLegacy => Some(Session::greet(&client, &hello).await),
                    _ => None,
                };
                Line::Http { client, session, server }
            }
            Way::StdioModern | Way::StdioLegacy => {
                let mut stdio = Stdio::start(env);
                if way == Way::StdioLegacy {
                    stdio.greet(&hello).await;
                }
                Line::Stdio(stdio)
            }
        };
        Self { way, line }
    }

    /// Another client of the same server, with the same token.
    pub(crate) fn neighbour(&self) -> Client {
        match &self.line {
            Line::Http { server, .. } => server.client(),
            Line::Stdio(_) => unreachable!("stdio has one client"),
        }
    }

    /// Calls a tool; its questions are answered with `answers`, in this order. An
    /// answer that is `null` is none: a response without it, or an error.
    pub(crate) async fn asked(
        &mut self,
        tool: &str,
        arguments: &Value,
        answers: &[Value],
    ) -> Asked {
        self.meanwhile(tool, arguments, answers, async |_| ()).await
    }

    /// The same, and `meanwhile` happens while the question with that number is open.
    pub(crate) async fn meanwhile(
        &mut self,
        tool: &str,
        arguments: &Value,
        answers: &[Value],
        meanwhile: impl AsyncFn(usize),
    ) -> Asked {
        let mut questions = Vec::new();
        let mut answers: VecDeque<Value> = answers.iter().cloned().collect();
        let mut params = json::call(tool, arguments);
        let modern = self.way.is_modern();
        let mut open = self.send(&params).await;
        loop {
            let message = self.next(&mut open).await;
            let Some((question, state)) = question(&message, modern) else {
                assert!(answers.is_empty(), "never asked: {answers:?} {message}");
                return Asked { questions, reply: message };
            };
            meanwhile(questions.len()).await;
            questions.push(question);
            let answer = answers.pop_front().unwrap_or_else(|| panic!("asked: {message}"));
            if modern {
                params["requestState"] = state;
                params["inputResponses"] = match answer {
                    Value::Null => json!({}),
                    answer => json!({ "confirm": answer }),
                };
                open = self.send(&params).await;
            } else {
                self.respond(&message["id"], answer).await;
            }
        }
    }

    async fn send(&mut self, params: &Value) -> Open {
        const METHOD: &str = "tools/call";
        let modern = |id| json::asking(json::modern(id, METHOD, params.clone()));
        match &mut self.line {
            Line::Http { client, session: None, .. } => {
                Open::Reply(Reply::to(client.message(&modern(client.id()))).await.json())
            }
            Line::Http { client, session: Some(session), .. } => {
                let message = json::request(client.id(), METHOD, params).to_string();
                let response = session.mark(client.post(message)).send().await.unwrap();
                Open::Stream(Events { response, text: String::new() })
            }
            Line::Stdio(stdio) => {
                let id = stdio.id();
                stdio.send(&match self.way {
                    Way::StdioModern => modern(id),
                    _ => json::request(id, METHOD, params),
                });
                Open::Line
            }
        }
    }

    async fn next(&mut self, open: &mut Open) -> Value {
        match (open, &mut self.line) {
            (Open::Reply(reply), _) => reply.take(),
            (Open::Stream(events), _) => events.next().await,
            (Open::Line, Line::Stdio(stdio)) => stdio.receive().await.expect("a message"),
            (Open::Line, Line::Http { .. }) => unreachable!("HTTP has no line"),
        }
    }

    /// Answers the server's own request.
    async fn respond(&mut self, id: &Value, answer: Value) {
        let message = match answer {
            Value::Null => json!({
                "jsonrpc": "2.0", "id": id, "error": { "code": -32603, "message": "no form" }
            }),
            answer => json!({ "jsonrpc": "2.0", "id": id, "result": answer }),
        };
        match &mut self.line {
            Line::Http { client, session: Some(session), .. } => {
                let accepted = session.post(client, &message).await;
                assert_eq!(accepted.status.as_u16(), 202, "{accepted:?}");
            }
            Line::Http { .. } => unreachable!("a modern client is not asked by requests"),
            Line::Stdio(stdio) => stdio.send(&message),
        }
    }
}

/// A call under way.
enum Open {
    Reply(Value),
    Stream(Events),
    Line,
}

/// The messages of an event stream as they come.
struct Events {
    response: Response,
    text: String,
}

impl Events {
    async fn next(&mut self) -> Value {
        loop {
            while let Some(end) = self.text.find('\n') {
                let line: String = self.text.drain(..=end).collect();
                let data = line.strip_prefix("data:").map(str::trim).unwrap_or_default();
                if !data.is_empty() {
                    return serde_json::from_str(data).unwrap();
                }
            }
            let chunk = timeout(PATIENCE, self.response.chunk()).await.expect("an event in time");
            let chunk = chunk.unwrap().expect("a reply before the end of the stream");
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }
}

/// The params of the question in `message`, and the state that goes with it.
fn question(message: &Value, modern: bool) -> Option<(Value, Value)> {
    if !modern {
        let asks = message["method"] == "elicitation/create";
        let mut params = message["params"].clone();
        // Where progress would be reported; no part of the question.
        params.as_object_mut().map(|params| params.remove("_meta"));
        return asks.then_some((params, Value::Null));
    }
    let result = &message["result"];
    if result["resultType"] != "input_required" {
        return None;
    }
    let request = &result["inputRequests"]["confirm"];
    assert_eq!(request["method"], "elicitation/create", "{message}");
    Some((request["params"].clone(), result["requestState"].clone()))
}

/// A modern call that can be asked about, sent by hand: with a state and its answers.
pub(crate) async fn retry(client: &Client, call: &Value, state: &str, responses: Value) -> Value {
    let mut params = call.clone();
    params["requestState"] = state.into();
    params["inputResponses"] = responses;
    let message = json::asking(json::modern(client.id(), "tools/call", params));
    Reply::to(client.message(&message)).await.json()
}

/// The state of the question that a modern call is answered with.
pub(crate) async fn state(client: &Client, call: &Value) -> String {
    let message = json::asking(json::modern(client.id(), "tools/call", call.clone()));
    let reply = Reply::to(client.message(&message)).await.json();
    reply["result"]["requestState"].as_str().unwrap_or_else(|| panic!("{reply}")).to_owned()
}
