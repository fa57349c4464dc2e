//! Asking the person in front of the host: elicitation, as a round trip of its
//! own in 2026-07-28 (`input_required`), as a request to the client before.

use std::time::Duration;

use rmcp::{
    Peer, RoleServer,
    model::{
        BooleanSchema, ClientCapabilities, ElicitRequest, ElicitRequestParams, ElicitResult,
        ElicitationAction, ElicitationSchema, InputRequest, InputRequiredResult, InputResponses,
    },
};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::dispatch::{Person, Question};

/// The name of the question, and of the one field of its form.
const CONFIRM: &str = "confirm";

/// Whether the client can put a form to its person. One that declares
/// elicitation without saying of what kind means forms.
pub(super) fn can_ask(capabilities: Option<&ClientCapabilities>) -> bool {
    capabilities
        .and_then(|capabilities| capabilities.elicitation.as_ref())
        .is_some_and(|elicitation| elicitation.form.is_some() || elicitation.url.is_none())
}

/// The answer that came back with `state`.
pub(super) fn answered(state: String, responses: Option<&InputResponses>) -> Person {
    let result = responses.and_then(|responses| responses.get(CONFIRM));
    let result =
        result.and_then(|value| serde_json::from_value::<ElicitResult>(value.clone()).ok());
    Person::Answered { state, accepted: result.is_some_and(|result| accepts(&result)) }
}

/// The question as a result: the client asks, and repeats the call.
pub(super) fn input_required(question: Question) -> InputRequiredResult {
    let request = InputRequest::Elicitation(ElicitRequest::new(form(question.message)));
    let requests = [(CONFIRM.to_owned(), request)].into();
    InputRequiredResult::new(Some(requests), Some(question.state))
}

/// The question as a request; silence and failure are a no.
pub(super) async fn ask(
    peer: &Peer<RoleServer>,
    question: Question,
    patience: Duration,
    cancel: &CancellationToken,
) -> Person {
    let asked = peer.create_elicitation_with_timeout(form(question.message), Some(patience));
    let accepted = match cancel.run_until_cancelled(asked).await {
        None => false,
        Some(Ok(result)) => accepts(&result),
        Some(Err(error)) => {
            tracing::info!(error = error.to_string(), "a confirmation was not answered");
            false
        }
    };
    Person::Answered { state: question.state, accepted }
}

/// Only an accepted form whose box is ticked is a yes.
fn accepts(result: &ElicitResult) -> bool {
    let ticked = result.content.as_ref().and_then(|content| content.get(CONFIRM));
    result.action == ElicitationAction::Accept && ticked == Some(&Value::Bool(true))
}

fn form(message: String) -> ElicitRequestParams {
    let field = |field: BooleanSchema| {
        field.title("Yes, do this").description("Nothing is changed otherwise").with_default(false)
    };
    let schema = ElicitationSchema::builder().required_bool_with(CONFIRM, field);
    ElicitRequestParams::FormElicitationParams {
        meta: None,
        message,
        requested_schema: schema.build_unchecked(),
    }
}
