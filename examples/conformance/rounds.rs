//! Tools and a prompt that answer only after the client has answered them, round by round.
#![expect(deprecated, reason = "the suite asks the client for samples and roots")]

use rmcp::{
    ErrorData, RoleServer,
    model::{
        CreateMessageResult, ElicitResult, ElicitationAction, InputRequest, InputRequests,
        InputRequiredResult, InputResponses, ListRootsResult, RequestStateCodec, RequestStateError,
        SealOptions,
    },
    service::RequestContext,
};
use serde_json::{Value, json};

use crate::literal;

/// What is asked, one map of questions per round.
pub(crate) struct Script {
    rounds: Vec<InputRequests>,
    sealed: bool,
}

impl Script {
    fn open(round: Value) -> Self {
        Self { rounds: vec![literal::constant(round)], sealed: false }
    }

    fn sealed(rounds: Vec<Value>) -> Self {
        Self { rounds: rounds.into_iter().map(literal::constant).collect(), sealed: true }
    }
}

/// What the server says in one round.
pub(crate) enum Turn {
    /// It asks.
    Ask(InputRequiredResult),
    /// It has every answer; the text repeats those of the last round.
    Done(String),
}

/// Plays scripts without keeping anything between two requests but the sealing key.
pub(crate) struct Rounds(RequestStateCodec);

impl Rounds {
    /// A player with its own key.
    pub(crate) fn new() -> Result<Self, RequestStateError> {
        RequestStateCodec::try_new(*b"a key that only this fixture uses").map(Self)
    }

    pub(crate) fn of_tool(name: &str, context: &RequestContext<RoleServer>) -> Option<Script> {
        let confirm = || json!({ "confirm": elicit("Please confirm", "ok", "boolean") });
        Some(match name {
            "test_input_required_result_elicitation" | "test_streaming_elicitation" => {
                Script::open(json!({ "user_name": name_of_user() }))
            }
            "test_input_required_result_sampling" => Script::open(
                json!({ "capital_question": sample("What is the capital of France?", 100) }),
            ),
            "test_input_required_result_list_roots" => {
                Script::open(json!({ "client_roots": roots() }))
            }
            "test_input_required_result_request_state"
            | "test_input_required_result_tampered_state" => Script::sealed(vec![confirm()]),
            "test_input_required_result_multiple_inputs" => Script::sealed(vec![json!({
                "user_name": name_of_user(),
                "greeting": sample("Generate a greeting", 50),
                "client_roots": roots(),
            })]),
            "test_input_required_result_multi_round" => Script::sealed(vec![
                json!({ "step1": elicit("Step 1: What is your name?", "name", "string") }),
                json!({ "step2": elicit("Step 2: What is your favorite color?", "color", "string") }),
            ]),
            "test_input_required_result_capabilities" => Script::open(within_capabilities(context)),
            _ => return None,
        })
    }

    pub(crate) fn of_prompt(name: &str) -> Option<Script> {
        (name == "test_input_required_result_prompt").then(|| {
            let question = elicit("What context should the prompt use?", "context", "string");
            Script::open(json!({ "user_context": question }))
        })
    }

    /// The turn that follows what the client sent.
    pub(crate) fn play(
        &self,
        name: &str,
        script: &Script,
        state: Option<String>,
        answers: Option<InputResponses>,
    ) -> Result<Turn, ErrorData> {
        let round = match state {
            Some(state) => self.open(name, &state)?,
            None => 0,
        };
        let answers = answers.unwrap_or_default();
        let asked = script
            .rounds
            .get(round)
            .ok_or_else(|| ErrorData::invalid_params("no such round", None))?;
        let complete = asked
            .iter()
            .all(|(key, question)| answers.get(key).is_some_and(|answer| fits(question, answer)));
        let next = if complete { round + 1 } else { round };
        let Some(questions) = script.rounds.get(next) else {
            return Ok(Turn::Done(format!("state-ok, the client answered: {}", json!(answers))));
        };
        let state = script.sealed.then(|| self.seal(name, next));
        Ok(Turn::Ask(InputRequiredResult::new(Some(questions.clone()), state)))
    }

    fn seal(&self, name: &str, round: usize) -> String {
        let bound = SealOptions::new().associated_data(name.as_bytes());
        self.0.seal_with(round.to_string().as_bytes(), &bound)
    }

    fn open(&self, name: &str, state: &str) -> Result<usize, ErrorData> {
        let refused = || ErrorData::invalid_params("this request state was not issued here", None);
        let round = self.0.open_with(state, name.as_bytes()).map_err(|_| refused())?;
        std::str::from_utf8(&round).ok().and_then(|round| round.parse().ok()).ok_or_else(refused)
    }
}

/// Whether the answer has the shape its question asks for.
fn fits(question: &InputRequest, answer: &Value) -> bool {
    match question {
        InputRequest::Elicitation(_) => serde_json::from_value::<ElicitResult>(answer.clone())
            .is_ok_and(|result| {
                result.action == ElicitationAction::Accept && result.content.is_some()
            }),
        InputRequest::CreateMessage(_) => {
            serde_json::from_value::<CreateMessageResult>(answer.clone()).is_ok()
        }
        InputRequest::ListRoots(_) => {
            serde_json::from_value::<ListRootsResult>(answer.clone()).is_ok()
        }
        _ => false,
    }
}

fn within_capabilities(context: &RequestContext<RoleServer>) -> Value {
    let client = context.client_capabilities().unwrap_or_default();
    let questions = [
        ("user_name", client.elicitation.is_some(), name_of_user()),
        ("greeting", client.sampling.is_some(), sample("Generate a greeting", 50)),
    ];
    let declared = questions.into_iter().filter(|(_, declared, _)| *declared);
    declared.map(|(key, _, question)| (key.to_owned(), question)).collect()
}

fn name_of_user() -> Value {
    elicit("What is your name?", "name", "string")
}

fn elicit(message: &str, field: &str, kind: &str) -> Value {
    json!({ "method": "elicitation/create", "params": {
        "message": message,
        "requestedSchema": {
            "type": "object",
            "properties": { field: { "type": kind } },
            "required": [field],
        },
    } })
}

fn sample(prompt: &str, max_tokens: u32) -> Value {
    json!({ "method": "sampling/createMessage", "params": {
        "messages": [{ "role": "user", "content": { "type": "text", "text": prompt } }],
        "maxTokens": max_tokens,
    } })
}

fn roots() -> Value {
    json!({ "method": "roots/list", "params": {} })
}
