//! What can be asked for.

use std::collections::HashMap;

use crate::{
    nearest::nearest,
    prompt::PromptEntry,
    resource::{ResourceEntry, Values},
    text::excerpt,
    tool::Entry,
    toolset::Toolset,
};

/// The tools, resources and prompts that are switched on, in listing order.
#[derive(Debug, Default)]
pub struct Registry {
    tools: Vec<Entry>,
    by_name: HashMap<String, usize>,
    resources: Vec<ResourceEntry>,
    prompts: Vec<PromptEntry>,
}

/// Two tools with one name.
#[derive(Debug, thiserror::Error)]
#[error("two tools are named {0}")]
pub struct DuplicateTool(String);

impl Registry {
    /// Keeps of all there is what belongs to `toolsets`.
    pub fn new(
        toolsets: &[Toolset],
        mut tools: Vec<Entry>,
        mut resources: Vec<ResourceEntry>,
        mut prompts: Vec<PromptEntry>,
    ) -> Result<Self, DuplicateTool> {
        tools.retain(|entry| toolsets.contains(&entry.facts().toolset));
        resources.retain(|entry| toolsets.contains(&entry.facts.toolset));
        prompts.retain(|entry| toolsets.contains(&entry.facts.toolset));
        let mut by_name = HashMap::with_capacity(tools.len());
        for (index, entry) in tools.iter().enumerate() {
            let name = entry.facts().name.to_string();
            if by_name.insert(name.clone(), index).is_some() {
                return Err(DuplicateTool(name));
            }
        }
        Ok(Self { tools, by_name, resources, prompts })
    }

    /// Every tool.
    pub fn tools(&self) -> &[Entry] {
        &self.tools
    }

    /// Every resource and template.
    pub fn resources(&self) -> &[ResourceEntry] {
        &self.resources
    }

    /// Every prompt.
    pub fn prompts(&self) -> &[PromptEntry] {
        &self.prompts
    }

    /// The tool of that name.
    pub fn tool(&self, name: &str) -> Option<&Entry> {
        self.tools.get(*self.by_name.get(name)?)
    }

    /// The prompt of that name.
    pub fn prompt(&self, name: &str) -> Option<&PromptEntry> {
        self.prompts.iter().find(|entry| entry.facts.name == name)
    }

    /// The resource that `uri` names, with the values of its variables.
    pub fn resource(&self, uri: &str) -> Option<(&ResourceEntry, Values)> {
        self.resources.iter().find_map(|entry| Some((entry, entry.matches(uri)?)))
    }

    /// The template with that very text.
    pub fn template(&self, uri: &str) -> Option<&ResourceEntry> {
        self.resources.iter().find(|entry| entry.facts.uri == uri)
    }

    /// What to tell someone who asked for a tool that is not there.
    pub fn no_such_tool(&self, name: &str) -> String {
        let names = self.tools.iter().map(|entry| entry.facts().name.as_ref());
        no_such("tool", name, names)
    }

    /// What to tell someone who asked for a resource that is not there.
    pub fn no_such_resource(&self, uri: &str) -> String {
        no_such("resource", uri, self.resources.iter().map(|entry| entry.facts.uri))
    }

    /// What to tell someone who asked for a prompt that is not there.
    pub fn no_such_prompt(&self, name: &str) -> String {
        no_such("prompt", name, self.prompts.iter().map(|entry| entry.facts.name))
    }
}

fn no_such<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    // What was asked for is quoted, so that it cannot pose as our own words.
    let asked = excerpt(name, 80);
    let guess = nearest(name, known.iter().copied());
    let guess = guess.map_or(".".to_owned(), |guess| format!("; did you mean {guess}?"));
    format!("There is no {what} {asked:?}{guess} Available: {}.", known.join(", "))
}
