//! Python in a sandbox.

mod files;
mod hint;
mod input;
mod media;
mod result;
mod run;
mod shown;

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    config::SandboxConfig,
    tool::{Entry, Facts, InvalidSchema, JsonObject},
};

/// What waiting for a sandbox and fetching its files may take beside the code.
const AROUND: Duration = Duration::from_mins(1);

/// The tool, with the bounds of this configuration.
pub(crate) fn entry(config: &SandboxConfig) -> Result<Entry, InvalidSchema> {
    Entry::of_with::<run::RunPython>(|facts| {
        facts.limits.own_deadline = Some(config.timeout + AROUND);
        bound_time(facts, config.timeout);
        offer_sessions(facts, config.sessions > 0);
    })
}

fn bound_time(facts: &mut Facts, timeout: Duration) {
    let mut schema = (*facts.input_schema).clone();
    let property = schema.get_mut("properties").and_then(|all| all.get_mut("timeout_s"));
    if let Some(Value::Object(property)) = property {
        property.insert("maximum".to_owned(), json!(timeout.as_secs()));
    }
    facts.input_schema = schema.into();
}

/// Says in the description what a session is, or leaves the argument out.
fn offer_sessions(facts: &mut Facts, are_offered: bool) {
    if are_offered {
        let description = facts.description.replace(run::NOTHING_STAYS, run::STAYS_IN_A_SESSION);
        facts.description = description.into();
        return;
    }
    facts.input_schema = without_session(&facts.input_schema).into();
    facts.output_schema = facts.output_schema.as_deref().map(|it| without_session(it).into());
}

fn without_session(schema: &JsonObject) -> JsonObject {
    let mut schema = schema.clone();
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.shift_remove("session");
    }
    schema
}
