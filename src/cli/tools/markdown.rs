//! `docs/tools.md`, from the same facts that hosts are told.

use std::io::{self, Write};

use super::super::{out::first_sentence, signature};
use crate::{
    dispatch::Registry,
    tool::{Effect, Entry, Facts},
    toolset::Toolset,
};

/// Writes the whole document.
pub(super) fn write(out: &mut impl Write, registry: &Registry) -> io::Result<()> {
    writeln!(out, "<!-- made by `toolhub tools --markdown`; do not edit -->\n# Tools\n")?;
    writeln!(out, "| tool | what it does | |\n| --- | --- | --- |")?;
    tools(registry).try_for_each(|facts| row(out, facts))?;
    writeln!(out)?;
    tools(registry).try_for_each(|facts| tool(out, facts))?;
    writeln!(out, "# Resources\n\n| URI | what it holds | type |\n| --- | --- | --- |")?;
    for entry in registry.resources() {
        let facts = &entry.facts;
        writeln!(out, "| `{}` | {} | {} |", facts.uri, facts.description, facts.mime_type)?;
    }
    writeln!(out, "\n# Prompts\n\n| prompt | what it does |\n| --- | --- |")?;
    for entry in registry.prompts() {
        let names: Vec<&str> = entry.facts.arguments.iter().map(|argument| argument.name).collect();
        writeln!(
            out,
            "| `{}({})` | {} |",
            entry.facts.name,
            names.join(", "),
            entry.facts.description
        )?;
    }
    Ok(())
}

/// The tools, a toolset after the other.
fn tools(registry: &Registry) -> impl Iterator<Item = &Facts> {
    Toolset::ALL.iter().flat_map(|toolset| {
        let all = registry.tools().iter().map(Entry::facts);
        all.filter(|facts| facts.toolset == *toolset)
    })
}

/// One line of the table that the README shows too.
fn row(out: &mut impl Write, facts: &Facts) -> io::Result<()> {
    let sentence = first_sentence(&facts.description).replace('|', "\\|");
    let effect = match facts.effect {
        Effect::ReadOnly => "",
        Effect::Write => "changes",
        Effect::Destructive => "changes, confirmed",
    };
    writeln!(out, "| `{}` | {sentence} | {effect} |", facts.name)
}

fn tool(out: &mut impl Write, facts: &Facts) -> io::Result<()> {
    let scope = facts.scope.map_or("none", |scope| scope.as_str());
    writeln!(
        out,
        "## {}\n\n{}\n\nToolset `{}`, scope `{scope}`.\n",
        facts.name,
        facts.description,
        facts.toolset.as_str(),
    )?;
    let mut parameters = signature::parameters(&facts.input_schema).peekable();
    if parameters.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "| argument | values | |\n| --- | --- | --- |")?;
    for one in parameters {
        let required = if one.required { "**required** " } else { "" };
        let description = one.schema.get("description").and_then(|text| text.as_str());
        writeln!(
            out,
            "| `{}` | {} | {required}{} |",
            one.name,
            one.describe().replace('|', "\\|"),
            description.unwrap_or_default()
        )?;
    }
    writeln!(out)
}
