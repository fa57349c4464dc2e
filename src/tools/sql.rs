//! Governed SQL. The tools are written here; which sources they know, and which
//! saved queries stand beside them, is configuration.

mod describe;
mod error;
mod explain;
mod keep;
mod list;
mod query;
mod result;
mod saved;

use serde_json::{Value, json};

use crate::{
    config::SqlConfig,
    tool::{Entry, Facts, InvalidSchema},
};

/// The tools of this configuration: one set for all sources, then the saved
/// queries. Without ad-hoc statements only the saved queries.
pub(crate) fn entries(config: &SqlConfig) -> Result<Vec<Entry>, InvalidSchema> {
    let about_sources = |facts: &mut Facts| fit(facts, config);
    let mut entries = if config.adhoc {
        vec![
            Entry::of_with::<list::ListTables>(about_sources)?,
            Entry::of_with::<describe::DescribeTable>(about_sources)?,
            Entry::of_with::<query::QuerySql>(about_sources)?,
            Entry::of_with::<explain::ExplainQuery>(about_sources)?,
        ]
    } else {
        Vec::new()
    };
    for (name, query) in &config.queries {
        entries.push(saved::entry(name, query, keeps(config, Some(&query.source)))?);
    }
    Ok(entries)
}

/// Whether results can be kept of that source, or of any.
fn keeps(config: &SqlConfig, source: Option<&str>) -> bool {
    let mut asked = config.sources.iter().filter(|(name, _)| source.is_none_or(|it| it == *name));
    asked.any(|(_, source)| source.limits.max_kept_rows > 0)
}

/// Lists the sources in the schema of the `source` argument, so that a model
/// need not ask; leaves out arguments with which nothing can be chosen.
fn fit(facts: &mut Facts, config: &SqlConfig) {
    let mut schema = (*facts.input_schema).clone();
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
    if config.sources.len() > 1 {
        let names: Vec<&String> = config.sources.keys().collect();
        let about: Vec<String> = config
            .sources
            .iter()
            .filter_map(|(name, source)| Some(format!("{name}: {}", source.description.as_ref()?)))
            .collect();
        let description = format!("Which database; orders when left out. {}", about.join("; "));
        let argument =
            json!({ "type": "string", "enum": names, "description": description.trim_end() });
        properties.insert("source".to_owned(), argument);
    } else {
        properties.shift_remove("source");
    }
    if !keeps(config, None) {
        properties.shift_remove("keep");
    }
    facts.input_schema = schema.into();
}
