//! What the shell offers when Tab is pressed: tool names, their arguments, and
//! the values of closed lists.

use std::{ffi::OsStr, iter};

use clap_complete::CompletionCandidate;

use super::{out, signature};
use crate::{app, config::Config, dispatch::Registry, tool::Entry};

/// The tools' names.
pub(super) fn tools() -> Vec<CompletionCandidate> {
    let Some(registry) = registry() else { return Vec::new() };
    let facts = registry.tools().iter().map(Entry::facts);
    facts
        .map(|facts| {
            let help = out::first_sentence(&facts.description).to_owned();
            CompletionCandidate::new(facts.name.as_ref()).help(Some(help.into()))
        })
        .collect()
}

/// `key=` for each argument of the tool that was typed before, or `key=value`
/// where values are known.
pub(super) fn arguments(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some((registry, current)) = registry().zip(current.to_str()) else { return Vec::new() };
    let typed: Vec<String> =
        std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let mut words = typed.iter().skip_while(|word| *word != "call").skip(1);
    let Some(entry) = words.find_map(|word| registry.tool(word)) else { return Vec::new() };
    let mut offers = Vec::new();
    for one in signature::parameters(&entry.facts().input_schema) {
        let key = format!("{}=", one.name);
        let is_given = typed.iter().any(|word| word != current && word.starts_with(&key));
        match one.choices() {
            Some(choices) if current.starts_with(&key) => offers.extend(
                choices.iter().map(|choice| CompletionCandidate::new(format!("{key}{choice}"))),
            ),
            _ if is_given => {}
            _ => offers.push(CompletionCandidate::new(key).help(Some(one.describe().into()))),
        }
    }
    offers.retain(|offer| offer.get_value().to_string_lossy().starts_with(current));
    offers
}

/// What is switched on here; a broken configuration must not take completion away.
fn registry() -> Option<Registry> {
    let usual = |_| Config::load(iter::empty(), None);
    app::registry(&Config::from_process().or_else(usual).ok()?).ok()
}
