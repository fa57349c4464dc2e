//! Saved queries: an operator's statement as a tool with typed arguments.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    super::page::Pager,
    keep::{self, Keep},
    result::{Page, offset},
};
use crate::{
    backend::sql::Query,
    caller::Scope,
    config::sql::{ParamConfig, ParamKind, QueryConfig},
    tool::{
        Ctx, Effect, Entry, Facts, InvalidSchema, JsonObject, Limits, Reply, ToolError,
        output_schema,
    },
    toolset::Toolset,
};

/// The tool `name`, whose results can be kept if its source `keeps` any.
pub(super) fn entry(name: &str, config: &QueryConfig, keeps: bool) -> Result<Entry, InvalidSchema> {
    let facts = Facts {
        name: name.to_owned().into(),
        title: config.title.clone().unwrap_or_else(|| name.replace('_', " ")).into(),
        description: format!(
            "{} Returns columns and rows, a page at a time. Do not use it for other questions \
             than this one.",
            config.description.trim()
        )
        .into(),
        toolset: Toolset::Sql,
        scope: Some(Scope::SqlRead),
        effect: Effect::ReadOnly,
        limits: Limits::DEFAULT,
        input_schema: Arc::new(schema(&config.params, keeps)),
        output_schema: Some(output_schema::<Page>()),
        redacted: &[],
    };
    let (name, config): (Arc<str>, Arc<QueryConfig>) = (name.into(), Arc::new(config.clone()));
    Entry::new(facts, move |ctx, args, budget| {
        let (name, config) = (Arc::clone(&name), Arc::clone(&config));
        Box::pin(async move {
            let page = run(&ctx, &name, &config, &args).await?;
            Reply::shape(page, budget)
        })
    })
}

async fn run(ctx: &Ctx, name: &str, config: &QueryConfig, args: &Value) -> Result<Page, ToolError> {
    let source = ctx.backends.sql.source(Some(&config.source))?;
    let params: Vec<Value> = config
        .params
        .iter()
        .map(|param| args.get(&param.name).or(param.default.as_ref()).cloned().unwrap_or_default())
        .collect();
    let pager = Pager::new(&ctx.cursors, name, &params);
    let offset = match args.get("cursor").and_then(Value::as_str) {
        Some(cursor) => pager.open(cursor, offset)?,
        None => 0,
    };
    let limit = args.get("limit").and_then(Value::as_u64).unwrap_or(50);
    let query = Query {
        sql: &config.sql,
        params: &params,
        limit: u32::try_from(limit).unwrap_or(u32::MAX),
        offset,
        caller: ctx.caller.principal(),
    };
    let keep = match args.get("keep").and_then(Value::as_str) {
        Some("json") => Some(Keep::Json),
        Some(_) => Some(Keep::Csv),
        None => None,
    };
    let answer = keep::ask(ctx, source, query, keep).await?;
    Ok(Page::new(answer, name, pager, offset))
}

fn schema(params: &[ParamConfig], keeps: bool) -> JsonObject {
    let mut properties = JsonObject::new();
    for param in params {
        properties.insert(param.name.clone(), property(param));
    }
    properties.insert(
        "limit".to_owned(),
        json!({ "type": "integer", "minimum": 1, "maximum": 200, "default": 50,
                "description": "Most rows on a page." }),
    );
    properties.insert(
        "cursor".to_owned(),
        json!({ "type": "string", "description": "The next_cursor of the page before." }),
    );
    if keeps {
        properties.insert(
            "keep".to_owned(),
            json!({ "type": "string", "enum": ["csv", "json"], "description": keep::ABOUT }),
        );
    }
    let required: Vec<&String> =
        params.iter().filter(|param| param.required).map(|param| &param.name).collect();
    let mut schema = JsonObject::new();
    schema.insert("type".to_owned(), "object".into());
    schema.insert("properties".to_owned(), properties.into());
    schema.insert("required".to_owned(), json!(required));
    schema.insert("additionalProperties".to_owned(), false.into());
    schema
}

fn property(param: &ParamConfig) -> Value {
    let (kind, example) = match param.kind {
        ParamKind::String => ("string", None),
        ParamKind::Integer => ("integer", None),
        ParamKind::Number => ("number", None),
        ParamKind::Boolean => ("boolean", None),
        ParamKind::Date => ("string", Some("2026-01-31")),
        ParamKind::Timestamp => ("string", Some("2026-01-31T12:00:00Z")),
    };
    let mut property = JsonObject::new();
    property.insert("type".to_owned(), kind.into());
    if let Some(description) = &param.description {
        property.insert("description".to_owned(), description.as_str().into());
    }
    if let Some(example) = example {
        property.insert("examples".to_owned(), json!([example]));
    }
    if let Some(default) = &param.default {
        property.insert("default".to_owned(), default.clone());
    }
    if !param.allowed.is_empty() {
        property.insert("enum".to_owned(), param.allowed.clone().into());
    }
    property.into()
}
