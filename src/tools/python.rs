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
    tool::{Entry, Facts, InvalidSchema},
};

/// What waiting for a sandbox and fetching its files may take beside the code.
const AROUND: Duration = Duration::from_mins(1);

/// The tool, with the bounds of this configuration.
pub(crate) fn entry(config: &SandboxConfig) -> Result<Entry, InvalidSchema> {
    Entry::of_with::<run::RunPython>(|facts| {
        facts.limits.own_deadline = Some(config.timeout + AROUND);
        bound_time(facts, config.timeout);
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
