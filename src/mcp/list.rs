//! The list methods: what the caller may use, in a fixed order, in pages.

use rmcp::{
    ErrorData,
    model::{
        Annotations, CacheScope, ListPromptsResult, ListResourceTemplatesResult,
        ListResourcesResult, ListToolsResult, PaginatedRequestParams, Prompt, PromptArgument,
        Resource, ResourceTemplate, Tool,
    },
};

use crate::{
    dispatch::{Origin, Road},
    prompt::PromptEntry,
    resource::ResourceEntry,
};

/// How long a client may keep a list: it changes only with a restart.
pub(super) const TTL_MS: u64 = 300_000;
const PAGE: usize = 100;

/// Builds a page: `$result` is one of rmcp's paginated results, which share
/// their fields but no trait. A list depends on the caller's scopes, so it is
/// never shared between callers.
macro_rules! page {
    ($result:ident, $items:expr, $next:expr) => {{
        let mut page = $result::with_all_items($items)
            .with_ttl_ms(TTL_MS)
            .with_cache_scope(CacheScope::Private);
        page.next_cursor = $next;
        Ok(page)
    }};
}

pub(super) fn tools(
    road: &Road,
    origin: &Origin,
    request: Option<PaginatedRequestParams>,
) -> Result<ListToolsResult, ErrorData> {
    let entries = road.registry().tools().iter();
    let visible = entries.filter(|entry| road.offers(origin, entry));
    let (tools, next) = cut(road, "tools/list", request, visible)?;
    let tools: Vec<Tool> = tools.into_iter().map(|entry| entry.listed().clone()).collect();
    page!(ListToolsResult, tools, next)
}

pub(super) async fn resources(
    road: &Road,
    origin: &Origin,
    request: Option<PaginatedRequestParams>,
) -> Result<ListResourcesResult, ErrorData> {
    let visible = visible_resources(road, origin).filter(|entry| entry.variables().is_empty());
    let (entries, next) = cut(road, "resources/list", request, visible)?;
    let mut resources = Vec::with_capacity(entries.len());
    for entry in entries {
        resources.push(resource(road, origin, entry).await);
    }
    page!(ListResourcesResult, resources, next)
}

pub(super) fn templates(
    road: &Road,
    origin: &Origin,
    request: Option<PaginatedRequestParams>,
) -> Result<ListResourceTemplatesResult, ErrorData> {
    let visible = visible_resources(road, origin).filter(|entry| !entry.variables().is_empty());
    let (entries, next) = cut(road, "resources/templates/list", request, visible)?;
    let templates = entries.into_iter().map(template).collect();
    page!(ListResourceTemplatesResult, templates, next)
}

pub(super) fn prompts(
    road: &Road,
    origin: &Origin,
    request: Option<PaginatedRequestParams>,
) -> Result<ListPromptsResult, ErrorData> {
    let entries = road.registry().prompts().iter();
    let visible = entries.filter(|entry| origin.caller.may(entry.facts.scope));
    let (entries, next) = cut(road, "prompts/list", request, visible)?;
    page!(ListPromptsResult, entries.into_iter().map(prompt).collect(), next)
}

fn visible_resources<'a>(
    road: &'a Road,
    origin: &'a Origin,
) -> impl Iterator<Item = &'a ResourceEntry> {
    road.registry().resources().iter().filter(|entry| origin.caller.may(entry.facts.scope))
}

/// The page of `items` that the request's cursor names, and the next cursor.
fn cut<'a, T>(
    road: &Road,
    method: &str,
    request: Option<PaginatedRequestParams>,
    items: impl Iterator<Item = &'a T>,
) -> Result<(Vec<&'a T>, Option<String>), ErrorData> {
    let start = match request.and_then(|request| request.cursor) {
        None => 0,
        Some(cursor) => position(road, method, &cursor).ok_or_else(|| {
            let text = format!("The cursor is not one that {method} gave out, or it is too old.");
            ErrorData::invalid_params(text, None)
        })?,
    };
    let mut items = items.skip(start);
    let page: Vec<&T> = items.by_ref().take(PAGE).collect();
    let end = u32::try_from(start + page.len()).unwrap_or(u32::MAX);
    let next = items.next().map(|_| road.cursors().seal(method, &end.to_be_bytes()));
    Ok((page, next))
}

fn position(road: &Road, method: &str, cursor: &str) -> Option<usize> {
    let position = road.cursors().open(method, cursor).ok()?;
    usize::try_from(u32::from_be_bytes(position.try_into().ok()?)).ok()
}

async fn resource(road: &Road, origin: &Origin, entry: &ResourceEntry) -> Resource {
    let facts = &entry.facts;
    let resource = Resource::new(facts.uri, facts.name)
        .with_title(facts.title)
        .with_description(facts.description)
        .with_mime_type(facts.mime_type);
    if !facts.measured {
        return resource;
    }
    let Some(document) = road.measure(origin, entry).await else { return resource };
    let resource = resource.with_size(document.text.len() as u64);
    match document.last_modified {
        None => resource,
        Some(when) => {
            let mut annotations = Annotations::default();
            annotations.last_modified = Some(when.to_string());
            resource.with_annotations(annotations)
        }
    }
}

fn template(entry: &ResourceEntry) -> ResourceTemplate {
    let facts = &entry.facts;
    ResourceTemplate::new(facts.uri, facts.name)
        .with_title(facts.title)
        .with_description(facts.description)
        .with_mime_type(facts.mime_type)
}

fn prompt(entry: &PromptEntry) -> Prompt {
    let facts = &entry.facts;
    let arguments = facts.arguments.iter().map(|argument| {
        PromptArgument::new(argument.name)
            .with_description(argument.description)
            .with_required(argument.required)
    });
    Prompt::new(facts.name, Some(facts.description), Some(arguments.collect()))
        .with_title(facts.title)
}
