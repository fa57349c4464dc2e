//! Every request of the tools against GitHub's own description of its API.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use wiremock::Request;

use super::{Hub, contract, emulator::package};

/// What changes something, and must be among what was checked.
const CHANGES: [&str; 9] = [
    "delete /repos/{owner}/{repo}/git/refs/{ref}",
    "delete /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}",
    "patch /repos/{owner}/{repo}/issues/{issue_number}",
    "post /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs",
    "post /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches",
    "post /repos/{owner}/{repo}/deployments",
    "post /repos/{owner}/{repo}/issues",
    "post /repos/{owner}/{repo}/issues/{issue_number}/comments",
    "post /repos/{owner}/{repo}/issues/{issue_number}/labels",
];

#[tokio::test]
async fn github_would_accept_every_request() {
    let api = Description::read();
    let mut hub = Hub::start().await;
    contract::answers(&hub).await;
    for (tool, arguments) in contract::calls() {
        let reply = hub.call(tool, arguments.clone()).await;
        assert_ne!(reply["result"]["isError"], true, "{tool}: {reply}");
        if reply["result"]["structuredContent"]["status"] == "preview" {
            hub.confirmed(tool, &arguments).await;
        }
    }
    let (mut checked, mut problems) = (BTreeSet::new(), Vec::new());
    for request in hub.api.received_requests().await.unwrap() {
        match api.operation(&request) {
            Some((name, operation)) => {
                problems.extend(
                    api.problems(operation, &request).into_iter().map(|p| format!("{name}: {p}")),
                );
                checked.insert(name);
            }
            None => problems.push(format!("{} {} is unknown", request.method, request.url.path())),
        }
    }
    println!("{} operations", checked.len());
    assert!(problems.is_empty(), "{problems:#?}");
    let missing: Vec<_> = CHANGES.iter().filter(|name| !checked.contains(**name)).collect();
    assert!(missing.is_empty(), "never sent: {missing:?}");
}

#[test]
fn a_wrong_request_is_found() {
    let api = Description::read();
    let body = |path: &str, method: &str, body: Value| {
        let schema = api.body(&api.0["paths"][path][method]).unwrap();
        violations(&schema, &body)
    };
    let issue = "/repos/{owner}/{repo}/issues/{issue_number}";
    assert!(body(issue, "patch", json!({ "state": "closed", "state_reason": null })).is_empty());
    assert!(!body(issue, "patch", json!({ "state_reason": "wontfix" })).is_empty());
    assert!(!body(issue, "patch", json!({ "stat": "closed" })).is_empty());
    let labels = "/repos/{owner}/{repo}/issues/{issue_number}/labels";
    assert!(!body(labels, "post", json!({ "labels": [] })).is_empty());
}

/// GitHub's description of its API.
struct Description(Value);

impl Description {
    fn read() -> Self {
        let file = package("@octokit/openapi").join("generated/api.github.com.json");
        Self(serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap())
    }

    /// The operation that a request is: of those that fit, the one with the
    /// fewest parameters in its path.
    fn operation(&self, request: &Request) -> Option<(String, &Value)> {
        let method = request.method.as_str().to_lowercase();
        let paths = self.0["paths"].as_object().unwrap();
        let fitting = paths.iter().filter(|(template, operations)| {
            operations.get(&method).is_some() && fits(template, request.url.path())
        });
        let (template, operations) =
            fitting.min_by_key(|(template, _)| template.matches('{').count())?;
        Some((format!("{method} {template}"), &operations[&method]))
    }

    fn problems(&self, operation: &Value, request: &Request) -> Vec<String> {
        let mut problems = self.query_problems(operation, request);
        match self.body(operation) {
            None if request.body.is_empty() => {}
            None => problems.push("has a body".to_owned()),
            Some(_) if request.body.is_empty() => {
                if operation["requestBody"]["required"] == true {
                    problems.push("has no body".to_owned());
                }
            }
            Some(schema) => {
                let body: Value = serde_json::from_slice(&request.body).unwrap();
                problems.extend(violations(&schema, &body));
            }
        }
        problems
    }

    fn query_problems(&self, operation: &Value, request: &Request) -> Vec<String> {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let known: BTreeMap<String, Value> = parameters
            .map(|parameter| self.inlined(parameter))
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| (parameter["name"].as_str().unwrap().to_owned(), parameter))
            .collect();
        let sent: BTreeMap<_, _> = request.url.query_pairs().into_owned().collect();
        let mut problems: Vec<String> = known
            .iter()
            .filter(|(name, parameter)| parameter["required"] == true && !sent.contains_key(*name))
            .map(|(name, _)| format!("lacks {name}"))
            .collect();
        for (name, value) in sent {
            let Some(parameter) = known.get(&name) else {
                problems.push(format!("{name} is no parameter"));
                continue;
            };
            let text = json!(value);
            let value = match parameter["schema"]["type"].as_str() {
                Some("integer" | "boolean") => serde_json::from_str(&value).unwrap_or(text),
                _ => text,
            };
            problems.extend(violations(&parameter["schema"], &value));
        }
        problems
    }

    /// The schema of an operation's body.
    fn body(&self, operation: &Value) -> Option<Value> {
        let body = operation.get("requestBody")?;
        Some(closed(self.inlined(&self.inlined(body)["content"]["application/json"]["schema"])))
    }

    /// `value` with what it refers to in place, in the words of JSON Schema.
    fn inlined(&self, value: &Value) -> Value {
        match value {
            Value::Object(object) => match object.get("$ref").and_then(Value::as_str) {
                Some(to) => self.inlined(self.0.pointer(to.trim_start_matches('#')).unwrap()),
                None => nullable(
                    object.iter().map(|(key, value)| (key.clone(), self.inlined(value))).collect(),
                ),
            },
            Value::Array(values) => values.iter().map(|value| self.inlined(value)).collect(),
            other => other.clone(),
        }
    }
}

/// OpenAPI 3.0 says `nullable`, which JSON Schema does not know.
fn nullable(mut schema: Map<String, Value>) -> Value {
    if schema.remove("nullable") != Some(Value::Bool(true)) {
        return Value::Object(schema);
    }
    json!({ "anyOf": [{ "type": "null" }, schema] })
}

/// The schema of an object that holds nothing else than what it names.
fn closed(mut schema: Value) -> Value {
    for choice in ["oneOf", "anyOf"] {
        if let Some(Value::Array(choices)) = schema.get_mut(choice) {
            *choices = choices.iter().cloned().map(closed).collect();
        }
    }
    if schema.get("properties").is_some() && schema.get("additionalProperties").is_none() {
        schema["additionalProperties"] = json!(false);
    }
    schema
}

fn violations(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::draft4::new(schema).unwrap();
    validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Whether `path` is one of `template`; a reference at its end may hold slashes.
fn fits(template: &str, path: &str) -> bool {
    let (wanted, given): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    let open = ["{ref}", "{path}"].iter().any(|end| template.ends_with(end));
    let long_enough = if open { given.len() >= wanted.len() } else { given.len() == wanted.len() };
    long_enough
        && wanted
            .iter()
            .zip(&given)
            .all(|(wanted, given)| wanted.starts_with('{') || wanted == given)
}
